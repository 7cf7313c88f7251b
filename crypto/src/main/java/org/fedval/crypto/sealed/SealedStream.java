package org.fedval.crypto.sealed;

import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secret.SecretBytes;

/**
 * A bundle as a stream of segments in memory of one segment. The file is {@code header ||
 * commitment[32] || segments}. The commitment is checked before any segment, because AES-GCM alone
 * lets one ciphertext open under two keys to two models.
 *
 * <p>Truncated, reordered, swapped, repeated, appended or changed segments all fail. Nothing here
 * is thread-safe.
 */
public final class SealedStream {
  /** Length of a bundle id. */
  public static final int BUNDLE_ID_BYTES = 16;

  /** Length of a file key. */
  public static final int FILE_KEY_BYTES = 32;

  private SealedStream() {}

  /**
   * Starts a new bundle of {@code plainLength} bytes with fresh salt and nonce prefix. A sealer
   * cannot be resumed: a segment sealed twice with other content would repeat a nonce.
   */
  public static Sealer seal(
      SecretBytes fileKey, Octets bundleId, long plainLength, SecureRandom random) {
    byte[] salt = new byte[32];
    byte[] prefix = new byte[7];
    random.nextBytes(salt);
    random.nextBytes(prefix);
    return seal(
        fileKey,
        bundleId,
        new SealedHeader(
            SealedHeader.SEGMENT_BYTES, plainLength, Octets.of(salt), Octets.of(prefix)));
  }

  // With a chosen header, for published vectors: a header never serves twice under one key.
  static Sealer seal(SecretBytes fileKey, Octets bundleId, SealedHeader header) {
    return new Sealer(header, cipher(fileKey, bundleId, header));
  }

  /**
   * Reads the first {@link SealedHeader#PREAMBLE_BYTES} bytes of a bundle. {@link BundleRefused} if
   * they are no preamble or commit to another key or bundle id.
   */
  public static Opener open(SecretBytes fileKey, Octets bundleId, byte[] preamble) {
    if (preamble.length != SealedHeader.PREAMBLE_BYTES) {
      throw new BundleRefused(BundleRefused.Reason.NOT_A_BUNDLE);
    }
    SealedHeader header = SealedHeader.decode(Arrays.copyOf(preamble, SealedHeader.BYTES));
    SegmentCipher cipher = cipher(fileKey, bundleId, header);
    byte[] stored = Arrays.copyOfRange(preamble, SealedHeader.BYTES, preamble.length);
    if (!cipher.commitsTo(stored)) {
      throw new BundleRefused(BundleRefused.Reason.WRONG_KEY);
    }
    return new Opener(header, cipher);
  }

  private static SegmentCipher cipher(SecretBytes fileKey, Octets bundleId, SealedHeader header) {
    if (fileKey.size() != FILE_KEY_BYTES) {
      throw new IllegalArgumentException("A bundle key has 32 bytes.");
    }
    bundleId.requireSize(BUNDLE_ID_BYTES, "A bundle id");
    return SegmentCipher.derive(fileKey, bundleId, header);
  }

  /** Turns plaintext segments into sealed ones, in order. */
  public static final class Sealer {
    private final SealedHeader header;
    private final SegmentCipher cipher;
    private long next;

    private Sealer(SealedHeader header, SegmentCipher cipher) {
      this.header = header;
      this.cipher = cipher;
    }

    /** Geometry of the file. */
    public SealedHeader header() {
      return header;
    }

    /** The first bytes of the file: header and key commitment. */
    public byte[] preamble() {
      byte[] preamble = Arrays.copyOf(header.encode(), SealedHeader.PREAMBLE_BYTES);
      System.arraycopy(
          cipher.commitment(),
          0,
          preamble,
          SealedHeader.BYTES,
          preamble.length - SealedHeader.BYTES);
      return preamble;
    }

    /** Plaintext bytes of the next segment, or -1 when all are sealed. */
    public int nextPlainBytes() {
      return next < header.segments() ? header.plainBytes(next) : -1;
    }

    /**
     * Seals the first {@link #nextPlainBytes()} bytes of {@code plain} into {@code sealed}, which
     * holds {@link SealedHeader#TAG_BYTES} more; returns the sealed length.
     */
    public int accept(byte[] plain, byte[] sealed) {
      int length = nextPlainBytes();
      if (length < 0 || plain.length < length || sealed.length < length + SealedHeader.TAG_BYTES) {
        throw new IllegalArgumentException("A segment must be whole and the buffers large enough.");
      }
      return cipher.seal(next++, plain, sealed);
    }
  }

  /** Turns sealed segments into plaintext, in order, from the first or from a resumed one. */
  public static final class Opener {
    private final SealedHeader header;
    private final SegmentCipher cipher;
    private long next;

    private Opener(SealedHeader header, SegmentCipher cipher) {
      this.header = header;
      this.cipher = cipher;
    }

    /** Geometry of the file. */
    public SealedHeader header() {
      return header;
    }

    /** Continues at {@code segment}; the caller kept the plaintext of the ones before. */
    public Opener resumeAt(long segment) {
      if (segment < 0 || segment > header.segments()) {
        throw new IllegalArgumentException("The bundle has no such segment.");
      }
      next = segment;
      return this;
    }

    /** Index of the segment that {@link #accept} expects. */
    public long nextSegment() {
      return next;
    }

    /** Sealed bytes of the next segment, or -1 when all are open. */
    public int nextSealedBytes() {
      return next < header.segments() ? header.plainBytes(next) + SealedHeader.TAG_BYTES : -1;
    }

    /**
     * Opens exactly the next segment: the first {@code length} bytes of {@code sealed} into {@code
     * plain}; returns the plaintext length. {@link BundleRefused} if it is short, changed, out of
     * order or behind the end; then {@code plain} holds nothing of it.
     */
    public int accept(byte[] sealed, int length, byte[] plain) {
      int expected = nextSealedBytes();
      if (expected < 0 || length > expected) {
        throw new BundleRefused(BundleRefused.Reason.TRAILING);
      }
      if (length < expected) {
        throw new BundleRefused(BundleRefused.Reason.TRUNCATED);
      }
      if (sealed.length < length || plain.length < length - SealedHeader.TAG_BYTES) {
        throw new IllegalArgumentException("The buffers must hold a whole segment.");
      }
      int opened = cipher.open(next, sealed, plain);
      next++;
      return opened;
    }

    /** Call at the end of the file; {@link BundleRefused} if segments are missing. */
    public void finish() {
      if (next != header.segments()) {
        throw new BundleRefused(BundleRefused.Reason.TRUNCATED);
      }
    }
  }
}
