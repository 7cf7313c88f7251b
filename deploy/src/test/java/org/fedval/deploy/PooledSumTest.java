package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The report says what one statistician would say who had every hospital's data in one place. */
@ExtendWith(KeptDemo.Once.class)
class PooledSumTest {
  private final KeptDemo demo;

  PooledSumTest(KeptDemo demo) {
    this.demo = demo;
  }

  @Test
  void every_row_equals_the_plain_sum_of_the_sites_digit_for_digit() throws Exception {
    LockedBundle bundle = LockedBundle.read(demo.work().resolve("vendor/model.fvb"));
    LockedStudy study = lockedStudy(bundle);
    List<CaseTable> sites = new ArrayList<>();
    for (int site = 1; site <= 3; site++) {
      sites.add(SiteCounts.cases(demo.data(site), study, bundle));
    }

    PooledResults central =
        ReportAssembler.assemble(SiteCounts.pooled(study, sites, study.slots()));

    PooledResults published = demo.report().results();
    assertThat(published.estimates()).hasSizeGreaterThan(100);
    assertThat(published.estimates()).containsExactlyElementsOf(central.estimates());
    assertThat(published.exclusions()).containsExactlyElementsOf(central.exclusions());
    assertThat(published.endpoints()).containsExactlyElementsOf(central.endpoints());
    assertThat(published.curves()).containsExactlyElementsOf(central.curves());
  }

  @Test
  void counting_scores_by_hand_gives_the_same_sensitivity_prevalence_and_auroc(@TempDir Path folder)
      throws Exception {
    ValidationReport report = demo.report();
    for (int f = 0; f < report.study().findings().size(); f++) {
      String finding = report.study().findings().get(f);
      Scored all = scored(folder, finding);
      MetricRow prevalence = row(report, finding, "prevalence", null);
      assertThat(prevalence.nPositive()).isEqualTo(all.positive.size());
      assertThat(prevalence.nCases()).isEqualTo(all.positive.size() + all.negative.size());
      assertThat(prevalence.value())
          .isCloseTo((double) all.positive.size() / prevalence.nCases(), within(1e-12));
      for (OperatingPoint point : report.study().operatingPoints()) {
        long called = all.positive.stream().filter(s -> s >= point.threshold()).count();
        long cleared = all.negative.stream().filter(s -> s < point.threshold()).count();
        assertThat(row(report, finding, "sensitivity", point.name()).value())
            .isCloseTo((double) called / all.positive.size(), within(1e-12));
        assertThat(row(report, finding, "specificity", point.name()).value())
            .isCloseTo((double) cleared / all.negative.size(), within(1e-12));
      }
      assertThat(row(report, finding, "auroc", null).value())
          .isCloseTo(
              all.auroc(), within(report.results().curves().get(f).quantisationBound() + 1e-12));
    }
  }

  /** Scores of one finding in all hospitals, by the reference label. */
  private record Scored(List<Double> positive, List<Double> negative) {
    /** Share of pairs in the right order, ties a half. */
    double auroc() {
      double right = 0;
      for (double p : positive) {
        for (double n : negative) {
          right += p > n ? 1 : p == n ? 0.5 : 0;
        }
      }
      return right / positive.size() / negative.size();
    }
  }

  private Scored scored(Path folder, String finding) throws Exception {
    Scored all = new Scored(new ArrayList<>(), new ArrayList<>());
    for (int site = 1; site <= 3; site++) {
      Map<String, String> labels = column(demo.data(site).resolve("labels.csv"), finding);
      column(infer(folder, site), finding)
          .forEach(
              (uid, score) -> {
                String label = labels.getOrDefault(uid, "");
                if (label.equals("1")) {
                  all.positive.add(Double.parseDouble(score));
                } else if (label.equals("0")) {
                  all.negative.add(Double.parseDouble(score));
                }
              });
    }
    return all;
  }

  private Path infer(Path folder, int site) {
    Path scores = folder.resolve("scores-" + site + ".csv");
    if (!Files.exists(scores)) {
      Fedval run =
          Fedval.run(
              "infer",
              "--bundle",
              demo.work().resolve("vendor/model.fvb"),
              "--data",
              demo.data(site).resolve("dicom"),
              "--out",
              scores);
      assertThat(run.exit()).as(run.err()).isZero();
    }
    return scores;
  }

  /** The values of a column by the first one; these files quote nothing. */
  private static Map<String, String> column(Path csv, String name) throws Exception {
    List<String> lines = Files.readAllLines(csv);
    int at = List.of(lines.get(0).split(",")).indexOf(name);
    Map<String, String> values = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      values.put(fields[0], fields[at]);
    }
    return values;
  }

  private LockedStudy lockedStudy(LockedBundle bundle) throws Exception {
    StoredStudy stored = StoredStudy.of(demo.coordinator());
    assertThat(stored.model())
        .as("what the coordinator knows of the model, against the vendor's own bundle")
        .isEqualTo(ModelDescription.of(bundle));
    assertThat(stored.locked().definition().hash().toByteArray())
        .isEqualTo(stored.study().digest());
    return stored.locked();
  }

  private static MetricRow row(
      ValidationReport report, String finding, String metric, String point) {
    return report.results().estimates().stream()
        .filter(r -> r.finding().equals(finding) && r.metric().equals(metric))
        .filter(r -> r.subgroup().equals("all"))
        .filter(r -> Objects.equals(r.operatingPoint(), point))
        .findFirst()
        .orElseThrow();
  }
}
