package org.fedval.crypto.log;

import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** That a tree of {@code newSize} leaves starts with all leaves of the one of {@code oldSize}. */
public record ConsistencyProof(long oldSize, long newSize, List<Sha256Digest> path) {
  public ConsistencyProof {
    if (oldSize < 0 || oldSize > newSize) {
      throw new MalformedBody("A consistency proof must lead to a larger tree.");
    }
    path = MerkleHash.path(path);
  }

  /** RFC 9162 section 2.1.4.2; a proof from size 0 says nothing and is empty. */
  public boolean verifies(Sha256Digest oldRoot, Sha256Digest newRoot) {
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    if (oldSize == 0) {
      return path.isEmpty() && oldRoot.equals(MerkleTree.EMPTY_ROOT);
    }
    List<Sha256Digest> nodes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      nodes.add(0, oldRoot);
    }
    return !nodes.isEmpty() && walk(nodes, oldRoot, newRoot);
  }

  private boolean walk(List<Sha256Digest> nodes, Sha256Digest oldRoot, Sha256Digest newRoot) {
    int skipped = Long.numberOfTrailingZeros(~(oldSize - 1));
    long node = (oldSize - 1) >> skipped;
    long last = (newSize - 1) >> skipped;
    Sha256Digest oldHash = nodes.get(0);
    Sha256Digest newHash = nodes.get(0);
    for (Sha256Digest sibling : nodes.subList(1, nodes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = MerkleHash.node(sibling, oldHash);
        newHash = MerkleHash.node(sibling, newHash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        newHash = MerkleHash.node(newHash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
  }
}
