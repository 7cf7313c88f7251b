package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.fedval.evaluation.compare.PairedTable;
import org.fedval.evaluation.compare.Tango;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Analyses.Comparison;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocDifference;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.PairedPlacementSums;
import org.fedval.evaluation.roc.Placements;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Studies;
import org.fedval.evaluation.support.Studies.Row;
import org.junit.jupiter.api.Test;

class ComparisonRowsTest {
  /** One image: label and both scores. */
  private record Seen(boolean positive, double first, double second) {}

  private static final StudyPlan PLAN =
      Studies.plan()
          .with(Analyses.standard().comparing(List.of(new Comparison("covid", "pneumonia", 0.05))));

  private final List<Seen> seen = new ArrayList<>();

  private List<List<Row>> sites(int count, boolean identical) {
    SplittableRandom random = new SplittableRandom(11);
    List<List<Row>> sites = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      sites.add(new ArrayList<>());
    }
    for (int i = 0; i < 600; i++) {
      boolean positive = random.nextInt(3) == 0;
      double first = Math.min(1, random.nextDouble() * 0.7 + (positive ? 0.3 : 0));
      double second = Math.min(1, random.nextDouble() * 0.7 + (positive ? 0.2 : 0));
      Seen one = new Seen(positive, first, identical ? first : second);
      seen.add(one);
      ReferenceLabel label = positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
      CaseRecord image =
          new CaseRecord(
              "p" + i,
              new double[] {one.first(), one.second()},
              new ReferenceLabel[] {label, label},
              new int[] {0, 0});
      sites.get(i % count).add(new Row("p" + i, null, image));
    }
    return sites;
  }

  private static List<MetricRow> rows(List<List<Row>> sites) {
    PooledStudy study =
        Federation.run(PLAN, sites.stream().map(s -> Federation.site(PLAN, s)).toList());
    return ReportAssembler.assemble(study).estimates();
  }

  private static MetricRow row(List<MetricRow> rows, String metric, String point) {
    return rows.stream()
        .filter(r -> r.metric().equals(metric) && r.finding().equals("covid"))
        .filter(r -> Objects.equals(r.operatingPoint(), point))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_difference_of_areas_is_that_of_paired_delong_on_the_bins() {
    List<MetricRow> rows = rows(sites(4, false));
    EdgeTable edges = CounterLayout.of(PLAN).overallEdges();
    ClassHistograms first = histogram(edges, true);
    ClassHistograms second = histogram(edges, false);
    PairedPlacementSums products =
        new PairedPlacementSums(Placements.of(first), Placements.of(second));
    seen.forEach(s -> products.add(s.positive(), edges.bin(s.first()), edges.bin(s.second())));
    ExactSums c = products.sums();
    Auroc a = Auroc.of(first);
    Auroc b = Auroc.of(second);
    AurocDifference expected =
        AurocDifference.paired(a, b, AurocDifference.covariance(a, b, c.get(0), c.get(1)));

    MetricRow row = row(rows, "auroc_difference", null);
    assertThat(row.value()).isEqualTo(expected.value());
    assertThat(row.se()).isEqualTo(Math.sqrt(expected.variance()));
    assertThat(row.parameter()).isEqualTo("against=pneumonia");
    // one image a patient: patients as clusters change nothing
    assertThat(row(rows, "auroc_difference_clustered", null).se())
        .isCloseTo(row.se(), within(1e-12));
  }

  private ClassHistograms histogram(EdgeTable edges, boolean first) {
    long[] p = new long[edges.bins()];
    long[] n = new long[edges.bins()];
    seen.forEach(s -> (s.positive() ? p : n)[edges.bin(first ? s.first() : s.second())]++);
    return new ClassHistograms(p, n);
  }

  @Test
  void sensitivity_is_compared_on_the_same_positives_with_a_verdict_on_the_margin() {
    MetricRow row = row(rows(sites(3, false)), "sensitivity_difference", "screening");
    PairedTable table = new PairedTable(0, 0, 0, 0);
    for (Seen s : seen) {
      if (s.positive()) {
        table = table.plus(PairedTable.ofCase(s.first() >= 0.3, s.second() >= 0.3));
      }
    }

    assertThat(row.value()).isEqualTo(table.difference());
    assertThat(row.ciLow()).isEqualTo(Tango.interval(table, Normal.twoSided(0.95)).lower());
    assertThat(row.verdict())
        .isEqualTo(row.ciLow() > -0.05 ? Verdict.MEETS_GOAL : Verdict.INCONCLUSIVE);
  }

  @Test
  void two_equal_scores_show_no_difference_and_no_numbers_that_are_not_finite() {
    List<MetricRow> rows = rows(sites(3, true));

    assertThat(row(rows, "auroc_difference", null).value()).isZero();
    assertThat(row(rows, "auroc_difference", null).pValue()).isEqualTo(1);
    assertThat(row(rows, "specificity_difference", "balanced").pValue()).isEqualTo(1);
    assertThat(row(rows, "ppv_difference", "balanced").value()).isZero();
  }

  @Test
  void a_study_that_lost_a_site_says_so_where_the_second_round_is_missing() {
    List<List<Row>> sites = sites(4, false);
    PooledStudy study =
        Federation.first(PLAN, sites.stream().map(s -> Federation.site(PLAN, s)).toList())
            .without("SITE_LOST: site-2 did not answer");
    List<MetricRow> rows = ReportAssembler.assemble(study).estimates();

    assertThat(row(rows, "auroc_difference", null).status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row(rows, "auroc_difference", null).reason()).startsWith("SITE_LOST");
    assertThat(row(rows, "sensitivity_difference", "screening").status()).isEqualTo(Status.OK);
  }
}
