package org.fedval.coordinator.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.fedval.coordinator.report.FullReport;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.SampleReport;
import org.fedval.coordinator.report.export.ChecklistItem.Answer;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class ChecklistTest {
  private static final String FDA = "FDA draft guidance 2025";
  private static final ValidationReport FULL = FullReport.complete();

  @Test
  void stard_2015_has_its_30_items_in_order_four_of_them_in_two_parts() {
    assertThat(numbers("STARD 2015"))
        .containsExactlyElementsOf(numbered(30, Map.of(10, "ab", 12, "ab", 13, "ab", 21, "ab")));
  }

  @Test
  void stard_ai_has_its_40_items_in_order_five_of_them_in_parts() {
    assertThat(numbers("STARD-AI"))
        .containsExactlyElementsOf(
            numbered(40, Map.of(15, "abcd", 16, "abc", 17, "ab", 26, "ab", 40, "ab")));
  }

  @Test
  void stard_ai_marks_14_new_and_4_changed_lines() {
    List<ChecklistItem> items = guideline(FULL, "STARD-AI").items();

    assertThat(marked(items, "(*)"))
        .containsExactly(
            "6", "11", "12", "13", "14", "15b", "15d", "23", "28", "29", "35", "39", "40a", "40b");
    assertThat(marked(items, "(+)")).containsExactly("1", "3", "7", "25");
  }

  @Test
  void claim_2024_has_its_44_items_in_order() {
    assertThat(numbers("CLAIM 2024")).containsExactlyElementsOf(numbered(44, Map.of()));
  }

  @Test
  void the_lines_of_the_fda_guidance_count_up_in_each_of_its_sections() {
    Map<String, Integer> seen = new HashMap<>();
    for (String number : numbers(FDA)) {
      String section = number.substring(0, number.indexOf('-'));
      assertThat(number).isEqualTo(section + "-" + seen.merge(section, 1, Integer::sum));
    }
    assertThat(seen.keySet()).containsExactlyInAnyOrder("VI.B", "VIII", "IX", "X", "X.A");
  }

  @Test
  void every_section_that_the_list_names_is_one_of_a_full_report() {
    String page = ReportHtml.render(FULL);
    for (String[] fields : Checklist.lines()) {
      if (fields.length == 7 && !fields[4].equals("authors")) {
        assertThat(page).as(String.join(" ", fields)).contains("id=\"" + fields[5] + "\"");
      }
    }
  }

  @Test
  void no_line_points_at_a_section_that_its_report_lacks() {
    for (ValidationReport report :
        List.of(FULL, SampleReport.complete(), FullReport.siteLost(), withNoise(), counts())) {
      String page = ReportHtml.render(report);
      for (ChecklistItem item : items(report)) {
        assertThat(item.note()).isNotBlank();
        if (item.answer() == Answer.AUTHORS) {
          assertThat(item.where()).isEmpty();
        } else {
          assertThat(page).as(item.toString()).contains(" id=\"" + item.where() + "\"");
        }
        for (String mentioned : mentioned(item.note())) {
          assertThat(ReportHtml.render(FULL)).contains(" id=\"" + mentioned + "\"");
        }
      }
    }
  }

  @Test
  void what_is_called_reported_stands_in_its_section() {
    Map<String, String> proof =
        Map.of(
            "flow", "<svg",
            "power", "Table 2. Plan and power",
            "numbers", "Source of the estimator",
            "subgroups", "<svg",
            "points", "True positives",
            "results", "Sensitivity",
            "audits", "Table 8. Audits",
            "verdict", "goal");
    String page = ReportHtml.render(FULL);
    Set<String> reported = new TreeSet<>();
    for (ChecklistItem item : items(FULL)) {
      if (item.answer() == Answer.REPORTED) {
        reported.add(item.where());
      }
    }
    assertThat(reported).isEqualTo(new TreeSet<>(proof.keySet()));
    for (String section : reported) {
      int start = page.indexOf("<section id=\"" + section + "\"");
      assertThat(page.substring(start, page.indexOf("</section>", start)))
          .as(section)
          .contains(proof.get(section));
    }
  }

  @Test
  void what_authors_alone_know_is_never_called_reported() {
    for (String number :
        List.of("3", "5", "6", "8", "15b", "15d", "16b", "17b", "27", "34", "38")) {
      assertThat(answer(FULL, "STARD-AI", number)).as(number).isEqualTo(Answer.AUTHORS);
    }
    assertThat(answer(FULL, "CLAIM 2024", "34")).isEqualTo(Answer.AUTHORS);
    assertThat(answer(FULL, "STARD-AI", "14")).isEqualTo(Answer.PARTLY);
  }

  @Test
  void sample_size_and_power_are_found_in_the_section_on_power() {
    ChecklistItem size =
        guideline(FULL, "STARD 2015").items().stream()
            .filter(item -> item.number().equals("18"))
            .findFirst()
            .orElseThrow();

    assertThat(size.where()).isEqualTo("power");
    assertThat(size.answer()).isEqualTo(Answer.REPORTED);
  }

  @Test
  void a_study_whose_subgroups_are_all_withheld_is_not_said_to_have_reported_them() {
    assertThat(answer(FULL, FDA, "X.A-11")).isEqualTo(Answer.REPORTED);
    assertThat(answer(with(overall(FULL), FULL.privacy()), FDA, "X.A-11"))
        .isEqualTo(Answer.AUTHORS);
  }

  @Test
  void a_report_with_noise_is_not_said_to_show_the_table_of_calls() {
    assertThat(answer(FULL, "STARD-AI", "30")).isEqualTo(Answer.REPORTED);
    assertThat(answer(withNoise(), "STARD-AI", "30")).isEqualTo(Answer.AUTHORS);
    assertThat(answer(withNoise(), "STARD-AI", "31")).isEqualTo(Answer.REPORTED);
  }

  @Test
  void a_report_of_counts_alone_answers_nothing_on_accuracy() {
    List<ChecklistItem> items = items(counts());

    assertThat(items.stream().filter(item -> item.answer() == Answer.REPORTED))
        .allMatch(item -> item.where().equals("flow"));
    assertThat(answer(counts(), "STARD-AI", "31")).isEqualTo(Answer.AUTHORS);
  }

  @Test
  void page_and_table_say_whose_numbers_they_bear_and_what_was_not_compared() throws Exception {
    String page = ChecklistPage.of(FULL, Sha256Digest.ZERO.hex());
    String csv =
        new String(
            ReportExport.of(ReportJson.write(FULL), ExportForm.CHECKLIST_CSV),
            StandardCharsets.UTF_8);
    String warning = "own page was not compared; check the numbers against it";

    assertThat(page)
        .contains(warning)
        .contains("numbers sections, not items")
        .contains("Nat Med 2025;31:3283-3289");
    List<String> lines = csv.lines().toList();
    assertThat(lines.get(0)).endsWith(",source,numbering");
    assertThat(lines.stream().filter(line -> line.startsWith("STARD-AI,")))
        .hasSize(48)
        .allMatch(line -> line.contains(warning));
  }

  private static List<String> numbered(int last, Map<Integer, String> parts) {
    List<String> numbers = new ArrayList<>();
    IntStream.rangeClosed(1, last)
        .forEach(
            number ->
                parts
                    .getOrDefault(number, " ")
                    .chars()
                    .forEach(part -> numbers.add((number + "" + (char) part).strip())));
    return numbers;
  }

  private static List<String> numbers(String guideline) {
    return guideline(FULL, guideline).items().stream().map(ChecklistItem::number).toList();
  }

  private static List<String> marked(List<ChecklistItem> items, String mark) {
    return items.stream()
        .filter(item -> item.topic().endsWith(mark))
        .map(ChecklistItem::number)
        .toList();
  }

  private static List<String> mentioned(String note) {
    List<String> anchors = new ArrayList<>();
    for (String word : note.split("[^#a-z-]")) {
      if (word.startsWith("#")) {
        anchors.add(word.substring(1));
      }
    }
    return anchors;
  }

  private static List<ChecklistItem> items(ValidationReport report) {
    return Checklist.of(report).stream().flatMap(g -> g.items().stream()).toList();
  }

  private static Guideline guideline(ValidationReport report, String name) {
    return Checklist.of(report).stream()
        .filter(guideline -> guideline.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Answer answer(ValidationReport report, String name, String number) {
    return guideline(report, name).items().stream()
        .filter(item -> item.number().equals(number))
        .findFirst()
        .orElseThrow()
        .answer();
  }

  /** As the full report, with levels withheld. */
  private static PooledResults overall(ValidationReport report) {
    PooledResults r = report.results();
    List<MetricRow> rows =
        r.estimates().stream()
            .map(row -> row.subgroup().equals("all") ? row : withheld(row))
            .toList();
    return new PooledResults(rows, r.endpoints(), r.curves(), r.exclusions(), List.of());
  }

  private static MetricRow withheld(MetricRow row) {
    return new MetricRow(
        row.finding(),
        row.metric(),
        row.subgroup(),
        row.operatingPoint(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Status.SUPPRESSED,
        null,
        "MIN_CELL",
        row.parameter(),
        null,
        null,
        null,
        null);
  }

  private static ValidationReport withNoise() {
    return with(
        FULL.results(), new PrivacyStatement(3.99, 1e-6, 0.025, 0.22, 24.4, 8.37, 2, 12, 5));
  }

  private static ValidationReport with(PooledResults results, PrivacyStatement privacy) {
    return new ValidationReport(
        FULL.schema(),
        FULL.generatedAt(),
        FULL.study(),
        FULL.bundle(),
        FULL.roster(),
        FULL.session(),
        FULL.disclosure(),
        FULL.software(),
        results,
        FULL.notes(),
        privacy);
  }

  /** A study of counts: no model, prevalences alone. */
  private static ValidationReport counts() {
    ValidationReport.Study s = FULL.study();
    PooledResults r = FULL.results();
    return new ValidationReport(
        FULL.schema(),
        FULL.generatedAt(),
        new ValidationReport.Study(
            s.id(),
            s.title(),
            s.digest(),
            s.planDigest(),
            "feasibility",
            s.unit(),
            s.findings(),
            List.of(),
            s.subgroups()),
        null,
        FULL.roster(),
        FULL.session(),
        FULL.disclosure(),
        FULL.software(),
        new PooledResults(
            r.estimates().stream().filter(row -> row.metric().equals("prevalence")).toList(),
            List.of(),
            List.of(),
            r.exclusions()),
        FULL.notes());
  }
}
