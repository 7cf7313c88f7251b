package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.IdentityRotation;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.slot.Attempt;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.fedval.crypto.secagg.slot.Differencing;
import org.fedval.crypto.secagg.slot.SlotRule;
import org.junit.jupiter.api.Test;

/** A second study on the same data must not differ by few sites, nor by few patients at a site. */
class DatasetDifferencingTest {
  private final TestFederation federation = new TestFederation(13, 1000, 97);
  private final RuledSite site = new RuledSite(0);
  private final Set<Integer> all =
      IntStream.range(0, 13).boxed().collect(Collectors.toCollection(TreeSet::new));

  @Test
  void a_second_study_over_the_same_sites_runs_and_one_without_a_site_is_refused() {
    TestFederation small = new TestFederation(5, 1000, 98);
    Map<Integer, RuledSite> sites = RuledSession.sites(small);
    Set<Integer> five = Set.of(0, 1, 2, 3, 4);
    new RuledSession(small, small.proposed, sites, five).finish(Set.of());

    RuledSession less =
        new RuledSession(small, small.session(small.otherStudy("less")), sites, Set.of(0, 1, 2, 3));
    SharePhase share = less.advertise();
    refused(Code.SLOT_LOCKED, () -> less.share(share));
    RuledSession same =
        new RuledSession(small, small.session(small.otherStudy("same")), sites, five);
    assertThat(same.finish(Set.of()).survivors()).isEqualTo(five);
  }

  @Test
  void pairwise_refuses_differences_of_one_up_to_f_plus_one_sites() {
    lock(all, new SlotRule(Differencing.PAIRWISE, 10));
    int floor = federation.study.f() + 2;
    for (int gone = 0; gone <= floor; gone++) {
      Set<Integer> u3 = new TreeSet<>(all);
      for (int i = 0; i < gone; i++) {
        u3.remove(12 - i);
      }
      Attempt other = masked("pairwise" + gone);
      if (gone == 0 || gone == floor) {
        site.rule.mayVote(site.ledger, other, keys(u3));
      } else {
        refused(Code.DATASET_DIFFERENCING, () -> site.rule.mayVote(site.ledger, other, keys(u3)));
      }
      free(other);
    }
  }

  @Test
  void pairwise_checks_both_directions_and_every_earlier_set() {
    Set<Integer> seven = IntStream.range(0, 7).boxed().collect(Collectors.toSet());
    lock(seven, new SlotRule(Differencing.PAIRWISE, 10));
    Set<Integer> eight = IntStream.range(0, 8).boxed().collect(Collectors.toSet());
    Attempt one = masked("one");
    refused(Code.DATASET_DIFFERENCING, () -> site.rule.mayVote(site.ledger, one, keys(eight)));
    site.rule.mayVote(site.ledger, one, keys(all));
    site.committed(new CertifiedCommit(one.sid(), keys(all)));
    Attempt two = masked("two");
    refused(
        Code.DATASET_DIFFERENCING,
        () -> site.rule.mayVote(site.ledger, two, keys(all.stream().filter(i -> i < 12).toList())));
  }

  @Test
  void without_privacy_the_allow_rule_takes_no_second_study() {
    lock(all, new SlotRule(Differencing.ALLOW_WITH_PRIVACY, 10));
    refused(
        Code.DATASET_DIFFERENCING, () -> site.rule.mayAdvertise(site.ledger, attempt("second")));
  }

  @Test
  void a_cohort_that_differs_by_fewer_patients_than_a_cell_is_refused() {
    lock(all, SlotRule.defaults());
    for (int patients : new int[] {31, 39, 41, 49}) {
      site.cohort = RuledSite.cohort("site0", patients, patients);
      refused(Code.COHORT_DIFFERENCING, () -> advertise("other" + patients));
    }
    for (int patients : new int[] {30, 40, 50}) {
      site.cohort = RuledSite.cohort("site0", patients, patients);
      advertise("other" + patients);
    }
  }

