package org.fedval.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.report.FullStudy.Change;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

/**
 * Two federations whose images differ only where the report withholds its numbers give the same
 * page and the same JSON to the last byte, figures, tables and CSV alike. Digests and times of
 * these reports are invented, and so the same.
 */
class WithheldHtmlTest {
  private static final int VENDOR = 2;
  private static final int PHILIPS = 1;
  private static final int SIEMENS = 2;
  private static final int RARE = 2;

  private static ValidationReport report(Change change, int damaged) {
    return FullReport.of(FullStudy.complete(change, damaged));
  }

  private static void assertSame(ValidationReport one, ValidationReport other) {
    assertThat(ReportHtml.render(other)).isEqualTo(ReportHtml.render(one));
    assertThat(ReportJson.write(other)).isEqualTo(ReportJson.write(one));
  }

  private static Set<Status> statuses(ValidationReport report, String subgroup, String metric) {
    return report.results().estimates().stream()
        .filter(r -> r.subgroup().equals(subgroup) && r.metric().equals(metric))
        .map(MetricRow::status)
        .collect(Collectors.toSet());
  }

  @Test
  void images_that_change_between_withheld_levels_change_no_byte() {
    ValidationReport report = FullReport.complete();
    // one hospital has a maker of its own: it is withheld, and another level for its sake
    for (String level : List.of("vendor=Philips", "vendor=Siemens")) {
      for (String metric : List.of("sensitivity", "sensitivity_gap", "sensitivity_gap_adjusted")) {
        assertThat(statuses(report, level, metric)).containsExactly(Status.SUPPRESSED);
      }
    }
    Change moved =
        (site, image, scores, labels, levels) -> {
          if (levels[VENDOR] == PHILIPS && image % 3 == 0) {
            levels[VENDOR] = SIEMENS;
          }
        };

    assertSame(report, report(moved, 0));
  }

  @Test
  void scores_and_levels_of_a_class_that_is_withheld_as_a_whole_change_no_byte() {
    Change few =
        (site, image, scores, labels, levels) -> {
          boolean chosen = site < 4 && image % 400 == 0;
          labels[RARE] = chosen ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
        };
    Change other =
        (site, image, scores, labels, levels) -> {
          few.at(site, image, scores, labels, levels);
          if (labels[RARE] == ReferenceLabel.POSITIVE) {
            scores[RARE] = 1 - scores[RARE];
          }
        };
    ValidationReport report = report(few, 0);
    String rare = SampleReport.FINDINGS.get(RARE);

    assertThat(
            report.results().estimates().stream()
                .filter(r -> r.finding().equals(rare) && r.metric().equals("sensitivity"))
                .map(MetricRow::status))
        .isNotEmpty()
        .containsOnly(Status.SUPPRESSED);
    assertSame(report, report(other, 0));
  }

  @Test
  void withheld_counts_of_files_change_no_byte() {
    ValidationReport three = report((site, image, scores, labels, levels) -> {}, 3);

    assertThat(
            three.results().exclusions().stream()
                .filter(r -> r.reason().equals("UNREADABLE"))
                .map(r -> r.status()))
        .containsExactly(Status.SUPPRESSED);
    assertSame(three, report((site, image, scores, labels, levels) -> {}, 7));
  }

  @Test
  void the_comparison_notices_one_image_in_a_level_that_is_shown() {
    Change one =
        (site, image, scores, labels, levels) -> {
          if (site == 0 && image == 5) {
            levels[0] = 1 - Math.min(1, levels[0]);
          }
        };

    assertThat(ReportHtml.render(report(one, 0)))
        .isNotEqualTo(ReportHtml.render(FullReport.complete()));
  }
}
