package org.fedval.evaluation.report;

import java.util.Optional;
import org.fedval.evaluation.clinical.NetBenefit;
import org.fedval.evaluation.clinical.PredictiveValues;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;

/** Predictive values at stated prevalences, and net benefit at stated thresholds. */
final class ClinicalRows implements Chapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  private final StudyPlan plan;

  ClinicalRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    for (OperatingPoint point : plan.operatingPoints()) {
      for (double prevalence : plan.analyses().prevalences()) {
        String parameter = Parameters.prevalence(prevalence);
        rows.add(
            all,
            "ppv_at_prevalence",
            Needs.BOTH,
            point,
            parameter,
            () -> predictive(all.confusion(point), prevalence, true));
        rows.add(
            all,
            "npv_at_prevalence",
            Needs.BOTH,
            point,
            parameter,
            () -> predictive(all.confusion(point), prevalence, false));
      }
    }
    for (double threshold : plan.analyses().decisionThresholds()) {
      String parameter = Parameters.threshold(threshold);
      rows.add(
          all,
          "net_benefit",
          Needs.BOTH,
          null,
          parameter,
          () -> benefit(at(all, threshold), threshold));
      rows.add(
          all,
          "net_benefit_treat_all",
          Needs.BOTH,
          null,
          parameter,
          () -> benefit(treatAll(at(all, threshold)), threshold));
    }
  }

  private static Confusion at(Stratum all, double threshold) {
    return Confusion.at(all.histograms(Needs.BOTH), all.edges().firstPositiveBin(threshold));
  }

  /** The table of a test that calls every image positive. */
  static Confusion treatAll(Confusion c) {
    return new Confusion(c.positives(), 0, c.negatives(), 0);
  }

  /** The adjusted form where a count of the table is 0, so that an interval exists. */
  private static Estimate predictive(Confusion c, double prevalence, boolean positive) {
    String empty = EmptyClass.reason(c.positives(), c.negatives());
    if (empty != null) {
      return Estimate.notEstimable(empty);
    }
    boolean adjusted = isAdjusted(c);
    Optional<PredictiveValues> values = values(c, prevalence, positive, adjusted);
    Estimate estimate =
        values
            .map(
                v ->
                    Estimate.ok(
                        v.value(), v.interval(), adjusted ? "mercaldo_adjusted" : "mercaldo"))
            .orElseGet(() -> Estimate.notEstimable("a count of the two-by-two table is 0"));
    return adjusted
        ? estimate.withReason("a count of the two-by-two table is 0, so 1.92 was added to each")
        : estimate;
  }

  /** Whether a count of the table is 0. */
  static boolean isAdjusted(Confusion c) {
    return c.tp() == 0 || c.fp() == 0 || c.fn() == 0 || c.tn() == 0;
  }

  static Optional<PredictiveValues> values(
      Confusion c, double prevalence, boolean positive, boolean adjusted) {
    if (positive) {
      return adjusted
          ? PredictiveValues.adjustedPpv(c, prevalence, Z)
          : PredictiveValues.ppv(c, prevalence, Z);
    }
    return adjusted
        ? PredictiveValues.adjustedNpv(c, prevalence, Z)
        : PredictiveValues.npv(c, prevalence, Z);
  }

  private static Estimate benefit(Confusion c, double threshold) {
    if (c.cases() == 0) {
      return Estimate.notEstimable("no labelled images");
    }
    NetBenefit benefit = new NetBenefit(c, threshold);
    double se = benefit.standardError();
    return se > 0
        ? Estimate.ok(benefit.model(), RealInterval.around(benefit.model(), Z * se), "wald")
            .withError(se)
        : Estimate.plain(benefit.model()).withReason("no interval: the variance is 0");
  }
}
