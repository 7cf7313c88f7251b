package org.fedval.crypto.ring;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * The AES-256-CTR keystream of one 32-byte mask key: counter block 0 first, 128-bit big-endian
 * counter (NIST SP 800-38A section 6.5). Always from SunJCE and in calls of {@link #CALL_BYTES},
 * which the JIT compiles to the AES instructions. Sequential; not thread-safe.
 */
public final class MaskStream {
  /** Size of every call but the last one of a stretch. */
  public static final int CALL_BYTES = 16 * 1024;

  private static final int BLOCK = 16;
  private static final byte[] ZEROS = new byte[CALL_BYTES];

  private final Cipher cipher;

  private MaskStream(Cipher cipher) {
    this.cipher = cipher;
  }

  /** Opens the stream of {@code key} at a byte offset, which need not be a multiple of 16. */
  public static MaskStream open(SecretBytes key, long byteOffset) {
    if (key.size() != 32 || byteOffset < 0) {
      throw new IllegalArgumentException("A mask key has 32 bytes and an offset is not negative.");
    }
    MaskStream stream =
        at(key, ByteBuffer.allocate(BLOCK).putLong(0).putLong(byteOffset / BLOCK).array());
    stream.next(new byte[BLOCK], (int) (byteOffset % BLOCK));
    return stream;
  }

  static MaskStream at(SecretBytes key, byte[] counterBlock) {
    byte[] raw = key.open(InsecureSecretAccess.get());
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(raw, "AES"), new IvParameterSpec(counterBlock));
      return new MaskStream(cipher);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES-CTR is part of every JDK.", e);
    } finally {
      Arrays.fill(raw, (byte) 0);
    }
  }

  /** Writes the next {@code length} bytes (at most {@link #CALL_BYTES}) to the start of buffer. */
  public void next(byte[] buffer, int length) {
    if (length == 0) {
      return;
    }
    try {
      int written = cipher.update(ZEROS, 0, length, buffer, 0);
      if (written != length) {
        throw new AssertionError("AES-CTR must return as many bytes as it was given.");
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError("A caller-owned buffer holds a whole call.", e);
    }
  }

  @Override
  public String toString() {
    return "MaskStream[redacted]";
  }
}
