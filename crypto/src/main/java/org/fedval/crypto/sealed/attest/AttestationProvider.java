package org.fedval.crypto.sealed.attest;

/** Collects evidence on the site's machine. A plug-in per platform; {@link #NONE} is built in. */
public interface AttestationProvider {
  /** The provider of a machine without attestation: an empty document of type "none". */
  AttestationProvider NONE = new NoAttestation();

  /** The kind of evidence, as {@link Evidence#type()}. */
  String type();

  /**
   * Evidence over the verifier's 32-byte {@code nonce} that carries the 64 bytes of {@code
   * reportData} in the platform's signed report.
   */
  Evidence collect(byte[] nonce, byte[] reportData);
}
