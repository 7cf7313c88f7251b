package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.support.Cohort.AP;
import static org.fedval.evaluation.support.Cohort.F;
import static org.fedval.evaluation.support.Cohort.M;
import static org.fedval.evaluation.support.Cohort.OTHER;
import static org.fedval.evaluation.support.Cohort.PA;
import static org.fedval.evaluation.support.Images.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fedval.evaluation.compare.Homogeneity;
import org.fedval.evaluation.compare.MiettinenNurminen;
import org.fedval.evaluation.compare.Newcombe;
import org.fedval.evaluation.compare.PValues;
import org.fedval.evaluation.compare.TwoProportions;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class GapRowsTest {
  private static final double Z = Normal.twoSided(0.95);

  private static Images images(Endpoint... endpoints) {
    return new Images(Studies.plan(endpoints).with(Analyses.standard()), 6);
  }

  /** F 80 of 100, M 130 of 150, other 45 of 50 found; two views. */
  private static Images three(Endpoint... endpoints) {
    return images(endpoints)
        .add(80, true, 0.9, F, AP)
        .add(20, true, 0.1, F, PA)
        .add(130, true, 0.8, M, AP)
        .add(20, true, 0.2, M, PA)
        .add(45, true, 0.7, OTHER, PA)
        .add(5, true, 0.05, OTHER, PA)
        .add(90, false, 0.15, F, AP)
        .add(30, false, 0.6, F, PA)
        .add(70, false, 0.12, M, PA)
        .add(10, false, 0.4, M, AP)
        .add(30, false, 0.22, OTHER, AP);
  }

  @Test
  void a_level_is_compared_with_all_other_images_of_the_finding() {
    PooledResults results = three().results();
    TwoProportions two = new TwoProportions(80, 100, 175, 200);
    MetricRow gap = row(results, "sensitivity_gap", "sex=F", "screening", null);

    assertThat(gap.value()).isEqualTo(two.difference());
    assertThat(gap.ciLow()).isEqualTo(Newcombe.interval(two, Z).lower());
    assertThat(gap.ciHigh()).isEqualTo(Newcombe.interval(two, Z).upper());
    assertThat(gap.ciMethod()).isEqualTo("newcombe");
    assertThat(gap.pValue()).isEqualTo(two.p());
    assertThat(gap.nPositive()).isEqualTo(100);
    assertThat(row(results, "specificity_gap", "sex=F", "screening", null).value())
        .isEqualTo(new TwoProportions(90, 120, 100, 110).difference());
    assertThat(row(results, "equalised_odds_gap", "sex=F", "screening", null).value())
        .isEqualTo(Math.abs(90 / 120.0 - 100 / 110.0));
  }

  @Test
  void an_area_is_compared_in_the_bins_of_the_level() {
    StudyPlan plan = Studies.plan().with(Analyses.standard());
    PooledResults results = three().results();
    MetricRow gap = row(results, "auroc_gap", "sex=F", null, null);
    EdgeTable edges = CounterLayout.of(plan).marginalEdges();
    Auroc in =
        area(edges, new double[][] {{80, .9}, {20, .1}}, new double[][] {{90, .15}, {30, .6}});
    Auroc out =
        area(
            edges,
            new double[][] {{130, .8}, {20, .2}, {45, .7}, {5, .05}},
            new double[][] {{70, .12}, {10, .4}, {30, .22}});
    double variance = in.variance().orElseThrow() + out.variance().orElseThrow();

    assertThat(gap.value()).isCloseTo(in.value() - out.value(), within(1e-15));
    assertThat(gap.se()).isCloseTo(Math.sqrt(variance), within(1e-15));
    assertThat(gap.ciMethod()).isEqualTo("delong_wald");
    assertThat(gap.quantisationBound())
        .isCloseTo(in.quantisationBound() + out.quantisationBound(), within(1e-15));
  }

  private static Auroc area(EdgeTable edges, double[][] positives, double[][] negatives) {
    long[] p = new long[edges.bins()];
    long[] n = new long[edges.bins()];
    for (double[] x : positives) {
      p[edges.bin(x[1])] += (long) x[0];
    }
    for (double[] x : negatives) {
      n[edges.bin(x[1])] += (long) x[0];
    }
    return Auroc.of(new ClassHistograms(p, n));
  }

  @Test
  void all_levels_of_all_attributes_are_one_family_a_metric_and_point() {
    for (Analyses.Adjustment how : Analyses.Adjustment.values()) {
      PooledResults results =
          ReportAssembler.assemble(
              Federation.run(Studies.plan().with(with(how)), three().tables()));
      List<MetricRow> family =
          results.estimates().stream()
              .filter(r -> r.finding().equals("covid") && r.metric().equals("sensitivity_gap"))
              .filter(r -> "screening".equals(r.operatingPoint()))
              .filter(r -> r.pValue() != null)
              .toList();
      double[] raw = family.stream().mapToDouble(r -> Objects.requireNonNull(r.pValue())).toArray();
      double[] adjusted =
          how == Analyses.Adjustment.HOLM ? PValues.holm(raw) : PValues.benjaminiHochberg(raw);

      assertThat(family.stream().map(MetricRow::subgroup))
          .containsExactly("sex=F", "sex=M", "sex=other", "view=AP", "view=PA");
      for (int i = 0; i < raw.length; i++) {
        assertThat(family.get(i).pAdjusted()).isEqualTo(adjusted[i]);
      }
    }
  }

  private static Analyses with(Analyses.Adjustment how) {
    Analyses a = Analyses.standard();
    return new Analyses(
        a.content(),
        a.rounds(),
        a.refinedBins(),
        a.interactions(),
        a.prevalences(),
        a.decisionThresholds(),
        a.abstention(),
        a.specificities(),
        a.recalibrationFolds(),
        a.bootstrapReplicates(),
        a.siteLevel(),
        a.referenceErrors(),
        how);
  }

  @Test
  void homogeneity_is_pearsons_test_over_the_levels() {
    PooledResults results = three().results();
    MetricRow row = row(results, "sensitivity_homogeneity", "all", "screening", "attribute=sex");
    Homogeneity test =
        Homogeneity.of(new long[] {80, 130, 45}, new long[] {100, 150, 50}).orElseThrow();

    assertThat(row.value()).isEqualTo(test.chiSquared());
    assertThat(row.pValue()).isEqualTo(test.p());
    assertThat(row.ciLow()).isNull();
  }

  @Test
  void homogeneity_says_when_a_level_is_withheld() {
    PooledResults results =
        images()
            .add(80, true, 0.9, F, AP)
            .add(70, true, 0.2, M, PA)
            .add(90, true, 0.9, 3, PA)
            .add(4, true, 0.9, OTHER, PA)
            .add(50, false, 0.1, F, AP)
            .results();
    MetricRow row = row(results, "sensitivity_homogeneity", "all", "screening", "attribute=sex");

    // M is withheld with the small level: F and unknown remain, and every image is found
    assertThat(row.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row(results, "sensitivity_gap", "sex=M", "screening", null).status())
        .isEqualTo(Status.SUPPRESSED);
    assertThat(row(results, "sensitivity_gap", "sex=F", "screening", null).status())
        .isEqualTo(Status.OK);
  }

  @Test
  void a_level_that_holds_all_images_has_nothing_to_be_compared_with() {
    PooledResults results = images().add(60, true, 0.9, F, AP).add(60, false, 0.1, F, PA).results();
    MetricRow whole = row(results, "sensitivity_gap", "sex=F", "screening", null);
    MetricRow none = row(results, "sensitivity_gap", "sex=M", "screening", null);

    assertThat(whole.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(whole.reason()).isEqualTo("no positive images outside this level");
    assertThat(none.reason()).isEqualTo("no positive images");
    assertThat(row(results, "auroc_gap", "sex=F", null, null).status())
        .isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row(results, "equalised_odds_gap", "sex=F", "screening", null).status())
        .isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void a_level_is_not_inferior_if_the_lower_limit_lies_above_minus_the_margin() {
    Endpoint claim =
        new Endpoint("covid", "sensitivity", "screening", 0.5, 0.7, 0.025, 0.8, false, 0.1);
    PooledResults results = three(claim).results();
    double z = Normal.oneSided(0.025);
    List<TwoProportions> tests =
        List.of(
            new TwoProportions(80, 100, 175, 200),
            new TwoProportions(130, 150, 125, 150),
            new TwoProportions(45, 50, 210, 250),
            new TwoProportions(210, 210, 45, 90),
            new TwoProportions(45, 90, 210, 210));
    List<String> levels = List.of("sex=F", "sex=M", "sex=other", "view=AP", "view=PA");
    double[] p =
        PValues.holm(tests.stream().mapToDouble(t -> MiettinenNurminen.lowerP(t, 0.1)).toArray());
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      var bounds = MiettinenNurminen.interval(tests.get(i), z);
      MetricRow row = row(results, "sensitivity_gap", levels.get(i), "screening", null);
      Verdict expected =
          bounds.lower() > -0.1 && p[i] <= 0.025
              ? Verdict.MEETS_GOAL
              : bounds.upper() < -0.1 ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
      assertThat(row.verdict()).as(levels.get(i)).isEqualTo(expected);
      assertThat(row.reason()).contains("against a margin of 0.1");
      verdicts.add(expected);
    }
    assertThat(verdicts).contains(Verdict.MEETS_GOAL, Verdict.FAILS_GOAL, Verdict.INCONCLUSIVE);
    assertThat(row(results, "sensitivity_gap", "sex=unknown", "screening", null).verdict())
        .isNull();
    assertThat(row(results, "sensitivity_gap", "sex=F", "balanced", null).verdict()).isNull();
    assertThat(row(results, "specificity_gap", "sex=F", "screening", null).verdict()).isNull();
  }

  @Test
  void an_area_may_have_a_margin_too() {
    Endpoint claim = new Endpoint("covid", "auroc", null, 0.6, 0.7, 0.025, 0.8, false, 0.9);
    MetricRow row = row(three(claim).results(), "auroc_gap", "sex=M", null, null);

    assertThat(row.verdict()).isEqualTo(Verdict.MEETS_GOAL);
  }

  @Test
  void negatives_of_two_levels_score_alike_where_nothing_leaks() {
    PooledResults results = three().results();
    MetricRow row = row(results, "auroc_negatives_by_level", "all", null, "sex=F over sex=M");
    // F: 90 at .15, 30 at .6; M: 70 at .12, 10 at .4; .15 and .12 are in one bin
    double expected = (90 * 70 / 2.0 + 30 * 80) / (120.0 * 80);

    assertThat(row.value()).isCloseTo(expected, within(1e-12));
    assertThat(row.quantisationBound()).isCloseTo(90 * 70 / 2.0 / (120 * 80), within(1e-12));
    assertThat(row.ciMethod()).isEqualTo("delong_logit");
    assertThat(
            row(results, "auroc_negatives_by_level", "all", null, "sex=F over sex=unknown")
                .status())
        .isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void metadata_alone_predict_as_well_as_their_prevalences_differ() {
    MetricRow row = row(three().results(), "auroc_metadata_only", "all", null, "covariate=sex");
    // prevalences: F 100/220, other 50/80, M 150/230
    Auroc by = Auroc.of(new ClassHistograms(new long[] {100, 50, 150}, new long[] {120, 30, 80}));

    assertThat(row.value()).isEqualTo(by.value());
    assertThat(row.quantisationBound()).isNull();
  }

  @Test
  void the_prevalence_that_scores_imply_is_that_of_the_labels_where_scores_mean_the_same() {
    Images images = images();
    for (int sex : new int[] {F, M}) {
      int positives = sex == F ? 60 : 240;
      images
          .add(positives * 3 / 4, true, 0.8, sex, AP)
          .add(positives / 4, true, 0.2, sex, AP)
          .add((300 - positives) / 4, false, 0.8, sex, PA)
          .add((300 - positives) * 3 / 4, false, 0.2, sex, PA);
    }
    PooledResults results = images.results();

    assertThat(row(results, "prevalence_label_shift", "sex=F", null, null).value())
        .isCloseTo(0.2, within(1e-6));
    assertThat(row(results, "prevalence_label_shift", "sex=M", null, null).value())
        .isCloseTo(0.8, within(1e-6));
  }
}
