package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.secret.SecretBytes;

/**
 * The random Harary graph of even degree k that everybody derives from sid and h1 (section 5): a
 * Fisher-Yates permutation of the sites on a ring, neighbours up to k/2 positions away. Draws are
 * big-endian words of AES-256-CTR, rejection-sampled.
 */
record HararyGraph(List<Integer> permutation, SortedMap<Integer, SortedSet<Integer>> neighbours) {

  HararyGraph {
    permutation = List.copyOf(permutation);
    neighbours = Collections.unmodifiableSortedMap(new TreeMap<>(neighbours));
  }

  /** The graph over {@code sites}, ascending; {@code degree} is even and below their number. */
  static HararyGraph derive(
      Sha256Digest sid, Sha256Digest h1, SortedSet<Integer> sites, int degree) {
    int n = sites.size();
    if (degree % 2 != 0 || degree < 2 || degree >= n) {
      throw new IllegalArgumentException("A graph degree is even and below the number of sites.");
    }
    byte[] key = FvcWriter.labelled("graph").digest(sid).digest(h1).hash().toByteArray();
    MaskStream stream = MaskStream.open(SecretBytes.copyOf(key), 0);
    List<Integer> ring = new ArrayList<>(sites);
    for (int a = n - 1; a > 0; a--) {
      Collections.swap(ring, a, draw(stream, a + 1));
    }
    SortedMap<Integer, SortedSet<Integer>> neighbours = new TreeMap<>();
    for (int p = 0; p < n; p++) {
      SortedSet<Integer> around = new TreeSet<>();
      for (int o = 1; o <= degree / 2; o++) {
        around.add(ring.get((p + o) % n));
        around.add(ring.get((p - o + n) % n));
      }
      neighbours.put(ring.get(p), around);
    }
    return new HararyGraph(ring, neighbours);
  }

  // Words at or above the largest multiple of m below 2^64 are drawn again.
  private static int draw(MaskStream stream, int m) {
    byte[] word = new byte[8];
    long excess = Long.remainderUnsigned(Long.remainderUnsigned(-1L, m) + 1, m);
    while (true) {
      stream.next(word, 8);
      long value = java.nio.ByteBuffer.wrap(word).getLong();
      if (Long.compareUnsigned(value, -1L - excess) <= 0) {
        return (int) Long.remainderUnsigned(value, m);
      }
    }
  }
}
