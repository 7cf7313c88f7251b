package org.fedval.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
  private final ValidationReport report = SampleReport.complete();
  private final String html = ReportHtml.render(report);

  @Test
  void every_estimate_has_its_line_in_the_tables() {
    assertThat(count("<tr class=\"estimate\">")).isEqualTo(report.results().estimates().size());
    int from = 0;
    for (MetricRow row : report.results().estimates()) {
      String start =
          "<td>"
              + Words.subgroup(row.subgroup())
              + "</td><td>"
              + Words.metric(row.metric())
              + "</td>";
      int at = html.indexOf("<tr class=\"estimate\">" + start, from);
      assertThat(at).as("%s %s", row.metric(), row.subgroup()).isPositive();
      from = at + 1;
    }
  }

  @Test
  void a_suppressed_line_says_so_and_holds_no_digit_but_the_rule() {
    Pattern line =
        Pattern.compile(
            "<tr class=\"estimate\">(?:(?!</tr>).)*class=\"withheld\"(?:(?!</tr>).)*</tr>");
    long lines = line.matcher(html).results().count();
    long suppressed =
        report.results().estimates().stream()
            .filter(row -> row.status() == Status.SUPPRESSED)
            .count();

    assertThat(lines).isEqualTo(suppressed).isGreaterThan(100);
    line.matcher(html)
        .results()
        .forEach(found -> assertThat(found.group()).doesNotContainPattern("\\d\\.\\d|to \\d"));
  }

  @Test
  void every_verdict_and_status_is_named_in_words() {
    assertThat(html)
        .contains("Goal met", "Goal not met", "Inconclusive", "Not powered to certify")
        .contains("Withheld", "Not estimable", "130 of 250 positives", "&lt;\u202f10");
  }

  @Test
  void verdicts_come_before_any_number_or_figure() {
    assertThat(html.indexOf("Certified")).isLessThan(html.indexOf("Not certified"));
    assertThat(html.indexOf("Subgroups that could not be certified"))
        .isLessThan(html.indexOf("Results over all images"))
        .isLessThan(html.indexOf("class=\"figure"));
    report
        .results()
        .endpoints()
        .forEach(
            endpoint ->
                assertThat(html).contains(endpoint.sentence().replace("95 %", "95\u00a0%")));
  }

  @Test
  void names_from_the_plan_cannot_bring_markup_in() {
    List<String> names =
        List.of("<script>alert(1)</script>", "<b>bold</b>\" onload=\"x", "a & b ' ${1+1}");
    String hostile =
        ReportHtml.render(SampleReport.named(names, "</title><script>evil()</script>"));

    assertThat(hostile).doesNotContain("<script", "<b>bold");
    assertThat(hostile).doesNotContainPattern("<[^>]*\" onload=");
    assertThat(hostile).contains("&lt;script&gt;alert(1)", "&lt;b&gt;bold", "a &amp; b");
  }

  @Test
  void the_page_is_one_file_that_asks_nobody_for_anything() {
    assertThat(html).doesNotContain("<script", "<link", "<img", "http://", "https://", "@import");
    assertThat(html.toLowerCase(java.util.Locale.ROOT)).doesNotContain("src=", "url(http");
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("prefers-color-scheme: dark", "@media print");
  }

  @Test
  void every_figure_states_its_message_for_those_who_cannot_see_it() {
    assertThat(count("<svg ")).isEqualTo(count("role=\"img\" aria-label=\""));
    assertThat(html).doesNotContain("aria-label=\"\"");
    assertThat(count("class=\"figure forest\"")).isEqualTo(3);
    assertThat(count("class=\"figure roc\"")).isEqualTo(3);
    assertThat(count("class=\"figure flow\"")).isEqualTo(1);
  }

  @Test
  void no_identifier_is_used_twice() {
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates().contains("verdict", "provenance", "hatch-forest-0");
  }

  @Test
  void the_total_is_not_shown_where_it_would_give_a_withheld_count_away() {
    assertThat(html).contains("at least 5\u202f537").contains("At least 1\u202f575 files");
  }

  @Test
  void a_report_without_any_result_still_reads() {
    ValidationReport empty = ReportJsonTest.Variations.withEstimates(report, List.of());

    assertThat(ReportHtml.render(empty)).contains("No curve: the counts over all images");
  }

  @Test
  void six_hundred_rows_take_less_than_a_fifth_of_a_second() {
    assertThat(report.results().estimates()).hasSize(600);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 12; i++) {
      long start = System.nanoTime();
      ReportHtml.render(report);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(best / 1_000_000).isLessThan(200);
  }

  private int count(String part) {
    return html.split(Pattern.quote(part), -1).length - 1;
  }
}
