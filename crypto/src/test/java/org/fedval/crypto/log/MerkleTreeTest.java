package org.fedval.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.Test;

/** The published values of the Certificate Transparency test tree (RFC 6962, RFC 9162). */
class MerkleTreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");
  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  private static final String A =
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
  private static final String B =
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  private static final String C =
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
  private static final String D =
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
  private static final String E =
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
  private static final String F =
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
  private static final String G =
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";

  @Test
  void every_published_root_is_recomputed() {
    MerkleTree tree = published();
    for (int size = 0; size < ROOTS.size(); size++) {
      assertThat(tree.root(size).hex()).as("size %d", size).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void every_published_inclusion_proof_is_recomputed() {
    assertThat(inclusion(0, 1)).isEmpty();
    assertThat(inclusion(0, 8)).containsExactly(A, B, C);
    assertThat(inclusion(5, 8)).containsExactly(D, E, ROOTS.get(4));
    assertThat(inclusion(2, 3)).containsExactly(ROOTS.get(2));
    assertThat(inclusion(1, 5)).containsExactly(ROOTS.get(1), B, D);
  }

  @Test
  void every_published_consistency_proof_is_recomputed() {
    assertThat(consistency(1, 1)).isEmpty();
    assertThat(consistency(1, 8)).containsExactly(A, B, C);
    assertThat(consistency(2, 8)).containsExactly(B, C);
    assertThat(consistency(6, 8)).containsExactly(F, E, ROOTS.get(4));
    assertThat(consistency(2, 5)).containsExactly(B, D);
    assertThat(consistency(6, 7)).containsExactly(F, G, ROOTS.get(4));
  }

  @Test
  void every_proof_of_every_size_verifies_and_proves_nothing_else() {
    int leaves = 40;
    MerkleTree tree = random(leaves, 1);
    MerkleTree other = random(leaves, 2);
    for (int size = 1; size <= leaves; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.inclusion(index, size);
        Sha256Digest leaf = leaf(index, 1);
        assertThat(proof.verifies(leaf, tree.root(size))).as("%d in %d", index, size).isTrue();
        assertThat(proof.verifies(leaf, other.root(size))).isFalse();
        assertThat(proof.verifies(leaf(index, 2), tree.root(size))).isFalse();
        if (size > 1) {
          InclusionProof moved = new InclusionProof((index + 1) % size, size, proof.path());
          assertThat(moved.verifies(leaf, tree.root(size))).isFalse();
        }
      }
      for (int old = 0; old <= size; old++) {
        ConsistencyProof proof = tree.consistency(old, size);
        assertThat(proof.verifies(tree.root(old), tree.root(size)))
            .as("%d to %d", old, size)
            .isTrue();
        if (old > 0) {
          assertThat(proof.verifies(other.root(old), tree.root(size))).isFalse();
          assertThat(proof.verifies(tree.root(old), other.root(size))).isFalse();
        }
      }
    }
  }

  @Test
  void a_proof_with_a_changed_missing_or_additional_node_is_refused() {
    MerkleTree tree = random(37, 1);
    for (int index = 0; index < 37; index++) {
      List<Sha256Digest> path = tree.inclusion(index, 37).path();
      for (List<Sha256Digest> bad : mutants(path)) {
        assertThat(new InclusionProof(index, 37, bad).verifies(leaf(index, 1), tree.root()))
            .isFalse();
      }
    }
    for (int old = 1; old < 37; old++) {
      for (List<Sha256Digest> bad : mutants(tree.consistency(old, 37).path())) {
        assertThat(new ConsistencyProof(old, 37, bad).verifies(tree.root(old), tree.root()))
            .isFalse();
      }
    }
  }

  @Test
  void a_path_that_ends_below_the_root_of_a_larger_tree_is_refused() {
    MerkleTree tree = random(20, 1);
    for (int size = 1; size <= 20; size++) {
      InclusionProof inclusion = tree.inclusion(0, size);
      assertThat(
              new InclusionProof(0, 4L * size, inclusion.path())
                  .verifies(leaf(0, 1), tree.root(size)))
          .isFalse();
      if (size > 1) {
        ConsistencyProof consistency = tree.consistency(1, size);
        assertThat(
                new ConsistencyProof(1, 4L * size, consistency.path())
                    .verifies(tree.root(1), tree.root(size)))
            .isFalse();
      }
    }
  }

  @Test
  void a_log_read_back_from_its_leaf_hashes_is_the_same_log() {
    MerkleTree again = new MerkleTree();
    for (int n = 0; n < 20; n++) {
      assertThat(again.appendHash(leaf(n, 1))).isEqualTo(n);
    }
    assertThat(again.root()).isEqualTo(random(20, 1).root());
  }

  private static List<List<Sha256Digest>> mutants(List<Sha256Digest> path) {
    List<List<Sha256Digest>> mutants = new ArrayList<>();
    for (int n = 0; n < path.size(); n++) {
      List<Sha256Digest> changed = new ArrayList<>(path);
      changed.set(n, Sha256Digest.ZERO);
      mutants.add(changed);
      List<Sha256Digest> shorter = new ArrayList<>(path);
      shorter.remove(n);
      mutants.add(shorter);
    }
    List<Sha256Digest> longer = new ArrayList<>(path);
    longer.add(Sha256Digest.ZERO);
    mutants.add(longer);
    return mutants;
  }

  private static List<String> inclusion(long index, long size) {
    return published().inclusion(index, size).path().stream().map(Sha256Digest::hex).toList();
  }

  private static List<String> consistency(long from, long to) {
    return published().consistency(from, to).path().stream().map(Sha256Digest::hex).toList();
  }

  private static MerkleTree published() {
    MerkleTree tree = new MerkleTree();
    LEAVES.forEach(leaf -> tree.append(HexFormat.of().parseHex(leaf)));
    return tree;
  }

  private static MerkleTree random(int leaves, int seed) {
    MerkleTree tree = new MerkleTree();
    for (int n = 0; n < leaves; n++) {
      tree.append(entry(n, seed));
    }
    return tree;
  }

  private static Sha256Digest leaf(int index, int seed) {
    return MerkleTree.leafHash(entry(index, seed));
  }

  private static byte[] entry(int index, int seed) {
    int junk = new Random(seed).nextInt();
    return (index + ":" + junk).getBytes(StandardCharsets.US_ASCII);
  }
}
