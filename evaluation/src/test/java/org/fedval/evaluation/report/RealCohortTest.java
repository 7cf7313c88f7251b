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
import java.util.TreeMap;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
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

  private static Path data() {
    Path top = Path.of(System.getProperty("fedval.top", ".."));
    return top.resolve("../shared/data").normalize();
  }

  private PooledResults results(String model) throws IOException {
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
      }
    }
    assertThat(sites).hasSize(7);
    PooledCounts counts =
        PooledCounts.of(Studies.sum(sites.values().stream().map(Accumulator::freeze).toList()));
    return ReportAssembler.assemble(PLAN, layout, counts);
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
