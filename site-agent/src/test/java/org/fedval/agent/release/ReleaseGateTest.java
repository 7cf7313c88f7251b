package org.fedval.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Analyses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseGateTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private CounterVector counts;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    Accumulator accumulator = new Accumulator(study.locked.counters(), new byte[32]);
    accumulator.add(
        new CaseRecord(
            "P-1",
            new double[] {0.7},
            new ReferenceLabel[] {ReferenceLabel.POSITIVE},
            new int[] {0}));
    counts = accumulator.freeze();
  }

  @Test
  void counts_of_the_approved_study_are_released() throws Exception {
    ReleasedCounts released = gate().release(study.locked, counts);

    assertThat(released.study()).isEqualTo(study.locked.definition().hash());
    assertThat(released.units()).hasSize(study.locked.counters().units().size());
    assertThat(released.units().get(0)).isEqualTo(counts.unit(0));
    assertThat(released).hasToString("ReleasedCounts");
    released.units().get(0)[0] = 99;
    assertThat(released.units().get(0)).as("a copy each time").isEqualTo(counts.unit(0));
  }

  @Test
  void counts_of_another_study_stay_here() {
    assertThatThrownBy(() -> new ReleaseGate(Sha256Digest.ZERO).release(study.locked, counts))
        .isInstanceOf(ReleaseGate.Refused.class)
        .hasMessage("The counts belong to a study that this site did not approve.");
  }

  @Test
  void a_count_beyond_the_declared_bound_stays_here() {
    long bound = study.locked.counters().units().get(0).bound();
    CounterVector many = counts;
    for (long n = 1; n <= bound; n *= 2) {
      many = many.plus(many);
    }
    CounterVector tooMany = many;

    assertThatThrownBy(() -> gate().release(study.locked, tooMany))
        .isInstanceOf(ReleaseGate.Refused.class)
        .hasMessage("A count is beyond the bound that the study declares for it.");
  }

  @Test
  void a_policy_objects_in_the_order_of_its_rules() {
    String owner = study.owner.verifyingKey().fingerprint().text();
    ApprovalPolicy policy =
        new ApprovalPolicy(ApprovalPolicy.SCHEMA, List.of(owner), null, null, null, null, null);

    assertThat(policy.objection(owner, 10, 3, Set.of("sex", "age", "view", "manufacturer")))
        .isEmpty();
    assertThat(policy.objection("AAAA", 10, 3, Set.of()))
        .contains("the study's owner is not among approve_owners of policy.yaml.");
    assertThat(policy.objection(owner, 9, 3, Set.of()))
        .contains("its minimum cell is below this site's floor of 10.");
    assertThat(policy.objection(owner, 10, 2, Set.of()))
        .contains("its minimum of sites is below this site's floor of 3.");
    assertThat(policy.objection(owner, 10, 3, Set.of("sex", "postcode")))
        .contains("it asks for a subgroup that this site does not know.");
  }

  @Test
  void results_of_single_sites_become_computable_only_where_the_policy_says_so() {
    List<String> owners = List.of(study.owner.verifyingKey().fingerprint().text());
    Analyses standard = Analyses.standard();
    Analyses siteLevel =
        new Analyses(
            standard.content(),
            3,
            standard.refinedBins(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            true,
            null,
            standard.gaps());
    for (Boolean allowed : Arrays.asList(null, false, true)) {
      ApprovalPolicy policy =
          new ApprovalPolicy(ApprovalPolicy.SCHEMA, owners, null, null, null, null, allowed);

      assertThat(policy.objection(standard)).isEmpty();
      assertThat(policy.objection(siteLevel).isEmpty()).isEqualTo(Boolean.TRUE.equals(allowed));
    }
  }

  private ReleaseGate gate() {
    return new ReleaseGate(study.locked.definition().hash());
  }
}
