package org.fedval.crypto.secagg;

import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secret.SecretBytes;

/** What two sites share: the key of their mask stream and the tag that proves they agree. */
final class PairSecrets {
  static final int TAG_BYTES = 16;

  private final SecretBytes maskKey;
  private final Octets confirmTag;

  PairSecrets(SecretBytes maskKey, Octets confirmTag) {
    this.maskKey = maskKey;
    this.confirmTag = confirmTag;
  }

  SecretBytes maskKey() {
    return maskKey;
  }

  Octets confirmTag() {
    return confirmTag;
  }

  @Override
  public String toString() {
    return "PairSecrets[redacted]";
  }
}
