package org.fedval.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.log.WitnessRefused.Reason;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.Quorum;
import org.junit.jupiter.api.Test;

/** A coordinator that keeps two logs cannot get both of them past the sites. */
class LogSplitViewTest {
  private static final String ORIGIN = "fedval/c1";
  private static final long TIME = 1_800_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey COORDINATOR = SigningKey.generate(RANDOM);
  private static final NoteKey LOG = NoteKey.log(ORIGIN, COORDINATOR.verifyingKey());

  /** Both logs agree on three entries; then each tells its own story. */
  private final MerkleTree left = tree(3, 4, "left");

  private final MerkleTree right = tree(3, 6, "right");

  @Test
  void no_split_of_the_honest_sites_gives_two_final_views() {
    for (int[] size : new int[][] {{3, 1}, {4, 1}, {5, 1}, {7, 2}, {10, 3}}) {
      int sites = size[0];
      int corrupt = size[1];
      int quorum = new Quorum(sites, corrupt).votes();
      List<Boolean> bothFinal = new ArrayList<>();
      for (int split = 0; split <= sites - corrupt; split++) {
        bothFinal.add(bothFinal(sites, corrupt, split, quorum));
      }
      assertThat(bothFinal).as("n=%d f=%d q=%d", sites, corrupt, quorum).doesNotContain(true);
    }
  }

  /** The test itself can fail: with one vote less than the quorum both views become final. */
  @Test
  void one_cosignature_less_than_the_quorum_would_not_be_enough() {
    int quorum = new Quorum(7, 2).votes();
    assertThat(bothFinal(7, 2, 2, quorum - 1) || bothFinal(7, 2, 3, quorum - 1)).isTrue();
  }

  @Test
  void an_honest_witness_follows_one_history_only() {
    SigningKey site = SigningKey.generate(RANDOM);
    Witness start = Witness.of(LOG);
    Witness seen = start.cosign(signed(left, 5), left.consistency(0, 5), site, TIME).next();

    refused(seen, signed(right, 5), right.consistency(5, 5), site, Reason.FORKED);
    refused(seen, signed(right, 9), right.consistency(5, 9), site, Reason.WRONG_PROOF);
    refused(seen, signed(left, 4), left.consistency(4, 4), site, Reason.WENT_BACK);
    refused(seen, signed(left, 7), left.consistency(4, 7), site, Reason.WRONG_PROOF);

    Witness.Cosigned next = seen.cosign(signed(left, 7), left.consistency(5, 7), site, TIME);
    assertThat(next.next().size()).isEqualTo(7);
    assertThat(next.next().root()).isEqualTo(left.root(7));
    assertThat(Witness.decode(next.next().encode())).isEqualTo(next.next());
  }

  /** The root of seven entries under the size eight, with a true proof for seven. */
  @Test
  void a_checkpoint_with_another_size_than_its_proof_is_refused() {
    SigningKey site = SigningKey.generate(RANDOM);
    Witness seen =
        Witness.of(LOG).cosign(signed(left, 5), left.consistency(0, 5), site, TIME).next();
    SignedCheckpoint lying =
        SignedCheckpoint.sign(new Checkpoint(ORIGIN, 8, left.root(7)), COORDINATOR);

    refused(seen, lying, left.consistency(5, 7), site, Reason.WRONG_PROOF);
  }

  @Test
  void a_checkpoint_of_another_log_or_of_another_key_is_refused() {
    SigningKey site = SigningKey.generate(RANDOM);
    SigningKey forger = SigningKey.generate(RANDOM);
    SignedCheckpoint forged = SignedCheckpoint.sign(Checkpoint.of(ORIGIN, left), forger);
    SignedCheckpoint other = SignedCheckpoint.sign(Checkpoint.of("fedval/c2", left), COORDINATOR);

    assertThatThrownBy(() -> SignedCheckpoint.verified(forged.render(), LOG))
        .isInstanceOf(MalformedBody.class);
    ConsistencyProof proof = left.consistency(0, left.size());
    refused(Witness.of(LOG), forged, proof, site, Reason.OTHER_LOG);
    refused(Witness.of(LOG), other, proof, site, Reason.OTHER_LOG);
  }

