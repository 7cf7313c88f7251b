package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.secret.SecretBytes;

/**
 * The random Harary graph of even degree k that everybody derives from sid and h1 (section 5): a
 * Fisher-Yates permutation of the sites on a ring, neighbours up to k/2 positions away. Draws are
 * big-endian words of AES-256-CTR, rejection-sampled. Immutable.
 */
final class HararyGraph {
  private static final int ABSENT = -1;

  private final List<Integer> permutation;
  private final int[] positions;
  private final int reach;

  private HararyGraph(List<Integer> permutation, int reach) {
    this.permutation = List.copyOf(permutation);
    this.positions = new int[permutation.stream().mapToInt(site -> site + 1).max().orElse(0)];
    this.reach = reach;
    Arrays.fill(positions, ABSENT);
    for (int p = 0; p < permutation.size(); p++) {
      positions[permutation.get(p)] = p;
    }
  }

  /** The sites in the order of the ring. */
  List<Integer> permutation() {
    return permutation;
  }

  /** The sites up to k/2 positions away from {@code site}; none if it is not in the graph. */
  SortedSet<Integer> neighbours(int site) {
    SortedSet<Integer> around = new TreeSet<>();
    int p = position(site);
    int n = permutation.size();
    if (p != ABSENT) {
      for (int o = 1; o <= reach; o++) {
        around.add(permutation.get((p + o) % n));
        around.add(permutation.get((p - o + n) % n));
      }
    }
    return around;
  }

  /** Whether two different sites are neighbours. */
  boolean adjacent(int a, int b) {
    int p = position(a);
    int q = position(b);
    int apart = Math.abs(p - q);
    return p != ABSENT
        && q != ABSENT
        && apart != 0
        && Math.min(apart, permutation.size() - apart) <= reach;
  }

  private int position(int site) {
    return site < 0 || site >= positions.length ? ABSENT : positions[site];
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
    return new HararyGraph(ring, degree / 2);
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
