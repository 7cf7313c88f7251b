package org.fedval.crypto.sealed.attest;

import java.time.Instant;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/** The outcome of one attestation; it goes to the log. */
public final class Verdict {
  /** Why evidence was refused. */
  public enum Refusal {
    UNKNOWN_NONCE,
    NONCE_EXPIRED,
    BAD_SIGNATURE,
    WRONG_STUDY,
    WRONG_SITE,
    TYPE_NOT_ALLOWED,
    NO_VERIFIER,
    VERIFIER_FAILED,
    REPORT_DATA_DIFFERS,
    UNKNOWN_ROOT,
    MEASUREMENT_NOT_ALLOWED,
    DEBUG_MODE,
    TCB_TOO_OLD,
    REPORT_TOO_OLD,
    GPU_NOT_CONFIDENTIAL
  }

  /**
   * What a platform proved.
   *
   * @param vendorRoot SHA-256 of the pinned vendor root that the chain ends in
   * @param securityVersion the platform's TCB or SVN number
   * @param reported when the platform made the report
   */
  public record Claims(
      Sha256Digest vendorRoot,
      Octets measurement,
      long securityVersion,
      boolean debug,
      boolean gpuConfidential,
      Instant reported) {}

  private final @Nullable Refusal refusal;
  private final @Nullable Claims claims;

  private Verdict(@Nullable Refusal refusal, @Nullable Claims claims) {
    this.refusal = refusal;
    this.claims = claims;
  }

  /** The platform proved {@code claims}; whether they suffice is the policy's decision. */
  public static Verdict proved(Claims claims) {
    return new Verdict(null, claims);
  }

  /** Nothing is proved. */
  public static Verdict refused(Refusal refusal) {
    return new Verdict(refusal, null);
  }

  /** Whether the evidence stands. */
  public boolean accepted() {
    return refusal == null && claims != null;
  }

  /** Why not, or null. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  @Nullable Claims claims() {
    return claims;
  }

  @Override
  public String toString() {
    return refusal == null ? "Verdict[accepted]" : "Verdict[" + refusal + "]";
  }
}
