package org.fedval.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.junit.jupiter.api.Test;

final class VerdictWordsTest {
  private final ValidationReport report = SampleReport.complete();

  @Test
  void a_report_whose_every_claim_is_met_says_that_none_failed() {
    List<EndpointResult> met =
        report.results().endpoints().stream()
            .filter(endpoint -> endpoint.verdict() == Verdict.MEETS_GOAL)
            .toList();
    assertThat(met).isNotEmpty();

    assertThat(ReportHtml.render(with(met, report.study())))
        .contains("None of the overall claims.")
        .contains("They do not hold for every subgroup");
  }

  @Test
  void a_report_with_a_failed_claim_does_not_say_that_none_failed() {
    assertThat(ReportHtml.render(report)).doesNotContain("None of the overall claims.");
  }

  @Test
  void a_plan_without_claims_certifies_nothing() {
    assertThat(ReportHtml.render(with(List.of(), report.study())))
        .contains("The plan makes no claim.")
        .doesNotContain("None of the overall claims.");
  }

  @Test
  void a_plan_without_operating_points_still_has_a_line_for_each_finding() {
    ValidationReport.Study study = report.study();
    ValidationReport.Study bare =
        new ValidationReport.Study(
            study.id(),
            study.title(),
            study.digest(),
            study.planDigest(),
            study.task(),
            study.unit(),
            study.findings(),
            List.of(),
            study.subgroups());

    assertThat(ReportHtml.render(with(List.of(), bare)).split("none planned", -1))
        .hasSize(study.findings().size() + 1);
  }

  private ValidationReport with(List<EndpointResult> endpoints, ValidationReport.Study study) {
    PooledResults results = report.results();
    return new ValidationReport(
        report.schema(),
        report.generatedAt(),
        study,
        report.bundle(),
        report.roster(),
        report.session(),
        report.disclosure(),
        report.software(),
        new PooledResults(results.estimates(), endpoints, results.curves(), results.exclusions()),
        report.notes());
  }
}
