package org.fedval.coordinator.study;

import java.util.Optional;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * A study as the coordinator keeps it. Immutable but for its arrays, which nobody changes.
 *
 * @param digest SHA-256 of the StudyDefinition body; in every later message
 * @param sentence what the state means now, for people; for ABORTED the reason
 * @param definition the body with the coordinator's signature
 * @param ownerSignature the study owner's signature over the same body
 * @param planYaml the exact bytes of the submitted plan
 * @param bundleDigest SHA-256 of the sealed bundle file; {@link #NO_BUNDLE} in a study that runs no
 *     model
 */
@SuppressWarnings("ArrayRecordComponent")
public record ValidationStudy(
    String studyId,
    byte[] digest,
    StudyState state,
    String sentence,
    SignedBody definition,
    byte[] ownerSignature,
    byte[] planYaml,
    byte[] bundleDigest,
    byte[] rosterHash) {
  /** In place of a bundle's digest. */
  @SuppressWarnings("MutablePublicArray") // an array without elements cannot change
  public static final byte[] NO_BUNDLE = {};

  /** The digest of the sealed bundle file; empty in a study that runs no model. */
  public Optional<Sha256Digest> sealedBundle() {
    return bundleDigest.length == 0 ? Optional.empty() : Optional.of(Sha256Digest.of(bundleDigest));
  }

  /**
   * The study in its next state.
   *
   * @throws IllegalStateException when the state diagram has no such arrow
   */
  public ValidationStudy become(StudyState next, String why) {
    if (!state.next().contains(next)) {
      throw new IllegalStateException("A study cannot go from " + state + " to " + next + ".");
    }
    return new ValidationStudy(
        studyId, digest, next, why, definition, ownerSignature, planYaml, bundleDigest, rosterHash);
  }
}
