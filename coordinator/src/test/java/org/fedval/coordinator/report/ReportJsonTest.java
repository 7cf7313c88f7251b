package org.fedval.coordinator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final ValidationReport report = SampleReport.complete();

  @Test
  void reading_what_was_written_gives_the_same_report() throws Exception {
    assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
  }

  @Test
  void a_report_that_has_the_roc_curve_alone_is_read_without_the_others() throws Exception {
    ObjectNode tree = (ObjectNode) MAPPER.readTree(ReportJson.write(report));
    for (JsonNode curve : tree.get("curves")) {
      ((ObjectNode) curve).retain("finding", "quantisation_bound", "roc");
    }
    ValidationReport read = ReportJson.read(MAPPER.writeValueAsBytes(tree));

    assertThat(read.results().curves()).hasSize(3);
    for (int f = 0; f < 3; f++) {
      RocCurveData curve = read.results().curves().get(f);
      assertThat(curve.points()).isEqualTo(report.results().curves().get(f).points());
      assertThat(curve.further()).isEqualTo(FindingCurves.none());
    }
  }

  @Test
  void the_keys_of_a_curve_are_the_documented_ones() throws Exception {
    JsonNode curve = MAPPER.readTree(ReportJson.write(report)).get("curves").get(0);
    List<String> keys = new ArrayList<>();
    curve.fieldNames().forEachRemaining(keys::add);

    assertThat(keys)
        .containsExactly(
            "finding",
            "quantisation_bound",
            "roc",
            "operating_points",
            "precision_recall",
            "predictive_values",
            "decision",
            "reliability",
            "risk_coverage",
            "intention_to_diagnose");
  }

  @Test
  void every_number_survives_the_file_to_the_last_bit() throws Exception {
    long seed = 20260314;
    Random random = new Random(seed);
    List<MetricRow> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double low = random.nextDouble() * Math.pow(10, -random.nextInt(12));
      double high = Math.min(1, low + random.nextDouble() * 1e-3);
      rows.add(Variations.ok("m" + i, low, low, high));
    }
    ValidationReport varied = Variations.withEstimates(report, rows);

    assertThat(ReportJson.read(ReportJson.write(varied))).as("seed %d", seed).isEqualTo(varied);
  }

  @Test
  void the_same_report_gives_the_same_bytes_with_unix_line_ends_and_one_row_a_line() {
    String once = new String(ReportJson.write(report), UTF_8);
    String again = new String(ReportJson.write(SampleReport.complete()), UTF_8);

    assertThat(once).isEqualTo(again).endsWith("}\n").doesNotContain("\r");
    assertThat(once.lines().filter(line -> line.contains("\"ci_method\""))).hasSize(600);
  }

  @Test
  void the_keys_of_a_row_are_the_documented_ones_and_nulls_are_written() throws Exception {
    JsonNode tree = MAPPER.readTree(ReportJson.write(report));

    List<String> top = new ArrayList<>();
    tree.fieldNames().forEachRemaining(top::add);
    assertThat(top)
        .containsExactly(
            "schema",
            "generated_at",
            "study",
            "bundle",
            "roster",
            "session",
            "disclosure",
            "privacy",
            "software",
            "exclusions",
            "estimates",
            "endpoints",
            "power",
            "curves",
            "notes");
    for (JsonNode row : tree.get("estimates")) {
      List<String> keys = new ArrayList<>();
      row.fieldNames().forEachRemaining(keys::add);
      assertThat(keys)
          .containsExactly(
              "finding",
              "metric",
              "subgroup",
              "operating_point",
              "parameter",
              "value",
              "ci_low",
              "ci_high",
              "ci_method",
              "se",
              "p_value",
              "p_adjusted",
              "quantisation_bound",
              "n_cases",
              "n_patients",
              "n_positive",
              "n_negative",
              "status",
              "verdict",
              "reason",
              "noisy");
      assertThat(row.get("status").asText()).isIn("ok", "suppressed", "not_estimable");
    }
  }

  @Test
  void a_suppressed_row_holds_no_number() throws Exception {
    int seen = 0;
    for (JsonNode row : MAPPER.readTree(ReportJson.write(report)).get("estimates")) {
      if (row.get("status").asText().equals("suppressed")) {
        seen++;
        for (JsonNode value : row) {
          assertThat(value.isNumber()).isFalse();
        }
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  @Test
  void a_report_whose_suppressed_row_carries_a_count_is_not_written() {
    MetricRow leak =
        new MetricRow(
            "Covid",
            "ppv",
            "sex=X",
            "screening",
            null,
            null,
            null,
            null,
            7L,
            null,
            null,
            null,
            Status.SUPPRESSED,
            null,
            "fewer than 10 patients");
    ValidationReport leaking = Variations.withEstimates(report, List.of(leak));

    assertThatThrownBy(() -> ReportJson.write(leaking)).hasMessageContaining("carries a number");
    assertThatThrownBy(() -> ReportHtml.render(leaking)).hasMessageContaining("carries a number");
  }

  @Test
  void two_rows_for_one_thing_are_not_written() {
    MetricRow row = Variations.ok("auroc", 0.8, 0.7, 0.9);
    ValidationReport doubled = Variations.withEstimates(report, List.of(row, row));

    assertThatThrownBy(() -> ReportJson.write(doubled)).hasMessageContaining("Two rows");
  }

  @Test
  void a_broken_file_is_refused_by_place() {
    String whole = new String(ReportJson.write(report), UTF_8);

    refused(whole.substring(0, whole.length() / 2), "not valid JSON");
    refused("[]", "In report: expected an object.");
    refused(whole.replace("report/v1", "report/v9"), "schema is not fedval.report/v1");
    refused(whole.replace("\"generated_at\"", "\"generated\""), "'generated_at' is missing");
    refused(whole.replaceFirst("\"n_cases\": 3962", "\"n_cases\": -1"), "estimates[0].n_cases");
    refused(whole.replaceFirst("\"status\": \"ok\"", "\"status\": \"fine\""), "documented words");
    refused(whole.replaceFirst("\"min_cell\": 10", "\"min_cell\": 1"), "In report.disclosure");
  }

  @Test
  void the_power_table_survives_the_file_and_its_withheld_rows_hold_no_number() throws Exception {
    PowerRow shown =
        new PowerRow("Covid", "auroc", null, "all", 80, 120L, 1.25, 96.0, 0.87, true, 3, Status.OK);
    PowerRow withheld =
        new PowerRow(
            "Covid",
            "sensitivity",
            "screening",
            "sex=F",
            80,
            null,
            null,
            null,
            null,
            null,
            3,
            Status.SUPPRESSED);
    ValidationReport with = Variations.withPower(report, List.of(shown, withheld));

    assertThat(ReportJson.read(ReportJson.write(with)).results().power())
        .containsExactly(shown, withheld);

    PowerRow leak =
        new PowerRow(
            "Covid", "auroc", null, "sex=F", 80, 4L, null, null, null, null, 3, Status.SUPPRESSED);
    assertThatThrownBy(() -> ReportJson.write(Variations.withPower(report, List.of(leak))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("power table");
  }

  @Test
  void keys_that_a_later_version_adds_are_ignored() throws Exception {
    String later =
        new String(ReportJson.write(report), UTF_8).replaceFirst("\\{", "{\"later\": [1],");

    assertThat(ReportJson.read(later.getBytes(UTF_8))).isEqualTo(report);
  }

  @Test
  void the_example_in_the_documentation_is_a_report_in_the_written_form() throws Exception {
    Path page = Path.of(System.getProperty("fedval.top", "..")).resolve("docs/report-format.md");
    String text = Files.readString(page);
    int start = text.indexOf("```json\n") + "```json\n".length();
    String example = text.substring(start, text.indexOf("```", start));

    ValidationReport parsed = ReportJson.read(example.getBytes(UTF_8));

    assertThat(new String(ReportJson.write(parsed), UTF_8)).isEqualTo(example);
    assertThat(parsed.results().estimates().stream().map(MetricRow::status))
        .contains(Status.OK, Status.SUPPRESSED, Status.NOT_ESTIMABLE);
  }

  @Test
  void every_written_key_is_documented() throws Exception {
    Path page = Path.of(System.getProperty("fedval.top", "..")).resolve("docs/report-format.md");
    String text = Files.readString(page);
    JsonNode tree = MAPPER.readTree(ReportJson.write(report));

    for (String key : keysUnder(tree, "software")) {
      assertThat(text).contains("`" + key + "`");
    }
  }

  private static List<String> keysUnder(JsonNode node, String except) {
    List<String> keys = new ArrayList<>();
    node.properties()
        .forEach(
            entry -> {
              keys.add(entry.getKey());
              if (!entry.getKey().equals(except)) {
                keys.addAll(keysUnder(entry.getValue(), except));
              }
            });
    if (node.isArray() && !node.isEmpty()) {
      keys.addAll(keysUnder(node.get(0), except));
    }
    return keys;
  }

  private static void refused(String json, String words) {
    assertThatThrownBy(() -> ReportJson.read(json.getBytes(UTF_8)))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining(words);
  }

  /** The sample with other rows. */
  static final class Variations {
    private Variations() {}

    static MetricRow ok(String metric, double value, double low, double high) {
      return new MetricRow(
          "Covid", metric, "all", null, value, low, high, "wilson", 100L, 90L, 50L, 50L, Status.OK,
          null, null);
    }

    static ValidationReport withEstimates(ValidationReport base, List<MetricRow> rows) {
      return withResults(
          base, new PooledResults(rows, base.results().endpoints(), List.of(), List.of()));
    }

    static ValidationReport withPower(ValidationReport base, List<PowerRow> power) {
      PooledResults r = base.results();
      return withResults(
          base, new PooledResults(r.estimates(), r.endpoints(), r.curves(), r.exclusions(), power));
    }

    static ValidationReport withResults(ValidationReport base, PooledResults results) {
      return new ValidationReport(
          base.schema(),
          base.generatedAt(),
          base.study(),
          base.bundle(),
          base.roster(),
          base.session(),
          base.disclosure(),
          base.software(),
          results,
          base.notes());
    }
  }
}
