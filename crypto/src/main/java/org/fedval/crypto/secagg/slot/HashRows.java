package org.fedval.crypto.secagg.slot;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;

/**
 * Rows of equal width, end to end in one array, ordered as unsigned bytes once they are sorted. Not
 * thread-safe while it grows.
 */
final class HashRows {
  private static final int LEAST_ROWS = 16;

  private final int width;
  private byte[] bytes;
  private int size;

  /**
   * @param width of a row in bytes
   * @param rows that are expected; there may be more
   */
  HashRows(int width, int rows) {
    this(width, new byte[Math.multiplyExact(Math.max(LEAST_ROWS, rows), width)], 0);
  }

  private HashRows(int width, byte[] bytes, int size) {
    this.width = width;
    this.bytes = bytes;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** Adds a row of two parts, which fill it. */
  void add(byte[] front, byte[] back) {
    if ((long) (size + 1) * width > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(size + size / 4, width));
    }
    System.arraycopy(front, 0, bytes, size * width, front.length);
    System.arraycopy(back, 0, bytes, size * width + front.length, back.length);
    size++;
  }

  /** Bytes of one row. */
  byte[] part(int row, int from, int to) {
    return Arrays.copyOfRange(bytes, row * width + from, row * width + to);
  }

  /** Compares the first {@code length} bytes of a row here and one there. */
  int compare(int row, HashRows other, int otherRow, int length) {
    return compare(row, other, otherRow, 0, length);
  }

  /** Compares the bytes {@code from} to {@code to} of a row here and one there. */
  int compare(int row, HashRows other, int otherRow, int from, int to) {
    int mine = row * width;
    int theirs = otherRow * other.width;
    return Arrays.compareUnsigned(
        bytes, mine + from, mine + to, other.bytes, theirs + from, theirs + to);
  }

  /** Heap sort: in place, and never slow, whatever the rows. */
  void sort() {
    byte[] spare = new byte[width];
    for (int root = size / 2 - 1; root >= 0; root--) {
      sink(root, size, spare);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(0, end, spare);
      sink(0, end, spare);
    }
  }

  private void sink(int from, int end, byte[] spare) {
    int root = from;
    while (2 * root + 1 < end) {
      int child = 2 * root + 1;
      if (child + 1 < end && compare(child, this, child + 1, width) < 0) {
        child++;
      }
      if (compare(root, this, child, width) >= 0) {
        return;
      }
      swap(root, child, spare);
      root = child;
    }
  }

  private void swap(int a, int b, byte[] spare) {
    System.arraycopy(bytes, a * width, spare, 0, width);
    System.arraycopy(bytes, b * width, bytes, a * width, width);
    System.arraycopy(spare, 0, bytes, b * width, width);
  }

  /** The distinct rows of these, which are sorted, in an array of their size. */
  HashRows distinct() {
    int distinct = 0;
    for (int row = 0; row < size; row++) {
      distinct += isNew(row) ? 1 : 0;
    }
    HashRows copy = new HashRows(width, new byte[Math.multiplyExact(distinct, width)], 0);
    for (int row = 0; row < size; row++) {
      if (isNew(row)) {
        System.arraycopy(bytes, row * width, copy.bytes, copy.size * width, width);
        copy.size++;
      }
    }
    return copy;
  }

  private boolean isNew(int row) {
    return row == 0 || compare(row, this, row - 1, width) != 0;
  }

  /** As a list of the canonical form. */
  void write(FvcWriter out) {
    out.u32(size).raw(Arrays.copyOf(bytes, size * width));
  }

  /** The same into a buffer. */
  void write(ByteBuffer out) {
    out.putInt(size).put(bytes, 0, size * width);
  }

  /** Bytes that {@link #write} adds. */
  int encodedLength() {
    return Math.addExact(Integer.BYTES, Math.multiplyExact(size, width));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param key bytes at the front of each row that must grow from row to row
   */
  static HashRows read(FvcReader in, int most, int width, int key) {
    long count = in.u32();
    if (count > most) {
      throw new MalformedBody("A list is longer than its limit.");
    }
    HashRows rows =
        new HashRows(width, in.raw(Math.multiplyExact((int) count, width)), (int) count);
    for (int row = 1; row < count; row++) {
      if (rows.compare(row, rows, row - 1, key) <= 0) {
        throw new MalformedBody("The hashes of a list are not in their order.");
      }
    }
    return rows;
  }
}
