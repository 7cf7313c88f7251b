package org.fedval.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.crypto.log.Checkpoint;
import org.fedval.crypto.log.ConsistencyProof;
import org.fedval.crypto.log.MerkleTree;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWitnessTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey COORDINATOR = SigningKey.generate(RANDOM);
  private static final NoteKey LOG = NoteKey.log(COORDINATOR.verifyingKey());

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();
  private final MerkleTree log = tree("honest", 12);

  @Test
  void a_site_follows_the_log_over_restarts() throws Exception {
    Site site = new Site("a");

    assertThat(site.cosigns(log, 0, 5)).isTrue();
    assertThat(site.cosigns(log, 5, 5)).as("the same head again").isTrue();
    assertThat(site.cosigns(log, 5, 12)).isTrue();
    assertThat(site.home.logWitness()).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.home.logWitness())))
        .isEqualTo("rw-------");
    assertThat(said).isEmpty();
  }

  @Test
  void a_proof_from_elsewhere_gets_the_place_where_this_site_stands() {
    Site site = new Site("a");
    site.cosigns(log, 0, 5);

    assertThat(site.answer(log, 0, 9)).contains(new SiteMessage.CheckpointCosigned(5, null));
    assertThat(site.answer(log, 7, 9)).contains(new SiteMessage.CheckpointCosigned(5, null));
    assertThat(said).isEmpty();
    assertThat(site.cosigns(log, 5, 9)).isTrue();
  }

  @Test
  void another_history_is_refused_told_and_kept_as_evidence() throws Exception {
    Site site = new Site("a");
    site.cosigns(log, 0, 5);
    MerkleTree other = tree("other", 12);
    byte[] memory = Files.readAllBytes(site.home.logWitness());

    assertThat(site.answer(other, 5, 5)).isEmpty();
    assertThat(site.answer(other, 5, 9)).isEmpty();
    assertThat(site.answer(log, 0, 3)).isEmpty();

    assertThat(said)
        .containsExactly(
            "The log shows another history than it did before; report this.",
            "The consistency proof does not lead from the last checkpoint to this one.",
            "The log shows fewer entries than it did before; report this.");
    assertThat(Files.readAllLines(site.home.auditLog()))
        .hasSize(3)
        .allMatch(line -> line.contains(" CHECKPOINT_REFUSED "));
    try (Stream<Path> kept = Files.list(site.home.refusedCheckpoints())) {
      assertThat(kept).hasSize(3);
    }
    assertThat(Files.readAllBytes(site.home.logWitness())).isEqualTo(memory);
    assertThat(site.cosigns(log, 5, 12)).as("the honest log goes on").isTrue();
  }

  @Test
  void a_damaged_memory_cosigns_nothing() throws Exception {
    Site site = new Site("a");
    site.cosigns(log, 0, 5);
    Files.setPosixFilePermissions(
        site.home.logWitness(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(site.answer(log, 5, 9)).isEmpty();
    assertThat(said).singleElement().asString().contains("cannot be read or written");
  }

  /** Every split of the honest sites, with f sites that cosign whatever they are shown. */
  @Test
  void a_coordinator_that_shows_two_views_cannot_collect_enough_cosignatures_for_both() {
    int sites = 5;
    int corrupt = 1;
    int quorum = new Quorum(sites, corrupt).votes();
    MerkleTree other = tree("other", 12);
    for (int split = 0; split <= sites - corrupt; split++) {
      List<VerifyingKey> members = new ArrayList<>();
      SignedCheckpoint left = head(log, 12);
      SignedCheckpoint right = head(other, 12);
      for (int i = 0; i < sites; i++) {
        Site site = new Site(split + "-" + i);
        members.add(site.identity.verifyingKey());
        boolean liar = i < corrupt;
        boolean first = liar || i < corrupt + split;
        for (MerkleTree shown : first ? List.of(log, other) : List.of(other, log)) {
          Optional<SiteMessage.CheckpointCosigned> answer =
              liar
                  ? new Site("liar" + split + i + shown.hashCode(), site.identity)
                      .answer(shown, 0, 12)
                  : site.answer(shown, site.followed, 12);
          boolean ofLeft = shown == log;
          if (answer.isPresent() && answer.get().cosignature() != null) {
            site.followed = 12;
            if (ofLeft) {
              left = left.with(answer.get().cosignature());
            } else {
              right = right.with(answer.get().cosignature());
            }
          }
        }
      }
      assertThat(left.isFinal(members, quorum) && right.isFinal(members, quorum))
          .as("%d honest sites see the first view", split)
          .isFalse();
      assertThat(left.cosigners(members).size() + right.cosigners(members).size())
          .as("every site answers one view, the liar both")
          .isEqualTo(sites + corrupt);
    }
  }

  private final class Site {
    final AgentHome home;
    final SigningKey identity;
    long followed;

    Site(String name) {
      this(name, SigningKey.generate(RANDOM));
    }

    Site(String name, SigningKey identity) {
      this.home = new AgentHome(folder.resolve(name));
      this.identity = identity;
    }

    boolean cosigns(MerkleTree tree, long from, long to) {
      return answer(tree, from, to)
          .map(SiteMessage.CheckpointCosigned::cosignature)
          .map(c -> !head(tree, to).with(c).cosigners(List.of(identity.verifyingKey())).isEmpty())
          .orElse(false);
    }

    /** Every answer is a new process's. */
    Optional<SiteMessage.CheckpointCosigned> answer(MerkleTree tree, long from, long to) {
      ConsistencyProof proof = tree.consistency(from, to);
      return SiteAudit.of(home, identity, COORDINATOR.verifyingKey(), Clock.systemUTC())
          .cosign(new SiteInstruction.CheckpointOffered(head(tree, to).render(), proof), said::add)
          .map(SiteMessage.CheckpointCosigned.class::cast);
    }
  }

  private static SignedCheckpoint head(MerkleTree tree, long size) {
    return SignedCheckpoint.sign(new Checkpoint(LOG.name(), size, tree.root(size)), COORDINATOR);
  }

  private static MerkleTree tree(String story, int size) {
    MerkleTree tree = new MerkleTree();
    for (int n = 0; n < size; n++) {
      tree.append((n < 2 ? "common" : story + n).getBytes());
    }
    return tree;
  }
}
