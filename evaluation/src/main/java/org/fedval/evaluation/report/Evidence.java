package org.fedval.evaluation.report;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import org.fedval.evaluation.binom.GoalTest;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.jspecify.annotations.Nullable;

/**
 * What one stratum says about a claim: how many cases there are, what they are worth, the one-sided
 * bounds and the p-value of the goal. Bounds and p-value count effective cases, so that patients
 * with several images certify nothing by themselves.
 *
 * @param needed cases that the power calculation asks for
 * @param available null when suppressed
 * @param designEffect at least 1; null where the sums do not tell it
 * @param bounds at the endpoint's alpha; null without an estimate
 * @param p of the one-sided test against the goal; null without an estimate
 */
record Evidence(
    long needed,
    @Nullable Long available,
    @Nullable Double designEffect,
    @Nullable RealInterval bounds,
    @Nullable Double p) {
  private static final double LARGEST_Z = 7;
  private static final int BISECTIONS = 80;

  static Evidence of(
      PooledStudy study,
      Endpoint endpoint,
      Metric metric,
      @Nullable OperatingPoint point,
      Stratum stratum,
      long needed) {
    Long available = available(metric, stratum);
    boolean scored =
        study.first().layout().plan().analyses().content() != Analyses.Content.GATE_ONLY;
    if (available == null || !scored) {
      return new Evidence(needed, available, null, null, null);
    }
    OptionalDouble effect = EffectiveSize.designEffect(study, stratum, metric, point);
    Double known = effect.isEmpty() ? null : (Double) effect.getAsDouble();
    double deff = effect.orElse(1);
    DoubleFunction<RealInterval> interval = interval(study, stratum, metric, point, deff);
    if (interval == null) {
      return new Evidence(needed, available, known, null, null);
    }
    RealInterval bounds = interval.apply(Normal.oneSided(endpoint.alpha()));
    double p = p(stratum, metric, point, deff, endpoint.goal(), interval);
    return new Evidence(needed, available, known, bounds, p);
  }

  /** Cases that the available ones are worth; null when suppressed. */
  @Nullable Double effective() {
    return available == null
        ? null
        : (Double) (available / (designEffect == null ? 1 : designEffect));
  }

  boolean powered() {
    Double effective = effective();
    return effective != null && effective >= needed;
  }

  /** Why the stratum is not powered. */
  String shortage(Metric metric, double goal) {
    String worth =
        designEffect == null || designEffect <= 1
            ? ""
            : String.format(
                Locale.ROOT,
                ", and they are worth %.1f (design effect %.3f)",
                effective(),
                designEffect);
    RealInterval limits = bounds;
    String signal =
        limits != null && limits.upper() < goal
            ? "; even so the upper bound is below the goal"
            : "";
    return available + " of " + needed + " " + cases(metric) + " needed" + worth + signal;
  }

  private static @Nullable Long available(Metric metric, Stratum stratum) {
    Long positives = stratum.positives();
    Long negatives = stratum.negatives();
    if (metric != Metric.AUROC) {
      return metric == Metric.SENSITIVITY ? positives : negatives;
    }
    return positives == null || negatives == null ? null : (Long) Math.min(positives, negatives);
  }

  private static String cases(Metric metric) {
    if (metric == Metric.AUROC) {
      return "images of the rarer class";
    }
    return metric == Metric.SENSITIVITY ? "positives" : "negatives";
  }

  /** From a normal quantile to the interval of effective cases; null without an estimate. */
  private static @Nullable DoubleFunction<RealInterval> interval(
      PooledStudy study,
      Stratum stratum,
      Metric metric,
      @Nullable OperatingPoint point,
      double deff) {
    Double value = StratumEstimates.ofReport(stratum).of(metric, point).value();
    if (value == null) {
      return null;
    }
    if (stratum.isNoisy()) {
      return z ->
          Objects.requireNonNull(new StratumEstimates(stratum, z).of(metric, point).interval());
    }
    if (point == null) {
      return deff == 1
          ? area(Auroc.of(stratum.rankHistograms()))
          : clustered(value, ClusteredAurocRows.clustered(study, stratum.finding()).orElseThrow());
    }
    double n = cases(stratum, metric);
    return z ->
        real(
            deff == 1
                ? Wilson.interval(Math.round(value * n), Math.round(n), z)
                : Wilson.effective(value, n / deff, z));
  }

  private static RealInterval real(Interval i) {
    return new RealInterval(i.lower(), i.upper());
  }

  private static DoubleFunction<RealInterval> area(Auroc auroc) {
    return z -> real(AurocInterval.of(auroc, z).interval());
  }

  private static DoubleFunction<RealInterval> clustered(
      double value, ClusteredAurocRows.Clustered area) {
    OptionalDouble variance = area.variance();
    return z -> real(area.interval(value, variance, 1 - 2 * Normal.upperTail(z)).interval());
  }

  private static double cases(Stratum stratum, Metric metric) {
    Long available = available(metric, stratum);
    return available == null ? 0 : available;
  }

  private static double p(
      Stratum stratum,
      Metric metric,
      @Nullable OperatingPoint point,
      double deff,
      double goal,
      DoubleFunction<RealInterval> interval) {
    if (point == null || stratum.isNoisy()) {
      return inverted(goal, interval);
    }
    Confusion c = Complement.confusion(stratum, point, metric.needs());
    boolean ofPositives = metric == Metric.SENSITIVITY;
    long k = ofPositives ? c.tp() : c.tn();
    long n = ofPositives ? c.positives() : c.negatives();
    return deff == 1
        ? GoalTest.scoreP(k, n, goal)
        : GoalTest.effectiveP((double) k / n, n / deff, goal);
  }

  /** The level at which the one-sided bound lies on the goal. */
  private static double inverted(double goal, DoubleFunction<RealInterval> interval) {
    if (holds(interval.apply(0), goal, true)) {
      return Normal.upperTail(largest(z -> holds(interval.apply(z), goal, true)));
    }
    return Normal.cdf(largest(z -> holds(interval.apply(z), goal, false)));
  }

  private static boolean holds(RealInterval i, double goal, boolean above) {
    return above ? i.lower() > goal : i.upper() < goal;
  }

  private static double largest(DoublePredicate holds) {
    double low = 0;
    double high = LARGEST_Z;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
