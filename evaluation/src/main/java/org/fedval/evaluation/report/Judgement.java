package org.fedval.evaluation.report;

import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.power.planning.ClaimPower;
import org.jspecify.annotations.Nullable;

/**
 * What a claim came to in one stratum. A stratum with fewer cases than the power calculation asks
 * for is neither a pass nor a fail.
 *
 * @param verdict null where there is no estimate to judge
 * @param available cases of the class that power depends on; null when suppressed
 * @param reason in words; null where the verdict speaks for itself
 */
record Judgement(
    @Nullable Verdict verdict, long needed, @Nullable Long available, @Nullable String reason) {

  /**
   * @param point null exactly for the AUROC
   * @param needed cases that {@link #needed} asks for
   */
  static Judgement of(
      Endpoint endpoint,
      Metric metric,
      @Nullable OperatingPoint point,
      Stratum stratum,
      long needed) {
    Long available = available(metric, stratum);
    RealInterval bounds =
        StratumEstimates.oneSided(stratum, endpoint.alpha()).of(metric, point).interval();
    if (bounds == null || available == null) {
      return new Judgement(null, needed, available, null);
    }
    if (available < needed) {
      String signal =
          bounds.upper() < endpoint.goal() ? "; even so the upper bound is below the goal" : "";
      String reason = available + " of " + needed + " " + cases(metric) + " needed" + signal;
      return new Judgement(Verdict.NOT_POWERED_TO_CERTIFY, needed, available, reason);
    }
    return new Judgement(verdict(bounds, endpoint.goal()), needed, available, null);
  }

  private static Verdict verdict(RealInterval bounds, double goal) {
    if (bounds.lower() > goal) {
      return Verdict.MEETS_GOAL;
    }
    return bounds.upper() < goal ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
  }

  /** Cases of the class that power depends on; for the AUROC, of each class. */
  static long needed(Endpoint e) {
    return ClaimPower.of(e).needed();
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
}
