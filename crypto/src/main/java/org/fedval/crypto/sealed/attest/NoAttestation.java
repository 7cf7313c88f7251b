package org.fedval.crypto.sealed.attest;

import org.fedval.crypto.primitive.Octets;

/** Says nothing about the machine; satisfies no policy. */
final class NoAttestation implements AttestationProvider {
  static final String TYPE = "none";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Evidence collect(byte[] nonce, byte[] reportData) {
    return new Evidence(TYPE, Octets.empty());
  }
}