  @Test
  void a_site_counts_once_and_strangers_never() {
    SigningKey site = SigningKey.generate(RANDOM);
    SigningKey stranger = SigningKey.generate(RANDOM);
    SigningKey silent = SigningKey.generate(RANDOM);
    SignedCheckpoint head =
        signed(left, 5)
            .with(cosignature(left, 5, site, TIME))
            .with(cosignature(left, 5, site, TIME + 1))
            .with(cosignature(left, 5, stranger, TIME));
    List<VerifyingKey> members = List.of(site.verifyingKey(), silent.verifyingKey());

    assertThat(head.cosigners(members)).containsExactly(site.verifyingKey());
    assertThat(head.isFinal(members, 1)).isTrue();
    assertThat(head.isFinal(members, 2)).isFalse();
    assertThat(head.isFinal(members, 0)).isFalse();
  }

  @Test
  void the_proof_of_the_result_entry_is_read_offline_and_names_only_that_entry() {
    MerkleTree log = new MerkleTree();
    LogEntry first = entry(LogEvent.STUDY_PUBLISHED, Sha256Digest.ZERO);
    LogEntry result = entry(LogEvent.RESULT, first.hash());
    log.append(first.encode());
    long index = log.append(result.encode());
    SigningKey site = SigningKey.generate(RANDOM);
    SignedCheckpoint head = signed(log, 2).with(cosignature(log, 2, site, TIME));

    String text = LogProof.of(index, log, head).render();
    LogProof read = LogProof.verified(text, LOG);

    assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nindex 1\n");
    assertThat(read.render()).isEqualTo(text);
    assertThat(read.proves(result.encode())).isTrue();
    assertThat(read.proves(first.encode())).isFalse();
    assertThat(read.isFinal(List.of(site.verifyingKey()), 1)).isTrue();
    assertThat(result.follows(first)).isTrue();
    assertThat(LogEntry.decode(result.encode())).isEqualTo(result);
    for (int at = 0; at < text.length(); at++) {
      String changed = text.substring(0, at) + '*' + text.substring(at + 1);
      assertThat(holds(changed, result, site)).as("character %d", at).isFalse();
    }
  }

  private static boolean holds(String text, LogEntry entry, SigningKey site) {
    try {
      LogProof proof = LogProof.verified(text, LOG);
      return proof.proves(entry.encode()) && proof.isFinal(List.of(site.verifyingKey()), 1);
    } catch (MalformedBody e) {
      return false;
    }
  }

  private boolean bothFinal(int sites, int corrupt, int split, int quorum) {
    SignedCheckpoint leftHead = signed(left, left.size());
    SignedCheckpoint rightHead = signed(right, right.size());
    List<VerifyingKey> members = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      SigningKey site = SigningKey.generate(RANDOM);
      members.add(site.verifyingKey());
      boolean liar = i < corrupt;
      if (liar || i < corrupt + split) {
        leftHead = leftHead.with(cosignature(left, left.size(), site, TIME));
      }
      if (liar || i >= corrupt + split) {
        rightHead = rightHead.with(cosignature(right, right.size(), site, TIME));
      }
    }
    return leftHead.isFinal(members, quorum) && rightHead.isFinal(members, quorum);
  }

  private static NoteSignature cosignature(MerkleTree tree, long size, SigningKey site, long time) {
    return Witness.of(LOG)
        .cosign(signed(tree, size), tree.consistency(0, size), site, time)
        .cosignature();
  }

  private static void refused(
      Witness witness,
      SignedCheckpoint shown,
      ConsistencyProof proof,
      SigningKey site,
      Reason reason) {
    assertThatThrownBy(() -> witness.cosign(shown, proof, site, TIME))
        .isInstanceOfSatisfying(
            WitnessRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static SignedCheckpoint signed(MerkleTree tree, long size) {
    Checkpoint head = new Checkpoint(ORIGIN, size, tree.root(size));
    return SignedCheckpoint.verified(SignedCheckpoint.sign(head, COORDINATOR).render(), LOG);
  }

  private static LogEntry entry(LogEvent event, Sha256Digest previous) {
    return new LogEntry(
        TIME, event, Sha256Digest.ZERO, SigInput.COORDINATOR, Sha256Digest.ZERO, previous);
  }

  private static MerkleTree tree(int common, int own, String story) {
    MerkleTree tree = new MerkleTree();
    for (int n = 0; n < common + own; n++) {
      String entry = n < common ? "common " + n : story + n;
      tree.append(entry.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return tree;
  }
}
