package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.HashSet;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** Whoever has both r and b of a site has its vector, so no holder ever opens shares of both. */
class BothSharesNeverRevealedTest {
  private final TestFederation federation = new TestFederation(5, 1000, 101);
  private final SecAggRun run = federation.run();

  @Test
  void every_holder_opens_one_secret_of_each_dealer_by_membership_alone() {
    RevealAPhase phase = run.vote(run.mask(run.share(run.advertise()), Set.of(2)));
    assertThat(phase.missing()).hasSize(5);
    run.revealed.forEach(
        (i, client) ->
            Reveal.decode(RevealStage.A, client.revealA().body())
                .rows()
                .forEach(
                    row -> {
                      assertThat(row.cells().get(0).opened()).isEqualTo(row.dealer() == 2);
                      assertThat(row.cells().get(1).opened()).isEqualTo(row.dealer() != 2);
                    }));
  }

  @Test
  void a_holder_that_opened_for_one_survivor_set_opens_for_no_other() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    SignedBody without2 = new Forgery(federation).survivorsWithout(vote, Set.of(2));
    RevealAPhase reveal = run.vote(vote);
    assertThat(reveal.certificate()).isNotNull();
    for (int i : Set.of(0, 1, 3, 4)) {
      refused(Code.ALREADY_DONE, () -> run.masked.at(i).vote(without2));
      refused(Code.ALREADY_DONE, () -> run.masked.at(i).help(without2));
    }
  }

  @Test
  void after_an_abort_certificate_fewer_than_t_shares_of_anything_can_appear() {
    int aborts = new Quorum(5, 1).abortVotes();
    int threshold = new Quorum(5, 1).votes();
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    RevealAPhase reveal = commit(vote);
    Set<Integer> pledged = new HashSet<>();
    for (int i = 0; i < aborts - 1; i++) {
      run.masked.at(i).abort();
      pledged.add(i);
    }
    // Site 4 is corrupt: it pledges and opens as well.
    int opened = 1;
    for (int i = 0; i < 4; i++) {
      VotedClient voter = run.voted.at(i);
      if (pledged.contains(i)) {
        refused(Code.ALREADY_DONE, () -> voter.reveal(reveal.certificate()));
      } else {
        voter.reveal(reveal.certificate());
        opened++;
      }
    }
    assertThat(opened).isLessThan(threshold);
  }

  private RevealAPhase commit(VotePhase vote) {
    run.masked.forEach(
        (i, client) -> {
          run.voted.put(i, client.vote(vote.survivorSet()));
          SecAggRun.taken(vote.accept(i, run.voted.at(i).vote()));
        });
    return vote.close();
  }
}
