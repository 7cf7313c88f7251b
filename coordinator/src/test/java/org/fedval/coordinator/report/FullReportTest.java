package org.fedval.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.fedval.coordinator.report.text.MetricWords;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

/** The page of a study that asks for everything. */
class FullReportTest {
  private final ValidationReport report = FullReport.complete();
  private final String html = ReportHtml.render(report);

  @Test
  void every_table_and_figure_of_the_design_is_there() {
    assertThat(html)
        .contains("Figure 1.", "Figure 2.", "Figure 3.", "Figure 4.", "Figure 5.", "Figure 6.")
        .contains("Figure 7.", "Figure 8.", "Figure 9.")
        .contains("Table 1.", "Table 2.", "Table 3a.", "Table 3b.", "Table 4.", "Table 5a.")
        .contains("Table 5c.", "Table 6.", "Table 8.", "Table 9.");
    assertThat(count("class=\"figure roc\"")).isEqualTo(3);
    assertThat(count("class=\"figure plot pr\"")).isEqualTo(3);
    assertThat(count("class=\"figure plot reliability\"")).isEqualTo(3);
    assertThat(count("class=\"figure plot predictive\"")).isEqualTo(6);
    assertThat(count("class=\"figure plot decision\"")).isEqualTo(3);
    assertThat(count("class=\"figure plot risk\"")).isEqualTo(3);
    assertThat(count("class=\"figure forest\"")).isEqualTo(7);
  }

  @Test
  void every_figure_has_its_numbers_as_a_table_and_as_csv() {
    for (String figure : found("<figure [^>]*>.*?</figure>")) {
      if (figure.contains("<svg")) {
        assertThat(figure)
            .contains("<summary>Numbers of this figure</summary>", "href=\"data:text/csv");
      }
    }
  }

  @Test
  void no_csv_line_of_a_withheld_row_holds_a_number() {
    int withheld = 0;
    for (String csv : csvs()) {
      for (String line : csv.split("\r\n")) {
        if (line.contains(",suppressed,")) {
          withheld++;
          assertThat(line).containsPattern("(,,,,,,,,,,,,suppressed,|,,,,,,\\d*,suppressed$)");
        }
      }
    }
    assertThat(withheld).isGreaterThan(500);
  }

  @Test
  void a_withheld_cell_of_any_table_says_the_rule_and_nothing_else() {
    List<String> cells = found("<td class=\"withheld\"[^>]*>[^<]*(?:&lt;[^<]*)?</td>");
    assertThat(cells).hasSizeGreaterThan(300);
    for (String cell : cells) {
      assertThat(cell.replaceAll("<[^>]*>", ""))
          .isIn("withheld", "&lt;\u202f10", "&lt;\u202f3 sites");
    }
  }

  @Test
  void nothing_hatched_in_a_picture_stands_beside_a_decimal() {
    List<String> hatched =
        found("<g class=\"[^\"]*\"><title>(?:(?!</g>).)*hatched(?:(?!</g>).)*</g>");
    assertThat(hatched).isNotEmpty();
    for (String group : hatched) {
      String words = group.replaceAll("<rect[^>]*>", "").replaceAll(" [xy]=\"[^\"]*\"", "");
      assertThat(words).doesNotContainPattern("\\d\\.\\d\\d");
    }
  }

  @Test
  void every_number_shown_has_estimator_interval_and_source() {
    String methods = html.substring(html.indexOf("How each number was computed"));
    for (MetricRow row : report.results().estimates()) {
      assertThat(methods).contains(MetricWords.of(row.metric()).estimator());
    }
  }

  @Test
  void a_lost_hospital_is_told_once_with_what_is_missing() {
    String lost = ReportHtml.render(FullReport.siteLost());
    assertThat(lost.split("A hospital left during the study", -1)).hasSize(2);
    assertThat(lost)
        .contains("AUROC, patients as clusters")
        .contains("two sums over different hospitals would show one of them")
        .contains("site lost")
        .doesNotContain("SITE_LOST");
    assertThat(html).doesNotContain("A hospital left during the study");
  }

  @Test
  void reasons_without_a_number_are_told_once_each() {
    String missing =
        html.substring(
            html.indexOf("Numbers that could not be estimated"), html.indexOf("Results over"));
    long reasons =
        report.results().estimates().stream()
            .filter(row -> row.status() == Status.NOT_ESTIMABLE)
            .count();
    assertThat(missing.split("<dt>", -1).length - 1).isLessThan(20);
    assertThat(reasons).isGreaterThan(500);
  }

  @Test
  void a_plan_without_a_second_score_says_that_none_was_compared() {
    assertThat(ReportHtml.render(SampleReport.complete()))
        .contains("no second model was compared in this study");
    assertThat(html).doesNotContain("no second model was compared");
  }

  @Test
  void ids_and_files_are_unique() {
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    List<String> files =
        Pattern.compile("download=\"([^\"]+)\"")
            .matcher(html)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(files).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  private List<String> csvs() {
    List<String> all = new ArrayList<>();
    for (String uri : found("data:text/csv;charset=utf-8;base64,[^\"]*")) {
      byte[] csv = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
      all.add(new String(csv, StandardCharsets.UTF_8));
    }
    return all;
  }

  private List<String> found(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private int count(String part) {
    return html.split(Pattern.quote(part), -1).length - 1;
  }
}
