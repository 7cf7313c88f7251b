package org.fedval.evaluation.counters;

import java.util.List;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.ClassHistograms;

/** What one site adds to the sums over sites of its sensitivity and specificity at each point. */
final class SiteTerms {
  private SiteTerms() {}

  /**
   * @param calls counts of both classes between the operating points; both classes have cases
   * @param weights the variances between sites at which the terms are weighted, one set a point and
   *     value; sensitivity and specificity may have different values, in that order
   */
  static void write(
      UnitWords words,
      int cell,
      ClassHistograms calls,
      StudyPlan plan,
      double[][] sensitivities,
      double[][] specificities) {
    List<OperatingPoint> points = plan.operatingPoints();
    for (int t = 0; t < points.size(); t++) {
      int bin = bin(plan, points.get(t).threshold());
      long truePositives = calls.positivesFrom(bin);
      long trueNegatives = calls.negatives() - calls.negativesFrom(bin);
      SiteLogit sensitivity = SiteLogit.of(truePositives, calls.positives());
      SiteLogit specificity = SiteLogit.of(trueNegatives, calls.negatives());
      for (int w = 0; w < sensitivities[t].length; w++) {
        int set = t * sensitivities[t].length + w;
        words.exact(
            cell,
            Statistic.SITE_SENSITIVITY,
            set,
            WeightedSums.ofSite(sensitivity, sensitivities[t][w]));
        words.exact(
            cell,
            Statistic.SITE_SPECIFICITY,
            set,
            WeightedSums.ofSite(specificity, specificities[t][w]));
      }
    }
  }

  private static int bin(StudyPlan plan, double threshold) {
    return (int)
        plan.operatingPoints().stream()
            .mapToDouble(OperatingPoint::threshold)
            .distinct()
            .filter(other -> other <= threshold)
            .count();
  }
}
