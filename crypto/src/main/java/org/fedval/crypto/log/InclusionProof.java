package org.fedval.crypto.log;

import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** That leaf {@code index} is in a tree of {@code size} leaves; the path runs from leaf to root. */
public record InclusionProof(long index, long size, List<Sha256Digest> path) {
  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new MalformedBody("An inclusion proof must name a leaf of its tree.");
    }
    path = MerkleHash.path(path);
  }

  /** RFC 9162 section 2.1.3.2: whether the proof leads from the leaf hash to the root. */
  public boolean verifies(Sha256Digest leafHash, Sha256Digest root) {
    long node = index;
    long last = size - 1;
    Sha256Digest hash = leafHash;
    for (Sha256Digest sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleHash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
