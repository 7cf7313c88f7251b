package org.fedval.crypto.log;

import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * An append-only Merkle tree (RFC 9162 section 2.1) that answers for every size it ever had. Keeps
 * the hash of each complete subtree, two digests per leaf. Not thread-safe.
 */
public final class MerkleTree {
  /** Root of the tree without leaves: SHA-256 of nothing. */
  public static final Sha256Digest EMPTY_ROOT = Sha256Digest.hash();

  private static final int MAX_LEAVES = 1 << 30;

  // levels.get(k).get(n) covers the leaves n * 2^k to (n + 1) * 2^k - 1.
  private final List<List<Sha256Digest>> levels = new ArrayList<>();

  /** The leaf hash of an entry: {@code H(0x00 || entry)}. */
  public static Sha256Digest leafHash(byte[] entry) {
    return MerkleHash.leaf(entry);
  }

  /** Appends an entry and returns its index. */
  public long append(byte[] entry) {
    return appendHash(MerkleHash.leaf(entry));
  }

  /** Appends an entry by its leaf hash, for a log that is read back from storage. */
  public long appendHash(Sha256Digest leafHash) {
    long index = size();
    if (index >= MAX_LEAVES) {
      throw new IllegalStateException("The log is full.");
    }
    Sha256Digest hash = leafHash;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<Sha256Digest> row = levels.get(level);
      row.add(hash);
      if (row.size() % 2 != 0) {
        return index;
      }
      hash = MerkleHash.node(row.get(row.size() - 2), row.get(row.size() - 1));
    }
  }

  /** Number of leaves. */
  public long size() {
    return levels.isEmpty() ? 0 : levels.get(0).size();
  }

  /** The present root. */
  public Sha256Digest root() {
    return root(size());
  }

  /** The root when the tree had {@code size} leaves. */
  public Sha256Digest root(long size) {
    require(size >= 0 && size <= size());
    return size == 0 ? EMPTY_ROOT : range(0, size);
  }

  /** RFC 9162 section 2.1.3.1: that leaf {@code index} is in the tree of {@code size} leaves. */
  public InclusionProof inclusion(long index, long size) {
    require(index >= 0 && index < size && size <= size());
    List<Sha256Digest> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  /** RFC 9162 section 2.1.4.1: that the tree of {@code newSize} extends that of {@code oldSize}. */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    require(oldSize >= 0 && oldSize <= newSize && newSize <= size());
    List<Sha256Digest> path = new ArrayList<>();
    if (oldSize > 0 && oldSize < newSize) {
      consistency(oldSize, 0, newSize, true, path);
    }
    return new ConsistencyProof(oldSize, newSize, path);
  }

  private void inclusion(long index, long from, long to, List<Sha256Digest> path) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, path);
      path.add(range(middle, to));
    } else {
      inclusion(index, middle, to, path);
      path.add(range(from, middle));
    }
  }

  // SUBPROOF of RFC 9162: known says whether the subtree is the old tree, whose root both sides
  // have.
  private void consistency(
      long oldEnd, long from, long to, boolean known, List<Sha256Digest> path) {
    if (oldEnd == to) {
      if (!known) {
        path.add(range(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (oldEnd <= middle) {
      consistency(oldEnd, from, middle, known, path);
      path.add(range(middle, to));
    } else {
      consistency(oldEnd, middle, to, false, path);
      path.add(range(from, middle));
    }
  }

  private Sha256Digest range(long from, long to) {
    long width = to - from;
    if (Long.bitCount(width) == 1) {
      int level = Long.numberOfTrailingZeros(width);
      return levels.get(level).get((int) (from >> level));
    }
    long middle = from + split(width);
    return MerkleHash.node(range(from, middle), range(middle, to));
  }

  /** The largest power of two below {@code width}, which is at least 2. */
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("The log never had this size or entry.");
    }
  }
}
