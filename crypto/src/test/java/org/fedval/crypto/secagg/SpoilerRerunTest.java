package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Map;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.BlameProof;
import org.junit.jupiter.api.Test;

/** One bad dealer must not close a slot for ever, and only a proven one may be left out. */
class SpoilerRerunTest {
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4, 5, 6);
  private static final Set<Integer> HONEST = Set.of(0, 1, 2, 3, 4, 5);

  private final TestFederation federation = new TestFederation(7, 1000, 95);
  private final Map<Integer, RuledSite> sites = RuledSession.sites(federation);

  @Test
  void after_a_blame_proof_the_others_rerun_without_the_spoiler_and_get_their_sum() {
    BlameProof proof = spoil();
    RuledSession early = session(HONEST);
    SharePhase share = early.advertise();
    refused(Code.SLOT_LOCKED, () -> early.share(share));

    blame(proof);
    assertThat(session(HONEST).finish(Set.of()).gateSums())
        .isEqualTo(federation.plainSum(HONEST, 0));
  }

  @Test
  void a_proof_against_one_dealer_does_not_let_another_be_left_out() {
    blame(spoil());
    RuledSession wrong = session(Set.of(0, 1, 2, 3, 4, 6));
    SharePhase share = wrong.advertise();
    refused(Code.SLOT_LOCKED, () -> wrong.share(share));
    RuledSession both = session(Set.of(0, 1, 2, 3, 4));
    SharePhase fewer = both.advertise();
    refused(Code.SLOT_LOCKED, () -> both.share(fewer));
  }

  private BlameProof spoil() {
    RuledSession session = session(ALL).spoiledBy(6);
    SessionFailed failed =
        catchThrowableOfType(SessionFailed.class, () -> session.finish(Set.of()));
    return failed.blame().orElseThrow();
  }

  private void blame(BlameProof proof) {
    ProvenBad bad = Blame.check(proof, federation.roster);
    sites.values().forEach(site -> site.ledger = site.rule.onBlame(site.ledger, bad));
  }

  private RuledSession session(Set<Integer> members) {
    return new RuledSession(federation, federation.session(federation.study), sites, members);
  }
}
