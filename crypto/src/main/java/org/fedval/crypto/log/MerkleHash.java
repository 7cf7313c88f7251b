package org.fedval.crypto.log;

import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** The two hashes of a Merkle tree (RFC 9162 section 2.1.1) and the limit of a proof. */
final class MerkleHash {
  /** A tree of 2^63 leaves has proofs of at most 64 nodes. */
  static final int MAX_PATH = 64;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleHash() {}

  static Sha256Digest leaf(byte[] entry) {
    return Sha256Digest.hash(LEAF, entry);
  }

  static Sha256Digest node(Sha256Digest left, Sha256Digest right) {
    return Sha256Digest.hash(NODE, left.toByteArray(), right.toByteArray());
  }

  static List<Sha256Digest> path(List<Sha256Digest> path) {
    if (path.size() > MAX_PATH) {
      throw new MalformedBody("A Merkle proof is longer than any tree is deep.");
    }
    return List.copyOf(path);
  }
}
