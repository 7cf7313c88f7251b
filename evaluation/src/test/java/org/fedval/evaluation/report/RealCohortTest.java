package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

/** Seven hospitals with real labels and reference scores, through counters, gate and report. */
class RealCohortTest {
  private static final List<String> FINDINGS = List.of("covid", "pneumonia", "no_finding");
  private static final List<String> SEX = List.of("F", "M");
  private static final List<String> MAKERS =
      List.of(
          "axiora",
          "fenwick cr",
          "halden systems",
          "kestrel dr",
          "northlight imaging",
          "radwell medical");

  private static final StudyPlan PLAN =
      new StudyPlan(
          "cxr",
          "Seven hospitals",
          FINDINGS,
          List.of(new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5)),
          List.of(new Subgroup("sex", SEX), new Subgroup("manufacturer", MAKERS)),
          List.of(),
          new DisclosureRules(10, 3, 2, 4),
          1024,
          256);

  private final CounterLayout layout = CounterLayout.of(PLAN);
  private double brier;

  private static Path data() {
    Path top = Path.of(System.getProperty("fedval.top", ".."));
    return top.resolve("../shared/data").normalize();
  }

  private PooledResults results(String model) throws IOException {
    PooledCounts counts =
        PooledCounts.of(
            Studies.sum(sites(model).values().stream().map(Accumulator::freeze).toList()));
    return ReportAssembler.assemble(PLAN, layout, counts);
  }

  /** Fills {@link #brier} with the squared errors of the first finding. */
  private Map<String, Accumulator> sites(String model) throws IOException {
    Path labels = data().resolve("cxr/metadata.csv");
    assumeTrue(Files.isReadable(labels), "the real cohort is absent");
    Map<String, String[]> scores = new HashMap<>();
    for (String line : Files.readAllLines(data().resolve("model/scores/" + model + "-cxr.csv"))) {
      scores.put(line.split(",", -1)[0], line.split(",", -1));
    }
    List<String> lines = Files.readAllLines(labels);
    List<String> header = List.of(lines.get(0).split(",", -1));
    Map<String, Accumulator> sites = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      String[] score = scores.get(row[header.indexOf("sop_instance_uid")]);
      if (score != null) {
        sites
            .computeIfAbsent(row[0], s -> Studies.accumulator(layout))
            .add(image(header, row, score));
        double error =
            Float.parseFloat(score[1]) - Double.parseDouble(row[header.indexOf(FINDINGS.get(0))]);
        brier += error * error;
      }
    }
    assertThat(sites).hasSize(7);
    return sites;
  }

  private static CaseRecord image(List<String> header, String[] row, String[] scores) {
    double[] values = new double[FINDINGS.size()];
    ReferenceLabel[] labels = new ReferenceLabel[FINDINGS.size()];
    for (int f = 0; f < values.length; f++) {
      values[f] = Float.parseFloat(scores[1 + f]);
      boolean positive = row[header.indexOf(FINDINGS.get(f))].equals("1");
      labels[f] = positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
    }
    int[] levels = {
      level(SEX, row[header.indexOf("sex")]),
      level(MAKERS, row[header.indexOf("manufacturer")].toLowerCase(Locale.ROOT))
    };
    return new CaseRecord(row[header.indexOf("patient_id")], values, labels, levels);
  }

  private static int level(List<String> levels, String value) {
    int other = levels.size();
    int unknown = other + 1;
    int listed = levels.indexOf(value);
    return value.isBlank() ? unknown : listed < 0 ? other : listed;
  }

  @Test
  void pooled_areas_are_those_of_the_reference_scores() throws IOException {
    double[] smallnet = {0.941, 0.818, 0.881};
    double[] densenet = {0.906, 0.820, 0.870};
    PooledResults ofSmallnet = results("smallnet");
    PooledResults ofDensenet = results("densenet121");

    for (int f = 0; f < FINDINGS.size(); f++) {
      assertThat(auroc(ofSmallnet, f).value()).isCloseTo(smallnet[f], within(0.001));
      assertThat(auroc(ofDensenet, f).value()).isCloseTo(densenet[f], within(0.001));
      assertThat(auroc(ofSmallnet, f).nCases()).isEqualTo(534);
      assertThat(ofSmallnet.curves().get(f).quantisationBound()).isLessThan(0.002);
    }
  }

  @Test
  void two_rounds_give_every_row_of_performance_of_the_seven_hospitals() throws IOException {
    StudyPlan exact = PLAN.with(Analyses.standard());
    List<CaseTable> sites = sites("smallnet").values().stream().map(Accumulator::cases).toList();
    PooledResults results = ReportAssembler.assemble(Federation.run(exact, sites));
    List<MetricRow> rows =
        results.estimates().stream()
            .filter(r -> r.finding().equals("covid") && r.subgroup().equals("all"))
            .toList();

    assertThat(value(rows, "brier", null)).isCloseTo(brier / 534, within(1e-9));
    assertThat(value(rows, "ece", "recalibration=platt"))
        .isLessThan(value(rows, "ece", "bins=10 equal width"));
    assertThat(value(rows, "auroc_within_site", null))
        .isBetween(0.5, value(rows, "auroc", null) + 0.05);
    assertThat(value(rows, "calibration_slope", null)).isBetween(0.1, 3.0);
    assertThat(value(rows, "average_precision", null)).isBetween(0.5, 1.0);
    assertThat(rows)
        .filteredOn(r -> r.parameter() == null)
        .filteredOn(r -> r.metric().matches("f1|mcc|auprc|youden_index|brier|risk_coverage_area"))
        .allMatch(r -> r.status() == Status.OK && r.ciLow() != null);
    assertThat(row(rows, "auroc_adjusted", "covariate=manufacturer").status())
        .isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(results.curves()).hasSize(3).allMatch(c -> c.further().reliability().size() == 3);
  }

  private static MetricRow row(List<MetricRow> rows, String metric, String parameter) {
    return rows.stream()
        .filter(r -> r.metric().equals(metric) && Objects.equals(r.parameter(), parameter))
        .findFirst()
        .orElseThrow();
  }

  private static double value(List<MetricRow> rows, String metric, String parameter) {
    return row(rows, metric, parameter).value();
  }

  private static MetricRow auroc(PooledResults results, int finding) {
    return results.estimates().stream()
        .filter(r -> r.finding().equals(FINDINGS.get(finding)))
        .filter(r -> r.metric().equals("auroc") && r.subgroup().equals("all"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_maker_is_withheld_with_a_reason_and_the_whole_is_not() throws IOException {
    for (MetricRow row : results("smallnet").estimates()) {
      if (row.subgroup().equals("all")) {
        assertThat(row.status()).isEqualTo(Status.OK);
      } else if (row.subgroup().startsWith("manufacturer=") && !row.subgroup().endsWith("other")) {
        assertThat(row.status()).isEqualTo(Status.SUPPRESSED);
        assertThat(row.reason()).containsAnyOf("patients", "hospitals");
      }
    }
  }
}
