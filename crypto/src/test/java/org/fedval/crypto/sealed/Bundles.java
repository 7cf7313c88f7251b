package org.fedval.crypto.sealed;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secret.SecretBytes;

/** Whole bundles in memory, reproducible from a seed. */
public final class Bundles {
  static final Octets ID = Octets.of(bytes(1, 16));

  private Bundles() {}

  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static SecretBytes key(long seed) {
    return SecretBytes.copyOf(bytes(seed, 32));
  }

  static SealedHeader header(int segmentBytes, long plainLength) {
    return new SealedHeader(
        segmentBytes, plainLength, Octets.of(bytes(2, 32)), Octets.of(bytes(3, 7)));
  }

  static SecureRandom random(long seed) {
    Random random = new Random(seed);
    return new SecureRandom() {
      private static final long serialVersionUID = 1;

      @Override
      public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
      }
    };
  }

  /** The whole sealed file. */
  public static byte[] seal(SecretBytes key, Octets id, SealedHeader header, byte[] plain) {
    SealedStream.Sealer sealer = SealedStream.seal(key, id, header);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(sealer.preamble());
    byte[] buffer = new byte[header.segmentBytes() + SealedHeader.TAG_BYTES];
    int at = 0;
    for (int next = sealer.nextPlainBytes(); next >= 0; next = sealer.nextPlainBytes()) {
      int sealed = sealer.accept(Arrays.copyOfRange(plain, at, at + next), buffer);
      file.write(buffer, 0, sealed);
      at += next;
    }
    return file.toByteArray();
  }

  /** The whole plaintext, read as a site reads it: preamble, then as much as each segment asks. */
  public static byte[] open(SecretBytes key, Octets id, byte[] file) {
    SealedStream.Opener opener =
        SealedStream.open(
            key, id, Arrays.copyOf(file, Math.min(file.length, SealedHeader.PREAMBLE_BYTES)));
    return rest(opener, file, SealedHeader.PREAMBLE_BYTES);
  }

  static byte[] rest(SealedStream.Opener opener, byte[] file, int from) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    byte[] buffer = new byte[opener.header().segmentBytes()];
    int at = from;
    while (at < file.length) {
      int wanted = Math.max(1, opener.nextSealedBytes());
      int length = Math.min(wanted, file.length - at);
      int opened = opener.accept(Arrays.copyOfRange(file, at, at + length), length, buffer);
      plain.write(buffer, 0, opened);
      at += length;
    }
    opener.finish();
    return plain.toByteArray();
  }
}
