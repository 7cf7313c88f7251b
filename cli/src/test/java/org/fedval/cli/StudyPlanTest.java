package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPlanTest {
  private static final Path SAMPLE =
      Path.of(System.getProperty("fedval.top", ".."), "deploy/examples/planning");
  private static final Path PLAN = SAMPLE.resolve("plan.yaml");
  private static final Path COUNTS = SAMPLE.resolve("counts.yaml");

  @TempDir private Path folder;

  @Test
  void the_sample_reproduces_the_known_figures() {
    Fedval plan = Fedval.run("study", "plan", PLAN, "--expect", COUNTS);

    assertThat(plan.err()).isEmpty();
    assertThat(plan.exit()).isZero();
    assertThat(plan.out())
        .containsPattern("unadjusted +249\\.98 +250\n")
        .containsPattern("adjusted for 10 +424\\.47 +425\n")
        .contains("manufacturer=Kestrel DR: 132 expected, 99 analysed, n_eff 66.0")
        .contains("With 66.0 a group (the smaller one): power 0.299")
        .contains("95 % half-width at 0.85: 0.086 (Wald), 0.086 (Wilson)");
  }

  @Test
  void json_holds_the_same_figures_without_rounding() throws Exception {
    JsonNode tree = json("study", "plan", PLAN, "--expect", COUNTS, "--json");

    JsonNode gap = tree.at("/comparisons/0");
    assertThat(gap.path("exact_size").doubleValue()).isCloseTo(249.98197, within(1e-4));
    assertThat(gap.path("size").longValue()).isEqualTo(250);
    assertThat(gap.path("size_adjusted").longValue()).isEqualTo(425);
    assertThat(gap.path("power").doubleValue()).isCloseTo(0.29876206, within(1e-6));
    assertThat(gap.path("half_width_wald").doubleValue()).isCloseTo(0.08614523, within(1e-8));
    assertThat(gap.at("/to_collect/total_at_prevalence").longValue()).isEqualTo(50_000);
    assertThat(tree.path("schema").textValue()).isEqualTo("fedval.planning/v1");
  }

  @Test
  void every_level_says_what_it_can_support() throws Exception {
    JsonNode claim = json("study", "plan", PLAN, "--expect", COUNTS, "--json").at("/claims/0");

    assertThat(claim.path("adjusted_for").intValue()).isEqualTo(5);
    assertThat(row(claim, "all").path("support").textValue()).isEqualTo("certifiable");
    JsonNode kestrel = row(claim, "manufacturer=Kestrel DR");
    assertThat(kestrel.path("support").textValue()).isEqualTo("not_powered");
    assertThat(kestrel.path("certifiable").booleanValue()).isFalse();
    assertThat(kestrel.path("needed_adjusted").longValue())
        .isGreaterThan(kestrel.path("needed").longValue());
    JsonNode unknown = row(claim, "manufacturer=Radwell Medical");
    assertThat(unknown.path("support").textValue()).isEqualTo("not_given");
    assertThat(unknown.path("power").isNull()).isTrue();
    assertThat(unknown.at("/cases/0/expected").isNull()).isTrue();
  }

  @Test
  void the_waterfall_is_drawn_in_the_terminal_with_its_numbers() {
    String text = Fedval.run("study", "plan", PLAN, "--expect", COUNTS).out();

    assertThat(text)
        .containsPattern("all images +11,000 +#{50}\n")
        .containsPattern("after ineligible +8,800 +2,200 +#{40}\\.{10}\n")
        .containsPattern("after reference_missing +8,250 +550 +#{38}\\.{2}\n")
        .containsPattern("manufacturer=Kestrel DR +99 +212 +#{6} +\\|\n")
        .containsPattern("manufacturer=Radwell Medical +not given +212 +not given\n");
  }

  @Test
  void the_figure_is_well_formed_and_asks_nobody_for_anything() throws Exception {
    Path svg = folder.resolve("waterfall.svg");
    Path html = folder.resolve("waterfall.html");
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(
        plan,
        Files.readString(PLAN).replace("title: How", "title: <script>alert(1)</script> \"&\" How"));

    assertThat(Fedval.run("study", "plan", plan, "--expect", COUNTS, "--figure", svg).exit())
        .isZero();
    assertThat(Fedval.run("study", "plan", plan, "--expect", COUNTS, "--figure", html).exit())
        .isZero();

    byte[] picture = Files.readAllBytes(svg);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(picture));
    for (String page :
        List.of(new String(picture, StandardCharsets.UTF_8), Files.readString(html))) {
      assertThat(page)
          .doesNotContain("<script")
          .doesNotContain("href")
          .contains("8,250")
          .contains("manufacturer=Kestrel DR")
          .contains("not given");
      assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
    }
    assertThat(Files.readString(html)).contains("<tr><td>after ineligible</td><td>8,800</td>");
  }

  @Test
  void without_counts_the_sizes_stand_and_every_count_is_unknown() {
    Fedval plan = Fedval.run("study", "plan", PLAN);

    assertThat(plan.exit()).isZero();
    assertThat(plan.out())
        .containsPattern("sex=F +not given +not given +- +141 +204 +- ")
        .contains("unknown: expected count not given")
        .containsPattern("all images +not given +not given\n");
  }

  @Test
  void a_report_gives_its_counts_and_a_suppressed_one_stays_suppressed() throws Exception {
    Path report = report();
    Path assumed = folder.resolve("assumed.yaml");
    String file = Files.readString(COUNTS);
    Files.writeString(
        assumed,
        "schema: fedval.counts/v1\nimages_per_patient: 2\ncorrelation: 0.5\n"
            + file.substring(file.indexOf("comparisons:")));

    Fedval plan = Fedval.run("study", "plan", PLAN, "--expect", report, "--expect", assumed);
    JsonNode claim =
        json("study", "plan", PLAN, "--expect", report, "--expect", assumed, "--json")
            .at("/claims/0");

    assertThat(row(claim, "all").at("/cases/0/effective").doubleValue()).isEqualTo(200);
    JsonNode hidden = row(claim, "sex=M");
    assertThat(hidden.path("support").textValue()).isEqualTo("suppressed");
    for (String number : List.of("power", "power_adjusted", "half_width", "short_by")) {
      assertThat(hidden.path(number).isNull()).as(number).isTrue();
    }
    for (String number : List.of("expected", "analysed", "effective")) {
      assertThat(hidden.path("cases").get(0).path(number).isNull()).as(number).isTrue();
    }
    assertThat(plan.out())
        .containsPattern("sex=M +suppressed +suppressed +- ")
        .contains("suppressed: fewer than the minimum")
        .contains("Power and half-width: unknown");
  }

  @Test
  void counts_are_given_once() throws Exception {
    Path report = report();

    assertThat(Fedval.run("study", "plan", PLAN, "--expect", report, "--expect", COUNTS).err())
        .isEqualTo(
            "fedval: --expect: the counts come from the report; remove 'positives' and 'negatives'"
                + " from the file of expected counts.\n");
    assertThat(Fedval.run("study", "plan", PLAN, "--expect", report, "--expect", report).err())
        .isEqualTo("fedval: --expect takes a report once.\n");
  }

  @Test
  void a_faulty_file_of_counts_is_named_with_its_line() throws Exception {
    Path counts = folder.resolve("counts.yaml");
    Files.writeString(counts, Files.readString(COUNTS).replace("share: 0.20", "share: 20"));

    Fedval plan = Fedval.run("study", "plan", PLAN, "--expect", counts);

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err())
        .isEqualTo(
            "fedval: counts.yaml line 14: 'share' is 20; expected a number from 0 to below 1: the"
                + " share of the images that reach this step and leave here.\n");
  }

  @Test
  void a_report_that_is_none_and_a_figure_of_another_kind_are_refused() throws Exception {
    Path broken = Files.writeString(folder.resolve("r.json"), "{}");

    Fedval report = Fedval.run("study", "plan", PLAN, "--expect", broken);
    Fedval figure = Fedval.run("study", "plan", PLAN, "--figure", "waterfall.png");

    assertThat(report.exit()).isEqualTo(1);
    assertThat(report.err()).startsWith("fedval: " + broken + ": ").doesNotContain("internal");
    assertThat(figure.exit()).isEqualTo(1);
    assertThat(figure.err())
        .isEqualTo("fedval: --figure waterfall.png: the name must end in .svg or .html.\n");
  }

  @Test
  void help_lists_the_command() {
    assertThat(Fedval.run("study", "--help").out()).contains("plan ");
    assertThat(Fedval.run("study", "plan", "--help").out()).contains("fedval.counts/v1");
  }

  private Path report() throws Exception {
    String digest = "0".repeat(64);
    ValidationReport report =
        new ValidationReport(
            ValidationReport.SCHEMA,
            Instant.EPOCH,
            new ValidationReport.Study(
                "s",
                "S",
                digest,
                digest,
                "classification",
                "image",
                List.of("covid"),
                List.of(),
                List.of()),
            new ValidationReport.Bundle("m", "1", digest, digest, "K7QF"),
            new ValidationReport.RosterSummary("r", 1, digest, List.of("a", "b", "c"), 3),
            new ValidationReport.Session(digest, digest, digest, digest, digest),
            new DisclosureRules(10, 3, 1, 3),
            Map.of(),
            new PooledResults(
                List.of(
                    row("sensitivity", "all", 300L, 4000L),
                    row("sensitivity", "sex=F", 290L, null),
                    row("specificity", "sex=F", 290L, 2000L),
                    row("sensitivity", "sex=M", null, null),
                    row("auroc", "sex=M", null, null),
                    row("sensitivity", "manufacturer=Axiora", 150L, null)),
                List.of(),
                List.of(),
                List.of()),
            List.of());
    return Files.write(folder.resolve("report.json"), ReportJson.write(report));
  }

  private static MetricRow row(String metric, String subgroup, Long positives, Long negatives) {
    boolean shown = positives != null;
    Double value = shown ? 0.5 : null;
    return new MetricRow(
        "covid",
        metric,
        subgroup,
        metric.equals("auroc") ? null : "screening",
        value,
        value,
        value,
        shown ? "wilson" : null,
        null,
        null,
        positives,
        negatives,
        shown ? Status.OK : Status.SUPPRESSED,
        null,
        shown ? null : "fewer than 10 patients");
  }

  private static JsonNode json(Object... words) throws Exception {
    return new ObjectMapper().readTree(Fedval.run(words).out());
  }

  private static JsonNode row(JsonNode claim, String subgroup) {
    for (JsonNode row : claim.path("subgroups")) {
      if (row.path("subgroup").textValue().equals(subgroup)) {
        return row;
      }
    }
    throw new AssertionError("No row of " + subgroup);
  }
}
