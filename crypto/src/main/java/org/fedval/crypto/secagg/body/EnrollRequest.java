package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * A site's request to be enrolled, signed by the identity key it names. {@code csr} is a DER
 * PKCS#10 request of at most 16 KiB, {@code created} a Unix time in seconds.
 */
public record EnrollRequest(
    String siteId,
    Sha256Digest tokenHash,
    VerifyingKey identity,
    Octets sealX,
    Octets sealKem,
    Octets csr,
    long created) {
  public static final String TYPE = "EnrollRequest";
  private static final int MAX_CSR_BYTES = 16 * 1024;

  public EnrollRequest {
    FvcText.check(siteId);
    sealX.requireSize(32, "A sealing key");
    sealKem.requireSize(MlKem.KEY_BYTES, "An ML-KEM-768 key");
    Canonical.require(csr.size() <= MAX_CSR_BYTES, "A certificate request is larger than 16 KiB.");
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .text(siteId)
        .digest(tokenHash)
        .raw(identity.toByteArray())
        .raw(sealX)
        .raw(sealKem)
        .vec(csr.toByteArray())
        .u64(created)
        .toByteArray();
  }

  /** Reads a body. */
  public static EnrollRequest decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    EnrollRequest request =
        new EnrollRequest(
            in.text(),
            in.digest(),
            in.verifyingKey(),
            in.octets(32),
            in.octets(MlKem.KEY_BYTES),
            Octets.of(in.vec(MAX_CSR_BYTES)),
            in.u64());
    in.end();
    return request;
  }
}
