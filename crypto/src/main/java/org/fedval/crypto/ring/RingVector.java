package org.fedval.crypto.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A mutable vector over Z_2^w, kept as little-endian bytes exactly as it travels. Arithmetic wraps.
 * Not thread-safe. Prints its size only.
 */
public final class RingVector {
  /** Most elements of one vector: 2^27. */
  public static final int MAX_ELEMENTS = 1 << 27;

  private static final int TILE_BYTES = 8 * MaskStream.CALL_BYTES;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final RingBits width;
  private final byte[] words;

  private RingVector(RingBits width, byte[] words) {
    this.width = width;
    this.words = words;
  }

  /** A vector of zeros. */
  public static RingVector zeros(RingBits width, int elements) {
    if (elements < 0 || elements > MAX_ELEMENTS) {
      throw new IllegalArgumentException("A ring vector has at most 2^27 elements.");
    }
    return new RingVector(width, new byte[elements * width.bytes()]);
  }

  /** Numbers taken modulo 2^w. */
  public static RingVector ofLongs(RingBits width, long[] numbers) {
    RingVector vector = zeros(width, numbers.length);
    for (int e = 0; e < numbers.length; e++) {
      vector.put(e, numbers[e]);
    }
    return vector;
  }

  /** Copies little-endian words; the length must be a multiple of the word size. */
  public static RingVector ofBytes(RingBits width, byte[] littleEndian) {
    if (littleEndian.length % width.bytes() != 0
        || littleEndian.length / width.bytes() > MAX_ELEMENTS) {
      throw new IllegalArgumentException("The bytes are not whole ring words.");
    }
    return new RingVector(width, littleEndian.clone());
  }

  /** Number of elements. */
  public int elements() {
    return words.length / width.bytes();
  }

  /** The word width. */
  public RingBits width() {
    return width;
  }

  /** A copy of the little-endian words. */
  public byte[] toByteArray() {
    return words.clone();
  }

  /** A copy of elements {@code from} to {@code from + count - 1}. */
  public RingVector slice(int from, int count) {
    int size = width.bytes();
    return new RingVector(width, Arrays.copyOfRange(words, from * size, (from + count) * size));
  }

  /** Adds little-endian words from {@code chunk[0..length)} at byte position {@code at}. */
  public void addBytes(int at, byte[] chunk, int length) {
    combine(at, chunk, length, true);
  }

  /** Adds {@code other}, of the same width and length. */
  public void add(RingVector other) {
    if (other.width != width || other.words.length != words.length) {
      throw new IllegalArgumentException("Ring vectors of different shape cannot be added.");
    }
    combine(0, other.words, words.length, true);
  }

  /** Adds or subtracts one stream from element {@code from} on, for {@code count} elements. */
  public void apply(MaskStream stream, boolean plus, int from, int count) {
    apply(List.of(new SignedStream(stream, plus)), from, count);
  }

  /**
   * Applies many streams over the same elements, tile by tile, so that a tile stays in the cache
   * while every mask passes over it.
   */
  public void apply(List<SignedStream> streams, int from, int count) {
    int size = width.bytes();
    int end = (from + count) * size;
    byte[] keystream = new byte[MaskStream.CALL_BYTES];
    for (int tile = from * size; tile < end; tile += TILE_BYTES) {
      int tileEnd = Math.min(end, tile + TILE_BYTES);
      for (SignedStream signed : streams) {
        for (int at = tile; at < tileEnd; at += keystream.length) {
          int length = Math.min(keystream.length, tileEnd - at);
          signed.stream().next(keystream, length);
          combine(at, keystream, length, signed.plus());
        }
      }
    }
    Arrays.fill(keystream, (byte) 0);
  }

  /** The elements as signed numbers: the top bit of a word is its sign. */
  public long[] toSignedLongs() {
    long[] numbers = new long[elements()];
    for (int e = 0; e < numbers.length; e++) {
      numbers[e] =
          width == RingBits.W64 ? (long) LONGS.get(words, 8 * e) : (int) INTS.get(words, 4 * e);
    }
    return numbers;
  }

  /** Feeds the little-endian words of some elements to a digest, without copying them. */
  public void hashInto(MessageDigest digest, int from, int count) {
    digest.update(words, from * width.bytes(), count * width.bytes());
  }

  /** Overwrites the words with zeros. */
  public void erase() {
    Arrays.fill(words, (byte) 0);
  }

  @Override
  public String toString() {
    return "RingVector[" + elements() + " x " + width.bits() + " bits]";
  }

  private void put(int e, long number) {
    if (width == RingBits.W64) {
      LONGS.set(words, 8 * e, number);
    } else {
      INTS.set(words, 4 * e, (int) number);
    }
  }

  private void combine(int at, byte[] chunk, int length, boolean plus) {
    if (at % width.bytes() != 0 || length % width.bytes() != 0) {
      throw new IllegalArgumentException("The bytes are not whole ring words.");
    }
    if (width == RingBits.W64) {
      combineLongs(words, at, chunk, length, plus ? 1 : -1);
    } else {
      combineInts(words, at, chunk, length, plus ? 1 : -1);
    }
  }

  private static void combineLongs(byte[] words, int at, byte[] chunk, int length, int sign) {
    for (int o = 0; o < length; o += 8) {
      LONGS.set(words, at + o, (long) LONGS.get(words, at + o) + sign * (long) LONGS.get(chunk, o));
    }
  }

  private static void combineInts(byte[] words, int at, byte[] chunk, int length, int sign) {
    for (int o = 0; o < length; o += 4) {
      INTS.set(words, at + o, (int) INTS.get(words, at + o) + sign * (int) INTS.get(chunk, o));
    }
  }

  /** A mask stream and whether it is added or subtracted. */
  public record SignedStream(MaskStream stream, boolean plus) {}
}