  @Test
  void a_cohort_that_differs_only_in_few_labels_or_images_is_refused() {
    lock(all, SlotRule.defaults());
    site.cohort = RuledSite.cohort("site0", 40, 39);
    refused(Code.COHORT_DIFFERENCING, () -> advertise("one label"));
    site.cohort = RuledSite.cohort("site0", 40, 31);
    refused(Code.COHORT_DIFFERENCING, () -> advertise("nine labels"));
    site.cohort = RuledSite.cohort("site0", 40, 30);
    advertise("ten labels");

    var more = org.fedval.crypto.secagg.slot.CohortRecord.keyedWith(RuledSite.COHORT_KEY);
    for (int p = 0; p < 40; p++) {
      more.add("site0-p" + p, "site0-i" + p, new byte[1]);
    }
    more.add("site0-p7", "a second image", new byte[1]);
    site.cohort = more.build();
    refused(Code.COHORT_DIFFERENCING, () -> advertise("one image"));
  }

  @Test
  void a_rerun_of_the_same_study_with_a_slightly_changed_cohort_is_refused() {
    lock(all, SlotRule.defaults());
    site.cohort = RuledSite.cohort("site0", 41, 41);
    refused(
        Code.COHORT_DIFFERENCING,
        () ->
            site.rule.mayAdvertise(
                site.ledger, site.attempt(federation.session(federation.study))));
  }

  @Test
  void the_largest_cell_floor_of_site_and_studies_counts() {
    lock(all, new SlotRule(Differencing.DENY, 15));
    site.cohort = RuledSite.cohort("site0", 52, 52);
    refused(Code.COHORT_DIFFERENCING, () -> advertise("twelve more"));
    site.rule = SlotRule.defaults();
    advertise("twelve more");
  }

  @Test
  void a_rotated_identity_is_the_same_site_and_a_forged_rotation_is_not() {
    lock(all, SlotRule.defaults());
    SigningKey successor = SigningKey.generate(federation.random);
    Set<VerifyingKey> rotated = new HashSet<>(keys(all));
    rotated.remove(federation.identities.get(5).verifyingKey());
    rotated.add(successor.verifyingKey());
    refused(Code.SLOT_LOCKED, () -> site.rule.mayShare(site.ledger, attempt("second"), rotated));

    byte[] body =
        new IdentityRotation(
                "site-005",
                federation.identities.get(5).verifyingKey(),
                successor.verifyingKey(),
                1)
            .encode();
    SignedBody byNew = SignedBody.signOutside(IdentityRotation.TYPE, body, successor);
    SignedBody byOld =
        SignedBody.signOutside(IdentityRotation.TYPE, body, federation.identities.get(5));
    refused(Code.BAD_SIGNATURE, () -> site.rule.onRotation(site.ledger, byNew, byNew));
    site.ledger = site.rule.onRotation(site.ledger, byOld, byNew);
    site.rule.mayShare(site.ledger, attempt("second"), rotated);
    Set<VerifyingKey> both = new HashSet<>(rotated);
    both.add(federation.identities.get(5).verifyingKey());
    refused(Code.SLOT_LOCKED, () -> site.rule.mayShare(site.ledger, attempt("second"), both));
  }

  @Test
  void a_rotation_onto_a_key_of_another_site_is_refused() {
    lock(all, SlotRule.defaults());
    byte[] body =
        new IdentityRotation(
                "site-005",
                federation.identities.get(5).verifyingKey(),
                federation.identities.get(6).verifyingKey(),
                1)
            .encode();
    refused(
        Code.WRONG_ROSTER,
        () ->
            site.rule.onRotation(
                site.ledger,
                SignedBody.signOutside(IdentityRotation.TYPE, body, federation.identities.get(5)),
                SignedBody.signOutside(IdentityRotation.TYPE, body, federation.identities.get(6))));
  }

  private void lock(Set<Integer> survivors, SlotRule rule) {
    site.rule = rule;
    site.ledger =
        rule.onMask(DataSetLedger.empty(), site.attempt(federation.proposed), keys(survivors));
    site.committed(new CertifiedCommit(federation.proposed.sid(), keys(survivors)));
  }

  private void advertise(String study) {
    site.rule.mayAdvertise(site.ledger, attempt(study));
  }

  private Attempt masked(String study) {
    Attempt attempt = attempt(study);
    site.ledger = site.rule.onMask(site.ledger, attempt, keys(all));
    return attempt;
  }

  private void free(Attempt attempt) {
    site.aborted(new CertifiedAbort(attempt.sid()));
  }

  private Attempt attempt(String study) {
    Sha256Digest id = Sha256Digest.hash(study.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Attempt(id, id, 3, federation.study.f(), 10, false, site.cohort);
  }

  private Set<VerifyingKey> keys(java.util.Collection<Integer> sites) {
    return federation.proposed.identities(new TreeSet<>(sites));
  }
}
