package org.fedval.evaluation.report;

import java.util.Optional;
import java.util.function.Function;
import org.fedval.evaluation.calib.Logit;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.meta.RandomEffects;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.SiteModel.Fit;
import org.jspecify.annotations.Nullable;

/**
 * How sensitivity and specificity differ between hospitals: random effects on the logit scale from
 * sums over hospitals, by DerSimonian and Laird; with the consent of every site also by restricted
 * maximum likelihood and by Paule and Mandel, with the Q-profile interval. No row is about a single
 * hospital.
 */
final class HeterogeneityRows implements Chapter {
  static final String MEAN = "hksj";
  static final String NEXT = "higgins_t";
  static final String PROFILE = "q_profile";

  private static final double CONFIDENCE = StratumEstimates.CONFIDENCE;

  private final StudyPlan plan;

  HeterogeneityRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    for (int t = 0; t < plan.operatingPoints().size(); t++) {
      new Measure(study, rows, t, "sensitivity", Statistic.SITE_SENSITIVITY).write();
      new Measure(study, rows, t, "specificity", Statistic.SITE_SPECIFICITY).write();
    }
  }

  /** The rows of one measure at one operating point. */
  private final class Measure {
    private final PooledStudy study;
    private final RowWriter rows;
    private final Stratum all;
    private final int t;
    private final String name;
    private final Statistic statistic;

    Measure(PooledStudy study, RowWriter rows, int t, String name, Statistic statistic) {
      this.study = study;
      this.rows = rows;
      this.all = Stratum.all(study.first(), rows.finding());
      this.t = t;
      this.name = name;
      this.statistic = statistic;
    }

    void write() {
      Analyses asked = plan.analyses();
      boolean grids = asked.siteLevel() && asked.rounds() > 2;
      if (asked.rounds() > 1) {
        estimator(1, null, m -> new Fit(m.derSimonianLaird(), m.atDerSimonianLaird()));
      }
      variance(0, null, SiteModel::derSimonianLaird);
      if (grids) {
        estimator(2, "estimator=reml", SiteModel::restrictedMaximumLikelihood);
        variance(2, "estimator=reml", m -> m.restrictedMaximumLikelihood().tauSquared());
        estimator(2, "estimator=pm", SiteModel::pauleMandel);
        variance(2, "estimator=pm", m -> m.pauleMandel().tauSquared());
      }
    }

    private void estimator(int slot, @Nullable String parameter, Function<SiteModel, Fit> fit) {
      row("_between_sites", slot, parameter, m -> mean(effects(m, fit.apply(m))));
      row("_prediction", slot, parameter, m -> prediction(effects(m, fit.apply(m))));
    }

    private void variance(int slot, @Nullable String parameter, Function<SiteModel, Double> tau) {
      row("_tau2", slot, parameter, m -> within(tau.apply(m), profile(m, parameter)));
      row("_i2", slot, parameter, m -> share(m, tau.apply(m), profile(m, parameter)));
    }

    private void row(
        String suffix,
        int slot,
        @Nullable String parameter,
        Function<SiteModel, Estimate> estimate) {
      OperatingPoint point = plan.operatingPoints().get(t);
      PooledCounts sums = study.slot(slot).orElse(null);
      rows.addJoint(
          all,
          name + suffix,
          Cell.Kind.HOSPITALS,
          sums,
          LaterSlots.absence(study),
          point,
          parameter,
          () ->
              SiteModel.of(study, rows.finding(), statistic, t)
                  .map(estimate)
                  .orElseGet(
                      () -> Estimate.notEstimable("fewer than two hospitals have both classes")));
    }

    /** Only for the estimators of the grids; the moment estimate may lie outside of it. */
    private Optional<RealInterval> profile(SiteModel model, @Nullable String parameter) {
      return parameter == null ? Optional.empty() : Optional.of(model.qProfile());
    }
  }

  private static RandomEffects effects(SiteModel model, Fit fit) {
    return new RandomEffects(
        model.atZero(),
        fit.at(),
        fit.tauSquared(),
        RandomEffects.Errors.HARTUNG_KNAPP_AT_LEAST_NORMAL);
  }

  private static Estimate mean(RandomEffects effects) {
    return proportion(effects.mean(), effects.interval(CONFIDENCE), MEAN);
  }

  private static Estimate prediction(RandomEffects effects) {
    return effects
        .higginsPrediction(CONFIDENCE)
        .map(i -> proportion(effects.mean(), i, NEXT))
        .orElseGet(() -> Estimate.notEstimable("fewer than three hospitals have both classes"));
  }

  private static Estimate proportion(double logit, RealInterval interval, String method) {
    return Estimate.ok(
        Logit.expit(logit),
        new RealInterval(Logit.expit(interval.lower()), Logit.expit(interval.upper())),
        method);
  }

  /** With its interval where that holds it. */
  private static Estimate within(double value, Optional<RealInterval> interval) {
    return interval
        .filter(i -> i.lower() <= value && value <= i.upper())
        .map(i -> Estimate.ok(value, i, PROFILE))
        .orElseGet(() -> Estimate.plain(value));
  }

  private static Estimate share(SiteModel model, double tau, Optional<RealInterval> interval) {
    WeightedSums zero = model.atZero();
    RandomEffects effects = new RandomEffects(zero, zero, tau, RandomEffects.Errors.NORMAL);
    Optional<RealInterval> shares =
        interval.map(
            i ->
                new RealInterval(
                    RandomEffects.iSquared(zero, i.lower()),
                    RandomEffects.iSquared(zero, i.upper())));
    return within(effects.iSquared(), shares).withP(effects.cochranP());
  }
}
