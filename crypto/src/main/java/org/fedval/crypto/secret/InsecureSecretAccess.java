package org.fedval.crypto.secret;

/** Hands out the token that opens secrets. Every caller is part of what a review reads. */
public final class InsecureSecretAccess {
  private InsecureSecretAccess() {}

  /** Returns the token; the caller promises not to log, print or keep what it opens. */
  public static SecretAccess get() {
    return SecretAccess.TOKEN;
  }
}
