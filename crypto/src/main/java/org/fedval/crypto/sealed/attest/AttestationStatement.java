package org.fedval.crypto.sealed.attest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.SealingKey;

/**
 * Evidence with everything it is bound to, signed by the site's identity key: otherwise the
 * environment of another site could be relayed. {@code sealingKey} is a pair generated inside the
 * environment; a file key is closed to it and to nothing else.
 */
public record AttestationStatement(
    Octets nonce,
    Sha256Digest studyHash,
    String siteId,
    VerifyingKey identity,
    SealingKey sealingKey,
    Evidence evidence) {
  public static final String TYPE = "AttestationStatement";

  /** Length of a verifier's nonce. */
  public static final int NONCE_BYTES = 32;

  /** Length of the report data that the platform signs. */
  public static final int REPORT_DATA_BYTES = 64;

  public AttestationStatement {
    nonce.requireSize(NONCE_BYTES, "An attestation nonce");
    FvcText.check(siteId);
  }

  /** Asks {@code provider} for evidence over these bindings. */
  public static AttestationStatement collect(
      AttestationProvider provider,
      Octets nonce,
      Sha256Digest studyHash,
      String siteId,
      VerifyingKey identity,
      SealingKey sealingKey) {
    byte[] reportData = reportData(nonce, studyHash, siteId, identity, sealingKey);
    Evidence evidence = provider.collect(nonce.toByteArray(), reportData);
    return new AttestationStatement(nonce, studyHash, siteId, identity, sealingKey, evidence);
  }

  /**
   * {@code SHA-512(L("attest") || nonce || studyHash || vec(siteId) || IK || H(sealX || sealEk))}.
   */
  public byte[] reportData() {
    return reportData(nonce, studyHash, siteId, identity, sealingKey);
  }

  /**
   * The nonce of a GPU report joined to a CPU report: {@code H(L("attest-gpu")||nonce||H(cpu))}.
   */
  public static Sha256Digest gpuNonce(Octets nonce, Evidence cpuEvidence) {
    return FvcWriter.labelled("attest-gpu")
        .raw(nonce)
        .digest(Sha256Digest.hash(cpuEvidence.document().toByteArray()))
        .hash();
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .raw(nonce)
        .digest(studyHash)
        .text(siteId)
        .raw(identity.toByteArray())
        .raw(sealingKey.x25519())
        .raw(sealingKey.mlKem())
        .text(evidence.type())
        .vec(evidence.document().toByteArray())
        .toByteArray();
  }

  /** Reads a body. */
  public static AttestationStatement decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    AttestationStatement statement =
        new AttestationStatement(
            in.octets(NONCE_BYTES),
            in.digest(),
            in.text(),
            in.verifyingKey(),
            new SealingKey(in.octets(X25519KeyPair.BYTES), in.octets(MlKem.KEY_BYTES)),
            new Evidence(in.text(), Octets.of(in.vec(Evidence.MAX_DOCUMENT_BYTES))));
    in.end();
    return statement;
  }

  private static byte[] reportData(
      Octets nonce,
      Sha256Digest studyHash,
      String siteId,
      VerifyingKey identity,
      SealingKey sealingKey) {
    byte[] bound =
        FvcWriter.labelled("attest")
            .raw(nonce)
            .digest(studyHash)
            .text(siteId)
            .raw(identity.toByteArray())
            .digest(
                Sha256Digest.hash(
                    sealingKey.x25519().toByteArray(), sealingKey.mlKem().toByteArray()))
            .toByteArray();
    try {
      return MessageDigest.getInstance("SHA-512").digest(bound);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-512.", e);
    }
  }
}
