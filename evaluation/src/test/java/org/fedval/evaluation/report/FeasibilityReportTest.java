package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterUnit;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Studies;
import org.fedval.evaluation.support.Studies.Row;
import org.junit.jupiter.api.Test;

/** A study that runs no model says how many cases there are, and nothing else. */
class FeasibilityReportTest {
  private static StudyPlan plan() {
    StudyPlan p = Studies.plan();
    return new StudyPlan(
        p.studyId(),
        p.title(),
        p.findings(),
        List.of(),
        p.subgroups(),
        List.of(),
        p.disclosure(),
        p.overallBins(),
        p.marginalBins(),
        null,
        Analyses.gateOnly());
  }

  private static PooledResults results() {
    SplittableRandom random = new SplittableRandom(3);
    List<CaseTable> sites = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      List<Row> rows = Studies.rows(random, 40, "s" + s);
      sites.add(Federation.site(plan(), rows));
    }
    return ReportAssembler.assemble(Federation.run(plan(), sites));
  }

  @Test
  void every_unit_holds_the_number_of_images_alone() {
    CounterLayout layout = CounterLayout.of(plan());

    assertThat(layout.units().subList(1, layout.units().size()))
        .extracting(CounterUnit::length)
        .containsOnly(1);
  }

  @Test
  void the_report_has_counts_and_prevalences_and_no_number_of_a_model() {
    PooledResults results = results();

    assertThat(results.estimates()).extracting(MetricRow::metric).containsOnly("prevalence");
    assertThat(results.estimates()).extracting(MetricRow::nPositive).isNotEmpty();
    assertThat(results.estimates().get(0).status()).isEqualTo(Status.OK);
    assertThat(results.endpoints()).isEmpty();
    assertThat(results.curves()).isEmpty();
    assertThat(results.exclusions()).isNotEmpty();
  }

  @Test
  void a_reason_that_only_preprocessing_or_scoring_finds_is_not_claimed() {
    assertThat(results().exclusions())
        .extracting(PooledResults.ExclusionRow::reason)
        .containsExactly(
            "NOT_DICOM",
            "UNREADABLE",
            "DUPLICATE_INSTANCE",
            "OPT_OUT",
            "NO_LABEL_ROW",
            "NOT_ELIGIBLE",
            "SOP_CLASS",
            "VIEW",
            "AGE",
            "STUDY_DATE",
            "LABEL_PROVENANCE",
            "PRIOR_IMAGES",
            "NOT_CHOSEN",
            "TRANSFER_SYNTAX",
            "PIXEL_DECODE",
            "LABEL_MISSING",
            "LABEL_MISSING");
  }

  @Test
  void a_claim_in_a_study_without_a_model_is_refused() {
    assertThatThrownBy(() -> Studies.plan().with(Analyses.gateOnly()))
        .hasMessageContaining("judges nothing");
  }
}
