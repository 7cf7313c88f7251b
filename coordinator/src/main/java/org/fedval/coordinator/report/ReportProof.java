package org.fedval.coordinator.report;

import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a report, for a reader without any connection: {@code proof} of {@code
 * fedval.report/v1}. Bodies are the exact bytes that were signed. The gate's sums are not in it:
 * they hold the counts of withheld cells.
 *
 * @param study the study definition with the coordinator's signature
 * @param ownerSignature the study owner's signature of the same body
 * @param bundle null in a study that ran no model
 * @param roster with the coordinator's signature
 * @param criteria the body that the definition's criteria hash covers; it fixes every slot's layout
 * @param sessions that of every slot with sums, in order; one or more
 */
public record ReportProof(
    SignedBody study,
    Octets ownerSignature,
    @Nullable Bundle bundle,
    SignedBody roster,
    Octets criteria,
    List<SessionProof> sessions) {
  /**
   * What the model's owner signed.
   *
   * @param manifest the bundle's, with the owner's signature
   * @param description of the model; the manifest holds its hash
   */
  public record Bundle(SignedBody manifest, Octets description) {}

  public ReportProof {
    sessions = List.copyOf(sessions);
    if (sessions.isEmpty()) {
      throw new IllegalArgumentException("Numbers come from a session.");
    }
  }

  /** The session of the first slot. */
  public SessionProof first() {
    return sessions.get(0);
  }

  /** Whether no other view of the log can have as many cosignatures, for any of the sessions. */
  public boolean isFinal() {
    return sessions.stream().allMatch(SessionProof::isFinal);
  }
}
