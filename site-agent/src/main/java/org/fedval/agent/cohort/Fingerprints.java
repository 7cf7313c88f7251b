package org.fedval.agent.cohort;

import java.nio.ByteBuffer;

/**
 * Numbers things in the order of their appearance. It knows them by the first 64 bits of their
 * SHA-256: among ten million, two share a number with a probability below 2^-17. Keeps 15 to 19
 * bytes each in memory. Not thread-safe.
 */
final class Fingerprints {
  private long[] prints = new long[16];
  private int[] numbers = new int[16];
  private int size;

  /** The number, from 0; {@link #size} before the call when it is new. */
  int number(byte[] sha256) {
    long first = ByteBuffer.wrap(sha256).getLong();
    long print = first == 0 ? 1 : first; // 0 marks a free place
    int at = find(prints, print);
    if (prints[at] == 0) {
      prints[at] = print;
      numbers[at] = size++;
      if (size > prints.length / 5 * 4) {
        grow();
      }
      return size - 1;
    }
    return numbers[at];
  }

  /** How many different things there were. */
  int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[Math.addExact(prints.length, prints.length / 4)];
    int[] theirs = new int[larger.length];
    for (int i = 0; i < prints.length; i++) {
      if (prints[i] != 0) {
        int at = find(larger, prints[i]);
        larger[at] = prints[i];
        theirs[at] = numbers[i];
      }
    }
    prints = larger;
    numbers = theirs;
  }

  /** Where the print is, or the free place where it belongs. */
  private static int find(long[] in, long print) {
    int at = (int) Long.remainderUnsigned(print, in.length);
    while (in[at] != 0 && in[at] != print) {
      at = at + 1 == in.length ? 0 : at + 1;
    }
    return at;
  }
}
