package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.junit.jupiter.api.Test;

/** A manifest that was made under another U2 does not cancel, so nobody votes for it. */
class MixedU2Test {
  private final TestFederation federation = new TestFederation(5, 1000, 132);
  private final SecAggRun run = federation.run();
  private final Forgery forgery = new Forgery(federation);

  @Test
  void a_survivor_set_with_a_manifest_of_another_dealer_set_gets_no_vote() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    SignedBody mixed = forgery.manifestUnder(run.masked.at(1).manifest(), Sha256Digest.ZERO);
    refused(Code.BAD_MANIFEST, () -> run.masked.at(0).vote(forgery.survivorsWith(vote, 1, mixed)));
  }

  @Test
  void a_survivor_set_over_another_dealer_set_gets_no_vote() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    SurvivorSet all = SurvivorSet.decode(vote.survivorSet().body());
    refused(
        Code.WRONG_SESSION,
        () -> run.masked.at(0).vote(forgery.survivors(Sha256Digest.ZERO, all.survivors())));
  }

  @Test
  void the_coordinator_takes_no_manifest_of_another_dealer_set() {
    MaskPhase phase = run.share(run.advertise());
    MaskedClient client =
        run.shared.at(1).mask(phase.shareDelivery(), phase.dealtTo(1), federation.frozen(1));
    SignedBody mixed = forgery.manifestUnder(client.manifest(), Sha256Digest.ZERO);
    refused(Code.BAD_MANIFEST, phase.accept(1, mixed, client.maskedVector(), client.confirmList()));
  }

  @Test
  void a_holder_that_does_not_vote_refuses_it_too() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of(4));
    SignedBody mixed = forgery.manifestUnder(run.masked.at(1).manifest(), Sha256Digest.ZERO);
    refused(Code.BAD_MANIFEST, () -> run.masked.at(4).help(forgery.survivorsWith(vote, 1, mixed)));
  }
}
