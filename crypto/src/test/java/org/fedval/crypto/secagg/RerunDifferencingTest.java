package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.failed;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.junit.jupiter.api.Test;

/** A second run without one site would give that site's numbers by subtraction. */
class RerunDifferencingTest {
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4);

  private final TestFederation federation = new TestFederation(5, 1000, 91);
  private final Map<Integer, RuledSite> sites = RuledSession.sites(federation);

  private RuledSession session(Set<Integer> members) {
    return new RuledSession(federation, federation.session(federation.study), sites, members);
  }

  @Test
  void after_a_commit_only_the_same_sites_can_be_summed_again() {
    PooledVector first = session(ALL).finish(Set.of());
    sites.values().forEach(site -> assertThat(state(site)).isEqualTo(DataSetLedger.State.LOCKED));

    RuledSession fewer = session(Set.of(0, 1, 2, 3));
    SharePhase share = fewer.advertise();
    refused(Code.SLOT_LOCKED, () -> fewer.share(share));

    RuledSession same = session(ALL);
    VotePhase vote = same.mask(same.share(same.advertise()), Set.of(4));
    refused(Code.SLOT_LOCKED, () -> same.vote(vote));

    AbortPhase abort = vote.abort();
    same.masked.forEach((i, client) -> SecAggRun.taken(abort.accept(i, client.abort().vote())));
    SignedBody certificate = abort.close();
    same.masked.forEach((i, client) -> site(i).aborted(client.aborted(certificate)));
    PooledVector again = session(ALL).finish(Set.of());
    assertThat(again.gateSums()).isEqualTo(first.gateSums());
  }

  @Test
  void without_a_certificate_no_second_session_starts() {
    RuledSession stuck = session(ALL);
    var unused = stuck.mask(stuck.share(stuck.advertise()), Set.of());
    sites.values().forEach(site -> assertThat(state(site)).isEqualTo(DataSetLedger.State.PENDING));
    refused(Code.SLOT_PENDING, () -> session(ALL).advertise());
  }

  @Test
  void an_own_commit_vote_without_a_certificate_changes_nothing() {
    RuledSession stuck = session(ALL);
    VotePhase vote = stuck.mask(stuck.share(stuck.advertise()), Set.of());
    site(0).vote(stuck.terms, stuck.masked.at(0), vote);
    assertThat(state(site(0))).isEqualTo(DataSetLedger.State.PENDING);
    refused(Code.SLOT_PENDING, () -> session(ALL).advertise());
  }

  @Test
  void a_site_that_was_dropped_after_masking_cannot_join_a_later_sum() {
    session(ALL).finish(Set.of(4));
    RuledSession rest = session(Set.of(0, 1, 2, 3));
    assertThat(rest.finish(Set.of()).survivors()).containsExactly(0, 1, 2, 3);

    RuledSession joined = session(ALL);
    SharePhase share = joined.advertise();
    refused(Code.SLOT_LOCKED, () -> site(4).share(joined.terms, joined.advertised.at(4), share));
    refused(Code.SLOT_LOCKED, () -> site(0).share(joined.terms, joined.advertised.at(0), share));
  }

  @Test
  void an_abort_certificate_frees_the_data_set_and_other_sites_may_be_summed() {
    RuledSession first = session(ALL);
    MaskPhase mask = first.share(first.advertise());
    first.shared.forEach((i, client) -> first.maskOne(mask, i, i == 2 || i == 3));
    assertThat(mask.enough()).isFalse();
    failed(SessionFailed.Reason.TOO_FEW_SURVIVORS, mask::close);
    AbortPhase abort = mask.abort();
    first.masked.forEach((i, client) -> SecAggRun.taken(abort.accept(i, client.abort().vote())));
    SignedBody certificate = abort.close();
    first.masked.forEach((i, client) -> site(i).aborted(client.aborted(certificate)));
    sites.values().forEach(site -> assertThat(state(site)).isEqualTo(DataSetLedger.State.FREE));

    assertThat(session(Set.of(0, 1, 2, 4)).finish(Set.of()).survivors())
        .containsExactly(0, 1, 2, 4);
  }

  @Test
  void a_ledger_that_was_stored_and_read_refuses_the_same() {
    session(ALL).finish(Set.of());
    for (RuledSite site : sites.values()) {
      byte[] stored = site.ledger.encode();
      site.ledger = DataSetLedger.decode(stored);
      assertThat(site.ledger.encode()).isEqualTo(stored);
    }
    RuledSession fewer = session(Set.of(0, 1, 2, 3));
    SharePhase share = fewer.advertise();
    refused(Code.SLOT_LOCKED, () -> fewer.share(share));
  }

  @Test
  void an_operator_may_override_a_session_that_never_ends() {
    RuledSession stuck = session(ALL);
    var unused = stuck.mask(stuck.share(stuck.advertise()), Set.of());
    RuledSite site = site(0);
    site.ledger = site.rule.onOverride(site.ledger, Sha256Digest.ZERO);
    assertThat(state(site)).isEqualTo(DataSetLedger.State.PENDING);
    site.ledger = site.rule.onOverride(site.ledger, stuck.terms.sid());
    assertThat(state(site)).isEqualTo(DataSetLedger.State.FREE);
  }

  private RuledSite site(int i) {
    return Objects.requireNonNull(sites.get(i));
  }

  private static DataSetLedger.State state(RuledSite site) {
    return site.ledger.state(site.cohort);
  }
}
