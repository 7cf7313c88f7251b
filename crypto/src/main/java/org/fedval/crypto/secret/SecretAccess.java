package org.fedval.crypto.secret;

/** The token that opens a {@link SecretBytes}. Only {@link InsecureSecretAccess} makes one. */
public final class SecretAccess {
  static final SecretAccess TOKEN = new SecretAccess();

  private SecretAccess() {}
}
