package org.fedval.agent.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which SOP Instance UIDs a feed has seen, in 32 to 64 bytes each: the first 128 bits of their
 * SHA-256 in an open-addressing table. Not safe for threads.
 */
public final class SeenInstances {
  private final MessageDigest sha256;
  private long[] table = new long[2 * 1024];
  private int size;

  public SeenInstances() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** True when this UID was not seen before. */
  public boolean first(String sopInstanceUid) {
    return first(sha256.digest(sopInstanceUid.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The same for something that is known by its SHA-256. */
  boolean first(byte[] sha256Digest) {
    ByteBuffer digest = ByteBuffer.wrap(sha256Digest);
    long high = digest.getLong() | 1; // never 0, which marks a free place
    long low = digest.getLong();
    if (!insert(table, high, low)) {
      return false;
    }
    size++;
    if (size * 4 > table.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        insert(larger, table[i], table[i + 1]);
      }
    }
    table = larger;
  }

  private static boolean insert(long[] into, long high, long low) {
    int places = into.length / 2;
    int at = (int) Math.floorMod(low, (long) places);
    while (into[2 * at] != 0) {
      if (into[2 * at] == high && into[2 * at + 1] == low) {
        return false;
      }
      at = (at + 1) % places;
    }
    into[2 * at] = high;
    into[2 * at + 1] = low;
    return true;
  }
}
