package org.fedval.crypto.sealed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The clear start of a bundle and the geometry that follows from it: {@code "FVBNDL1\0" || segment
 * u32 || plainLength u64 || salt[32] || prefix[7] || 0x00}. All offsets are bytes in the sealed
 * file.
 *
 * @param segmentBytes plaintext bytes of every segment but the last: a power of two from 64 to
 *     65536; {@link SealedStream} writes 65536
 * @param plainLength bytes of the plaintext, at most {@link #MAX_PLAIN_BYTES}
 */
public record SealedHeader(int segmentBytes, long plainLength, Octets salt, Octets prefix) {
  /** Segment size of every bundle that this software writes. */
  public static final int SEGMENT_BYTES = 64 * 1024;

  /** Length of the encoded header. */
  public static final int BYTES = 60;

  /** Length of the header with the key commitment behind it. */
  public static final int PREAMBLE_BYTES = BYTES + Sha256Digest.BYTES;

  /** Bytes that sealing adds to a segment. */
  public static final int TAG_BYTES = 16;

  /** Largest plaintext: 64 GiB. */
  public static final long MAX_PLAIN_BYTES = 1L << 36;

  private static final int MIN_SEGMENT_BYTES = 64;
  private static final int SALT_BYTES = 32;
  private static final int PREFIX_BYTES = 7;
  private static final byte[] MAGIC = "FVBNDL1\0".getBytes(StandardCharsets.US_ASCII);

  public SealedHeader {
    if (segmentBytes < MIN_SEGMENT_BYTES
        || segmentBytes > SEGMENT_BYTES
        || Integer.bitCount(segmentBytes) != 1
        || plainLength < 0
        || plainLength > MAX_PLAIN_BYTES) {
      throw new BundleRefused(BundleRefused.Reason.NOT_A_BUNDLE);
    }
    salt.requireSize(SALT_BYTES, "A bundle salt");
    prefix.requireSize(PREFIX_BYTES, "A nonce prefix");
  }

  /** Number of segments, at least 1: an empty plaintext has one empty segment. */
  public long segments() {
    return Math.max(1, (plainLength + segmentBytes - 1) / segmentBytes);
  }

  /** Plaintext bytes of segment {@code segment}. */
  public int plainBytes(long segment) {
    requireSegment(segment);
    return segment == segments() - 1 ? (int) (plainLength - segment * segmentBytes) : segmentBytes;
  }

  /** Where segment {@code segment} starts in the sealed file. */
  public long offset(long segment) {
    requireSegment(segment);
    return PREAMBLE_BYTES + segment * (segmentBytes + TAG_BYTES);
  }

  /** The whole segments that a file of {@code sealedBytes} holds: where to resume a download. */
  public long segmentsIn(long sealedBytes) {
    if (sealedBytes >= sealedLength()) {
      return segments();
    }
    return Math.max(0, (sealedBytes - PREAMBLE_BYTES) / (segmentBytes + TAG_BYTES));
  }

  /** Whether {@code start}, the first bytes of a file, can be those of a sealed bundle. */
  public static boolean isStartOfBundle(byte[] start) {
    return start.length >= MAGIC.length && Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC);
  }

  /** Length of the sealed file that this software makes of {@code plainLength} bytes. */
  public static long sealedLength(long plainLength) {
    if (plainLength < 0 || plainLength > MAX_PLAIN_BYTES) {
      throw new BundleRefused(BundleRefused.Reason.NOT_A_BUNDLE);
    }
    long segments = Math.max(1, (plainLength + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
    return PREAMBLE_BYTES + plainLength + segments * TAG_BYTES;
  }

  /** Length of the whole sealed file. */
  public long sealedLength() {
    return PREAMBLE_BYTES + plainLength + segments() * TAG_BYTES;
  }

  /** The 60 bytes. */
  public byte[] encode() {
    return new FvcWriter()
        .raw(MAGIC)
        .u32(segmentBytes)
        .u64(plainLength)
        .raw(salt)
        .raw(prefix)
        .u8(0)
        .toByteArray();
  }

  /** Reads the 60 bytes; {@link BundleRefused} unless they are a header. */
  public static SealedHeader decode(byte[] bytes) {
    try {
      FvcReader in = FvcReader.unlabelled(bytes);
      if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
        throw new BundleRefused(BundleRefused.Reason.NOT_A_BUNDLE);
      }
      long segmentBytes = in.u32();
      SealedHeader header =
          new SealedHeader(
              (int) Math.min(segmentBytes, Integer.MAX_VALUE),
              in.u64(),
              in.octets(SALT_BYTES),
              in.octets(PREFIX_BYTES));
      if (in.u8() != 0) {
        throw new BundleRefused(BundleRefused.Reason.NOT_A_BUNDLE);
      }
      in.end();
      return header;
    } catch (MalformedBody e) {
      throw new BundleRefused(BundleRefused.Reason.NOT_A_BUNDLE);
    }
  }

  private void requireSegment(long segment) {
    if (segment < 0 || segment >= segments()) {
      throw new IllegalArgumentException("The bundle has no such segment.");
    }
  }
}
