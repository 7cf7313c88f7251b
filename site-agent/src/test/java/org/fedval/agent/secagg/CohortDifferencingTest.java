package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second study on the same data may do at a site that was in the first one. */
class CohortDifferencingTest {
  @TempDir private Path folder;

  private OfferedStudy second;
  private TestRun run;

  @BeforeEach
  void one_study_is_finished() throws Exception {
    OfferedStudy first = new OfferedStudy(folder);
    second = first.again("s-2");
    run = new TestRun(first, folder.resolve("homes"));
    run.finish();
    for (TestSite site : run.sites) {
      site.restart();
    }
    run.propose(second, 1);
  }

  @Test
  void the_same_cohort_over_the_same_sites_gives_a_second_result() throws Exception {
    run.finish();

    CrashMatrixTest.assertExact(second, run.coordinator.pooled, run.sites);
  }

  @Test
  void a_cohort_that_differs_by_one_to_nine_patients_is_refused_before_anything_is_masked()
      throws Exception {
    for (int patients : new int[] {31, 39, 41, 49}) {
      run.propose(second, patients);
      run.sites.get(0).cohort = TestSite.cohort("site-0", patients);
      SecAggSession session = run.sites.get(0).join(run.coordinator.terms);

      assertThatThrownBy(() -> session.bind(run.sites.get(0).cohort))
          .isInstanceOfSatisfying(
              ProtocolViolation.class,
              e -> assertThat(e.code()).isEqualTo(Code.COHORT_DIFFERENCING));
    }
  }

  @Test
  void a_cohort_that_differs_by_ten_patients_takes_part() throws Exception {
    run.sites.get(0).cohort = TestSite.cohort("site-0", 50);

    run.finish();

    CrashMatrixTest.assertExact(second, run.coordinator.pooled, run.sites);
  }

  @Test
  void a_cohort_that_is_known_late_is_refused_when_it_would_be_masked() throws Exception {
    run.sites.get(0).cohort = TestSite.cohort("site-0", 39);
    run.phases(2);

    assertThatThrownBy(
            () -> run.say(run.sites.get(0), run.coordinator.last(run.sites.get(0).index)))
        .isInstanceOfSatisfying(
            ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(Code.COHORT_DIFFERENCING));
    assertThat(run.session(run.sites.get(0)).hasMasked()).isFalse();
  }
}
