package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.failed;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.junit.jupiter.api.Test;

/** A sum over fewer than q sites, f + 2 sites or minSites is neither voted for nor opened. */
class SurvivorFloorTest {
  private final TestFederation federation = new TestFederation(5, 1000, 133);
  private final SecAggRun run = federation.run();
  private final Forgery forgery = new Forgery(federation);

  @Test
  void a_site_does_not_vote_for_fewer_survivors_than_the_floor() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    refused(
        Code.TOO_FEW_SITES,
        () -> run.masked.at(0).vote(forgery.survivorsWithout(vote, Set.of(3, 4))));
    refused(
        Code.TOO_FEW_SITES,
        () -> run.masked.at(4).help(forgery.survivorsWithout(vote, Set.of(3, 4))));
    run.masked.at(0).vote(forgery.survivorsWithout(vote, Set.of(4)));
  }

  @Test
  void the_coordinator_closes_no_phase_below_the_floor() {
    MaskPhase phase = run.share(run.advertise());
    for (int i = 0; i < 3; i++) {
      MaskedClient client =
          run.shared.at(i).mask(phase.shareDelivery(), phase.dealtTo(i), federation.frozen(i));
      SecAggRun.taken(
          phase.accept(i, client.manifest(), client.maskedVector(), client.confirmList()));
    }
    assertThat(phase.enough()).isFalse();
    failed(SessionFailed.Reason.TOO_FEW_SURVIVORS, phase::close);
  }

  @Test
  void corrupt_sites_cannot_fill_the_floor() {
    for (int sites = 3; sites <= 60; sites++) {
      for (int f = 1; 3 * f <= sites; f++) {
        assertThat(new Quorum(sites, f).survivorFloor(3) - f).isGreaterThanOrEqualTo(2);
      }
    }
  }
}
