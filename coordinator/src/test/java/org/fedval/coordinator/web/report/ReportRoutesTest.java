package org.fedval.coordinator.web.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.report.FullReport;
import org.fedval.coordinator.report.SampleReport;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.support.WebHouse;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRoutesTest {
  @TempDir private static Path folder;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ValidationReport FULL = FullReport.complete();
  private static House house;
  private static WebHouse web;
  private static Sha256Digest published;
  private static StoredReport proven;
  private static String at;
  private static String page;

  @BeforeAll
  static void publish() throws Exception {
    house = new House(folder);
    PublishedStudy study = new PublishedStudy(house).run(Set.of());
    published = study.study;
    proven = study.report();
    web = new WebHouse(house, null, 0);
    at = "/studies/" + web.store(FULL, proven).hex() + "/report";
    page = get(at).body();
  }

  @AfterAll
  static void close() {
    web.close();
    house.close();
  }

  @Test
  void a_report_says_what_is_certified_and_what_is_not_before_any_figure() {
    assertThat(page.indexOf("<h2>Certified</h2>"))
        .isPositive()
        .isLessThan(page.indexOf("<h2>Not certified</h2>"));
    assertThat(page.indexOf("<h2>Not certified</h2>")).isLessThan(page.indexOf("<svg class=\"fig"));
    assertThat(page).contains("Goal met", "Goal not met", "Not powered to certify", "Inconclusive");
  }

  @Test
  void a_report_has_every_part_that_a_reviewer_asks_for() {
    for (String part :
        List.of(
            "verdict",
            "results",
            "flow",
            "power",
            "waterfall",
            "roc",
            "precision-recall",
            "points",
            "calibration",
            "subgroups",
            "hospitals",
            "use",
            "decisions",
            "audits",
            "estimates",
            "methods",
            "limits",
            "provenance",
            "verify")) {
      assertThat(page).contains("<section id=\"" + part + "\"");
    }
    assertThat(page)
        .contains("True positives", "False negatives", "False positives", "True negatives")
        .contains("Table 1. Cohort", "Table 2. Plan and power", "all levels at once")
        .contains("Sites in the roster", "Bundle, SHA-256", "place in the log", "root of the log")
        .contains("fedval report verify report.json --coordinator-key");
  }

  @Test
  void every_figure_has_a_link_a_table_a_csv_and_its_numbers_for_the_pointer() throws Exception {
    List<String> ids = found("<figure id=\"([^\"]+)\"");
    assertThat(ids).hasSizeGreaterThan(25).doesNotHaveDuplicates();
    assertThat(ids)
        .contains("attrition", "roc-covid", "calibration-pneumonia", "net-benefit-covid")
        .contains("power-auroc-covid", "waterfall-auroc-covid");
    for (String id : ids) {
      String figure = figure(id);
      assertThat(figure).as(id).contains("href=\"#" + id + "\"");
      if (figure.contains("<svg")) {
        assertThat(figure).as(id).contains("<table", at + "/figures/" + id + ".csv");
        HttpResponse<String> csv = get(at + "/figures/" + id + ".csv");
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.body().split("\r\n")).as(id).hasSizeGreaterThan(1);
        JsonNode numbers = JSON.readTree(get(at + "/figures/" + id + ".json").body());
        assertThat(numbers.get("schema").asText()).isEqualTo("fedval.figure/v1");
        assertThat(numbers.get("frames").size())
            .as(id)
            .isEqualTo(id.equals("attrition") ? 0 : frames(id));
      }
    }
  }

  private static int frames(String id) {
    boolean two = id.startsWith("crossed") || id.startsWith("waterfall");
    return id.startsWith("subgroups") ? 3 : two ? 2 : 1;
  }

  @Test
  void the_csv_and_the_pointer_of_a_curve_have_the_numbers_of_report_json() throws Exception {
    List<RocPoint> points = FULL.results().curves().get(0).points();
    String[] lines = get(at + "/figures/roc-covid.csv").body().split("\r\n");
    JsonNode hovers =
        JSON.readTree(get(at + "/figures/roc-covid.json").body()).at("/series/0/points");

    assertThat(lines).hasSize(points.size() + 1);
    assertThat(hovers.size()).isEqualTo(points.size());
    for (int i = 0; i < points.size(); i++) {
      String[] cells = lines[i + 1].split(",");
      JsonNode hover = hovers.get(i);
      assertThat(Double.parseDouble(cells[0])).isEqualTo(points.get(i).fpr());
      assertThat(Double.parseDouble(cells[1])).isEqualTo(points.get(i).tpr());
      assertThat(hover.get("x").asDouble()).isEqualTo(points.get(i).fpr());
      assertThat(hover.get("y").asDouble()).isEqualTo(points.get(i).tpr());
      assertThat(hover.get("y_low").asDouble()).isLessThanOrEqualTo(points.get(i).tpr());
      assertThat(hover.get("y_high").asDouble()).isGreaterThanOrEqualTo(points.get(i).tpr());
    }
  }

  @Test
  void the_table_of_a_curve_shows_lines_of_its_csv() throws Exception {
    List<String> csv = new ArrayList<>();
    for (String line : get(at + "/figures/precision-recall-covid.csv").body().split("\r\n")) {
      if (!line.startsWith("recall")) {
        String[] cells = line.split(",");
        csv.add(shown(cells[0]) + " " + shown(cells[1]));
      }
    }
    List<String> shown =
        Pattern.compile(
                "<tr><td class=\"num\">([^<]*)</td>\\s*<td class=\"num\">([^<]*)</td>\\s*</tr>")
            .matcher(figure("precision-recall-covid"))
            .results()
            .map(m -> m.group(1) + " " + m.group(2))
            .toList();

    assertThat(shown).hasSizeGreaterThan(20).isSubsetOf(csv);
    assertThat(shown.get(0)).isEqualTo(csv.get(0));
    assertThat(shown.get(shown.size() - 1)).isEqualTo(csv.get(csv.size() - 1));
  }

  private static String shown(String number) {
    return NumberFormatter.value(Double.parseDouble(number));
  }

  @Test
  void two_scores_of_one_condition_stand_side_by_side() throws Exception {
    String table = page.substring(page.indexOf("Table 9a. Two scores side by side"));
    table = table.substring(0, table.indexOf("</table>"));
    assertThat(table).contains("Covid against Pneumonia", "First minus second", "not inferior");
    String csv = get(at + "/tables/table-9a-side-by-side.csv").body();
    for (MetricRow row : FULL.results().estimates()) {
      if (row.metric().equals("auroc_difference")) {
        assertThat(csv).contains(",auroc_difference,all,,against=Pneumonia," + row.value() + ",");
      }
    }
    assertThat(figure("models-covid-pneumonia")).contains("<svg", "Covid against Pneumonia");
  }

  @Test
  void the_power_of_each_group_with_images_stands_where_report_json_has_it() throws Exception {
    String csv = get(at + "/figures/power-auroc-covid.csv").body();
    long shown = 0;
    for (PowerRow row : FULL.results().power()) {
      if (row.finding().equals("Covid") && row.metric().equals("auroc")) {
        if (row.effective() != null && row.effective() > 0) {
          shown++;
          assertThat(csv).contains(row.needed() + ".0," + row.effective() + "," + row.power());
        }
      }
    }
    assertThat(csv.split("\r\n")).hasSize((int) shown + 1);
  }

  @Test
  void the_pointer_says_nothing_of_a_withheld_row_but_why() throws Exception {
    JsonNode forest = JSON.readTree(get(at + "/figures/subgroups-covid.json").body());
    int withheld = 0;
    for (JsonNode series : forest.get("series")) {
      for (JsonNode point : series.get("points")) {
        if (point.get("words").asText().contains("hospitals contribute")) {
          withheld++;
          assertThat(point.get("x").isNull()).isTrue();
          assertThat(point.has("x_low")).isFalse();
          assertThat(point.get("words").asText()).doesNotContainPattern("\\d\\.\\d");
        }
      }
    }
    assertThat(withheld).isPositive();
  }

  @Test
  void all_estimates_are_there_as_tables_and_as_csv() throws Exception {
    int rows = FULL.results().estimates().size();

    assertThat(page).contains(rows + " rows");
    assertThat(get(at + "/estimates").body().split("<tr class=\"estimate\">", -1))
        .hasSize(rows + 1);
    assertThat(get(at + "/estimates.csv").body().split("\r\n")).hasSize(rows + 1);
  }

  @Test
  void a_published_report_verifies_and_its_files_are_the_signed_bytes() throws Exception {
    String own = "/studies/" + published.hex() + "/report";

    assertThat(get(own).body())
        .containsPattern("All \\d+ checks hold, as this coordinator makes them")
        .contains("3 of 3; ");
    assertThat(get(own + "/report.json").body().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(proven.json());
    assertThat(get(own + "/report.json.sig").body().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(proven.signature());
    assertThat(get(own + "/report.html").headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"report.html\"");
  }

  @Test
  void a_report_whose_proof_belongs_to_another_study_is_told_so() {
    assertThat(page).contains("Some checks do not hold").doesNotContain("checks hold, as");
  }

  @Test
  void a_report_of_a_study_that_one_may_not_see_is_not_there() throws Exception {
    web.hidden.add(published);
    String own = "/studies/" + published.hex() + "/report";
    String unknown = get("/studies/" + "0".repeat(64) + "/report").body();
    try {
      for (String path :
          List.of(
              "",
              "/estimates",
              "/estimates.csv",
              "/report.json",
              "/report.json.sig",
              "/report.html",
              "/figures/attrition.csv",
              "/figures/attrition.json",
              "/tables/table-1-cohort.csv")) {
        HttpResponse<String> answer = get(own + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body()).as(path).isEqualTo(unknown);
      }
    } finally {
      web.hidden.remove(published);
    }
  }

  @Test
  void what_is_no_figure_of_the_report_is_not_found() throws Exception {
    for (String path : List.of("/figures/roc-x.csv", "/figures/roc-covid", "/tables/x.json")) {
      assertThat(get(at + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void names_from_a_plan_bring_no_markup_in() throws Exception {
    List<String> names = List.of("<script>alert(1)</script>", "<b>x</b>\" onload=\"y", "a'b");
    ValidationReport hostile = SampleReport.named(names, "</h1><script>evil()</script>");
    StoredReport before = proven;
    try (House other = new House(folder.resolve("other"))) {
      try (WebHouse its = new WebHouse(other, Role.AUDITOR, 0)) {
        String study = its.store(hostile, before).hex();
        String html = its.send(its.to("/studies/" + study + "/report")).body();
        assertThat(html).doesNotContain("<script>", "<b>x", "</h1><").contains("&lt;script");
        assertThat(html).contains("id=\"roc-script-alert-1-script\"", "id=\"roc-b-x-b-onload-y\"");
      }
    }
  }

  @Test
  void no_page_of_the_report_has_style_or_script_inside() throws Exception {
    for (String path : List.of(at, at + "/estimates", "/studies/" + published.hex() + "/report")) {
      assertThat(get(path).body())
          .doesNotContainPattern("<[^>]* style=")
          .doesNotContainPattern("<[^>]* on[a-z]+=")
          .doesNotContainPattern("<script(?![^>]* src=\"/assets/)")
          .doesNotContain("<style", "javascript:", "http://", "https://");
    }
  }

  private static String figure(String id) {
    int from = page.indexOf("<figure id=\"" + id + "\"");
    return page.substring(from, page.indexOf("</figure>", from));
  }

  private static List<String> found(String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return web.get(Role.RESEARCHER, path);
  }
}
