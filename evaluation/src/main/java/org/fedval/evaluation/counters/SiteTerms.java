package org.fedval.evaluation.counters;

import java.util.List;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;

/** What one site adds to the sums over sites of its sensitivity and specificity at each point. */
final class SiteTerms {
  private SiteTerms() {}

  /**
   * @param scores of a site with both classes
   * @param sensitivities the variances between sites at which the terms are weighted, one list a
   *     point
   * @param specificities likewise, as many
   */
  static void write(
      UnitWords words,
      int cell,
      CounterLayout layout,
      SiteScores scores,
      double[][] sensitivities,
      double[][] specificities) {
    List<OperatingPoint> points = layout.plan().operatingPoints();
    EdgeTable edges = layout.callEdges();
    ClassHistograms calls = scores.histogramAt(edges);
    for (int t = 0; t < points.size(); t++) {
      int bin = edges.firstPositiveBin(points.get(t).threshold());
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
}
