package org.fedval.coordinator.oidc;

/** A sign-in at the provider that failed; the code says where, the person learns nothing more. */
public final class OidcException extends Exception {
  private static final long serialVersionUID = 1;

  private final Code code;

  /** Where it failed. */
  public enum Code {
    /** The provider does not answer, or its description is not usable. */
    PROVIDER,
    /** The browser did not begin this sign-in here, or too long ago. */
    STATE,
    /** The person or the provider said no. */
    DENIED,
    /** The provider does not take the code: used before, too old, or another's. */
    CODE,
    /** The ID token is not for this sign-in: signature, issuer, audience, nonce or time. */
    TOKEN
  }

  OidcException(Code code) {
    super(code.name(), null, false, false);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
