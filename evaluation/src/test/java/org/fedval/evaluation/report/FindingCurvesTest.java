package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.RocCurve;
import org.fedval.evaluation.score.EdgeTable;
import org.junit.jupiter.api.Test;

class FindingCurvesTest {
  private static final Simulated COHORT =
      Simulated.cohort(Simulated.plan(2), 4000, 3).excluded(40, Exclusion.INFERENCE_FAILED);
  private static final PooledResults RESULTS = COHORT.report();
  private static final PooledResults.RocCurveData CURVE = RESULTS.curves().get(0);
  private static final FindingCurves FURTHER = CURVE.further();

  private double value(String metric, String point, String parameter) {
    return RESULTS.estimates().stream()
        .filter(r -> r.metric().equals(metric) && r.subgroup().equals("all"))
        .filter(r -> Objects.equals(point, r.operatingPoint()))
        .filter(r -> Objects.equals(parameter, r.parameter()))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void no_curve_has_more_points_than_a_drawing_needs() {
    assertThat(CURVE.points()).hasSizeLessThanOrEqualTo(400);
    assertThat(FURTHER.precisionRecall()).hasSizeBetween(300, 400);
    assertThat(FURTHER.decisions()).hasSizeBetween(100, 400);
    assertThat(FURTHER.riskCoverage())
        .allMatch(c -> c.points().size() > 200 && c.points().size() <= 400);
    assertThat(FURTHER.predictiveValues()).allMatch(c -> c.points().size() == 61);
  }

  @Test
  void the_rectangles_between_the_points_hold_the_curve_of_the_raw_scores() {
    EdgeTable edges =
        EdgeTable.of(COHORT.images().stream().mapToDouble(Simulated.Image::score).toArray());
    long[] p = new long[edges.bins()];
    long[] n = new long[edges.bins()];
    COHORT.images().forEach(i -> (i.positive() ? p : n)[edges.bin(i.score())]++);
    List<PooledResults.RocPoint> corners = CURVE.points();
    for (RocCurve.Point raw : RocCurve.points(new ClassHistograms(p, n))) {
      boolean held = false;
      for (int i = 1; i < corners.size() && !held; i++) {
        PooledResults.RocPoint low = corners.get(i - 1);
        PooledResults.RocPoint high = corners.get(i);
        held =
            raw.falsePositiveFraction() >= low.fpr()
                && raw.falsePositiveFraction() <= high.fpr()
                && raw.truePositiveFraction() >= low.tpr()
                && raw.truePositiveFraction() <= high.tpr();
      }
      assertThat(held).as("%s", raw).isTrue();
    }
  }

  @Test
  void crosses_and_curves_go_through_the_numbers_of_the_rows() {
    FindingCurves.CurvePoint cross = FURTHER.operatingPoints().get(0);
    assertThat(cross.name()).isEqualTo("screening");
    assertThat(cross.tpr().value()).isEqualTo(value("sensitivity", "screening", null));
    assertThat(1 - cross.fpr().value())
        .isCloseTo(value("specificity", "screening", null), within(1e-15));

    FindingCurves.DecisionPoint decision =
        FURTHER.decisions().stream().filter(d -> d.threshold() == 0.47).findFirst().orElseThrow();
    assertThat(decision.model().value()).isEqualTo(value("net_benefit", null, "threshold=0.47"));
    assertThat(decision.all().value())
        .isEqualTo(value("net_benefit_treat_all", null, "threshold=0.47"));

    List<FindingCurves.PrecisionRecallPoint> pr = FURTHER.precisionRecall();
    assertThat(pr.get(pr.size() - 1).recall()).isEqualTo(1);
    assertThat(pr.get(pr.size() - 1).precision()).isEqualTo(value("prevalence", null, null));

    FindingCurves.RiskCoverageCurve risk = FURTHER.riskCoverage().get(0);
    FindingCurves.RiskPoint all = risk.points().get(risk.points().size() - 1);
    assertThat(all.coverage()).isEqualTo(1);
    assertThat(1 - all.risk()).isCloseTo(value("accuracy", "screening", null), within(1e-12));
  }

  @Test
  void predictive_values_rise_and_fall_with_the_prevalence_inside_their_bands() {
    for (FindingCurves.PredictiveValueCurve c : FURTHER.predictiveValues()) {
      assertThat(c.points().get(0).prevalence()).isEqualTo(0.001);
      assertThat(c.points().get(60).prevalence()).isCloseTo(0.9, within(1e-12));
      for (int i = 0; i < c.points().size(); i++) {
        FindingCurves.PredictiveValuePoint point = c.points().get(i);
        assertThat(point.ppv().value()).isBetween(point.ppv().low(), point.ppv().high());
        assertThat(point.npv().value()).isBetween(point.npv().low(), point.npv().high());
        if (i > 0) {
          assertThat(point.ppv().value()).isGreaterThan(c.points().get(i - 1).ppv().value());
          assertThat(point.npv().value()).isLessThan(c.points().get(i - 1).npv().value());
        }
      }
    }
  }

  @Test
  void reliability_holds_all_images_before_and_after_recalibration() {
    assertThat(FURTHER.reliability().stream().map(FindingCurves.ReliabilityCurve::scores))
        .containsExactly("raw", "platt", "isotonic");
    for (FindingCurves.ReliabilityCurve c : FURTHER.reliability()) {
      assertThat(c.bins().stream().mapToLong(FindingCurves.ReliabilityBin::n).sum())
          .isEqualTo(4000);
      assertThat(c.bins())
          .allMatch(
              b ->
                  b.observed().low() <= b.observed().value()
                      && b.observed().value() <= b.observed().high());
    }
    double ece =
        FURTHER.reliability().get(0).bins().stream()
            .mapToDouble(b -> b.n() * Math.abs(b.observed().value() - b.meanPredicted()) / 4000)
            .sum();
    assertThat(ece).isCloseTo(value("ece", null, "bins=10 equal width"), within(1e-12));
  }

  @Test
  void failed_images_widen_the_bounds_by_as_many_as_there_are() {
    double positives = COHORT.images().stream().filter(Simulated.Image::positive).count();
    double hits = COHORT.images().stream().filter(i -> i.positive() && i.score() >= 0.35).count();
    FindingCurves.DiagnosisBounds bounds = FURTHER.intentionToDiagnose().get(0);

    assertThat(bounds.sensitivityLow()).isEqualTo(hits / (positives + 40));
    assertThat(bounds.sensitivityHigh()).isEqualTo((hits + 40) / (positives + 40));
    assertThat(value("specificity", "screening", null))
        .isBetween(bounds.specificityLow(), bounds.specificityHigh());
  }

  @Test
  void a_withheld_number_of_failed_images_gives_no_bounds() {
    PooledResults few =
        Simulated.cohort(Simulated.plan(2), 600, 3)
            .excluded(4, Exclusion.INFERENCE_FAILED)
            .report();

    assertThat(few.curves().get(0).further().intentionToDiagnose()).isEmpty();
    assertThat(few.curves().get(0).further().operatingPoints()).hasSize(2);
  }

  @Test
  void sums_of_counts_alone_give_the_curves_that_need_no_mean_score() {
    Simulated counted = new Simulated(Simulated.plan(1).with(Analyses.counts()));
    COHORT.images().forEach(i -> counted.add(1, i.positive(), i.score(), i.sex()));
    FindingCurves curves = counted.report().curves().get(0).further();

    assertThat(curves.reliability()).isEmpty();
    assertThat(curves.riskCoverage()).isEmpty();
    assertThat(curves.precisionRecall()).isNotEmpty();
    assertThat(curves.decisions()).isNotEmpty();
    assertThat(curves.predictiveValues()).hasSize(2);
  }
}
