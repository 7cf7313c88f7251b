package org.fedval.wire.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/** An Ed25519 private key in a file: PKCS#8 PEM (RFC 8410 section 7) with mode 0600. */
public final class SigningKeyFile {
  /** RFC 8410: version 0, algorithm 1.3.101.112, an octet string that holds the 32-byte seed. */
  private static final byte[] PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private SigningKeyFile() {}

  public static void write(Path file, SigningKey key) throws IOException {
    byte[] pem = encode(key);
    PrivateFiles.write(file, pem);
    Arrays.fill(pem, (byte) 0);
  }

  /** The file's bytes, secret; the caller overwrites them. */
  public static byte[] encode(SigningKey key) {
    byte[] seed = key.seed().open(InsecureSecretAccess.get());
    byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + seed.length);
    System.arraycopy(seed, 0, der, PREFIX.length, seed.length);
    byte[] pem = Pem.encode(Pem.PRIVATE_KEY, List.of(der));
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(der, (byte) 0);
    return pem;
  }

  /**
   * Reads a key.
   *
   * @throws KeyFileException when the file is readable by others or holds no Ed25519 key
   */
  public static SigningKey read(Path file) throws IOException {
    byte[] pem = PrivateFiles.read(file, Pem.LIMIT_BYTES);
    try {
      return decode(pem, file);
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }

  /** Reads a key from the bytes of {@code file}; the caller overwrites them. */
  public static SigningKey decode(byte[] pem, Path file) throws IOException {
    byte[] der = Pem.decode(Pem.PRIVATE_KEY, pem, file.toString()).get(0);
    try {
      AsymmetricKeyParameter key = PrivateKeyFactory.createKey(der);
      if (key instanceof Ed25519PrivateKeyParameters ed25519) {
        byte[] seed = ed25519.getEncoded();
        SigningKey signingKey = SigningKey.fromSeed(SecretBytes.copyOf(seed));
        Arrays.fill(seed, (byte) 0);
        return signingKey;
      }
    } catch (IOException | RuntimeException notPkcs8) {
      // The sentence below tells the owner all there is to know.
    } finally {
      Arrays.fill(der, (byte) 0);
    }
    throw new KeyFileException(file + " does not hold an Ed25519 key; check the path.");
  }
}
