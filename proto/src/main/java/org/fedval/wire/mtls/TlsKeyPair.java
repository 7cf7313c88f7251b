package org.fedval.wire.mtls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.PrivateFiles;

/**
 * An ECDSA P-256 key pair (FIPS 186-5) for TLS. P-256 and not Ed25519, which BoringSSL in Netty
 * does not accept in certificates. Prints nothing of the private key.
 */
public final class TlsKeyPair {
  private static final String CURVE = "secp256r1";
  private static final EllipticCurve P256 = p256();

  private final KeyPair pair;

  private TlsKeyPair(KeyPair pair) {
    this.pair = pair;
  }

  public static TlsKeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return new TlsKeyPair(generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("Every Java platform has ECDSA P-256.", impossible);
    }
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** Writes the private key as PKCS#8 PEM with mode 0600. */
  public void write(Path file) throws IOException {
    byte[] der = pair.getPrivate().getEncoded();
    PrivateFiles.write(file, Pem.encode(Pem.PRIVATE_KEY, List.of(der)));
    Arrays.fill(der, (byte) 0);
  }

  /**
   * Reads a private key file.
   *
   * @throws KeyFileException when it is readable by others or is no P-256 key in PKCS#8 PEM
   */
  static PrivateKey readPrivate(Path file) throws IOException {
    byte[] pem = PrivateFiles.read(file, Pem.LIMIT_BYTES);
    byte[] der = Pem.decode(Pem.PRIVATE_KEY, pem, file.toString()).get(0);
    try {
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      if (((ECPrivateKey) key).getParams().getCurve().equals(P256)) {
        return key;
      }
    } catch (GeneralSecurityException notEc) {
      // The sentence below tells the owner all there is to know.
    } finally {
      Arrays.fill(pem, (byte) 0);
      Arrays.fill(der, (byte) 0);
    }
    throw new KeyFileException(file + " does not hold an ECDSA P-256 key; check the path.");
  }

  static boolean isP256(PublicKey key) {
    return key instanceof ECPublicKey ec && ec.getParams().getCurve().equals(P256);
  }

  private static EllipticCurve p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE));
      return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("Every Java platform has ECDSA P-256.", impossible);
    }
  }

  @Override
  public String toString() {
    return "TlsKeyPair[redacted]";
  }
}
