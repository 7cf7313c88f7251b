package org.fedval.coordinator.report;

import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What stands behind a report, for a reader without any connection: {@code proof} of {@code
 * fedval.report/v1}. Bodies are the exact bytes that were signed. The gate's sums are not in it:
 * they hold the counts of withheld cells.
 *
 * @param study the study definition with the coordinator's signature
 * @param ownerSignature the study owner's signature of the same body
 * @param layout the body that the definition's layout hash covers
 * @param opened names of the units that were opened, in the layout's order
 * @param resultDigest {@code signedHash} of the session's result, which sites have
 * @param logEntry the result's entry
 * @param logProof C2SP tlog-proof of that entry, with its cosigned checkpoint
 * @param cosignatures how many of the witnesses cosigned that checkpoint
 * @param quorum how many make it final
 * @param witnesses how many could: the sites that advertised
 */
public record ReportProof(
    SignedBody study,
    Octets ownerSignature,
    SignedBody roster,
    Octets layout,
    SignedBody proposal,
    SignedBody advertiseSet,
    SignedBody shareDelivery,
    SignedBody survivorSet,
    SignedBody commitCertificate,
    List<String> opened,
    Sha256Digest resultDigest,
    Octets logEntry,
    String logProof,
    int cosignatures,
    int quorum,
    int witnesses) {
  public ReportProof {
    opened = List.copyOf(opened);
  }

  /** Whether no other view of the log can have as many cosignatures. */
  public boolean isFinal() {
    return cosignatures >= quorum;
  }
}
