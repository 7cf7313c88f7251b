package org.fedval.crypto.sealed.attest;

/** A site does not get a file key. The sentence is for the operator of the coordinator. */
public final class WrapRefused extends RuntimeException {
  /** Why. */
  public enum Reason {
    NOT_IN_ROSTER("The site is not in the study's roster."),
    NOT_APPROVED("The site's operator has not approved this study."),
    EXPIRED("The study has expired."),
    OTHER_KEY("The key is not the one that the roster names for this site."),
    ATTESTATION_REQUIRED("This study gives the model to attested environments only."),
    OTHER_POLICY("The attestation policy is not the one that the study names."),
    ATTESTATION_FAILED("The site's environment did not pass the attestation.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;

  WrapRefused(Reason reason) {
    super(reason.sentence);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
