package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Map;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.junit.jupiter.api.Test;

/** Two sessions that are open at once over one data set: only one of them gets the vector. */
class ConcurrentStudiesTest {
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4);

  private final TestFederation federation = new TestFederation(5, 1000, 96);
  private final Map<Integer, RuledSite> sites = RuledSession.sites(federation);

  @Test
  void of_two_studies_that_were_both_dealt_only_the_first_is_masked() {
    RuledSession one = session("one");
    RuledSession two = session("two");
    MaskPhase first = one.share(one.advertise());
    MaskPhase second = two.share(two.advertise());
    VotePhase vote = one.mask(first, Set.of());

    refused(Code.SLOT_PENDING, () -> two.mask(second, Set.of()));
    one.open(one.vote(vote));
    assertThat(two.masked).isEmpty();
    two.mask(second, Set.of());
    assertThat(two.masked).hasSize(5);
  }

  @Test
  void a_cohort_that_shares_one_case_is_the_same_data_set_even_through_a_third() {
    RuledSite site = new RuledSite(0);
    site.cohort = RuledSite.cohort("x", 40, 40);
    var pending = site.rule.onMask(site.ledger, site.attempt(federation.proposed), keys());
    site.ledger = pending;
    site.cohort = RuledSite.cohort("x", 80, 80);
    refused(
        Code.SLOT_PENDING,
        () -> site.rule.mayAdvertise(pending, site.attempt(session("two").terms)));
    site.cohort = RuledSite.cohort("y", 40, 40);
    site.rule.mayAdvertise(pending, site.attempt(session("three").terms));
  }

  private java.util.Set<org.fedval.crypto.primitive.VerifyingKey> keys() {
    return federation.proposed.identities(ALL);
  }

  private RuledSession session(String study) {
    return new RuledSession(
        federation, federation.session(federation.otherStudy(study)), sites, ALL);
  }
}
