package org.fedval.evaluation.counters;

import java.util.List;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;

/**
 * What one site adds to the sums over sites of its sensitivity and specificity at each operating
 * point, which has a cell of its own.
 */
final class SiteTerms {
  private SiteTerms() {}

  /**
   * Which sums of a slot's weights leave: those of its estimators alone, unless all sites agreed to
   * estimates from which single sites' results could be computed.
   */
  static WeightedSums.Terms pooled(Analyses asked, int slot) {
    if (asked.siteLevel()) {
      return WeightedSums.Terms.LIKELIHOOD;
    }
    return slot == 0 ? WeightedSums.Terms.VARIANCE : WeightedSums.Terms.MEAN;
  }

  /** Patients and images of both classes again, and whether the site contributes. */
  static void gate(UnitWords words, String finding, CounterLayout layout, SiteScores scores) {
    for (OperatingPoint point : layout.plan().operatingPoints()) {
      Cell cell = Cell.hospitals(finding, point.name());
      if (layout.has(cell)) {
        words.gate(
            layout.indexOf(cell), scores.patients(), scores.hasBothClasses(), scores.images());
      }
    }
  }

  /**
   * @param scores of a site with both classes
   * @param sensitivities the variances between sites at which the terms are weighted, one list a
   *     point
   * @param specificities likewise, as many
   */
  static void write(
      UnitWords words,
      String finding,
      CounterLayout layout,
      SiteScores scores,
      double[][] sensitivities,
      double[][] specificities) {
    List<OperatingPoint> points = layout.plan().operatingPoints();
    WeightedSums.Terms pooled = pooled(layout.plan().analyses(), layout.slot());
    EdgeTable edges = layout.callEdges();
    ClassHistograms calls = scores.histogramAt(edges);
    // The first operating points open first: a later one without weights was withheld.
    for (int t = 0; t < sensitivities.length; t++) {
      int cell = layout.indexOf(Cell.hospitals(finding, points.get(t).name()));
      int bin = edges.firstPositiveBin(points.get(t).threshold());
      long truePositives = calls.positivesFrom(bin);
      long trueNegatives = calls.negatives() - calls.negativesFrom(bin);
      SiteLogit sensitivity = SiteLogit.of(truePositives, calls.positives());
      SiteLogit specificity = SiteLogit.of(trueNegatives, calls.negatives());
      for (int w = 0; w < sensitivities[t].length; w++) {
        words.exact(
            cell,
            Statistic.SITE_SENSITIVITY,
            w,
            WeightedSums.ofSite(sensitivity, sensitivities[t][w], pooled));
        words.exact(
            cell,
            Statistic.SITE_SPECIFICITY,
            w,
            WeightedSums.ofSite(specificity, specificities[t][w], pooled));
      }
    }
  }
}
