package org.fedval.crypto.secagg;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/** A dealer that a checked {@link Blame} convicts. Only the check makes one. */
public final class ProvenBad {
  private final Sha256Digest sid;
  private final VerifyingKey identity;

  ProvenBad(Sha256Digest sid, VerifyingKey identity) {
    this.sid = sid;
    this.identity = identity;
  }

  /** The session that it spoiled. */
  public Sha256Digest sid() {
    return sid;
  }

  /** Its identity key. */
  public VerifyingKey identity() {
    return identity;
  }
}
