package org.fedval.evaluation.report;

import java.util.List;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.PooledResults.RocPoint;

/**
 * The pointwise band of a pooled ROC curve: at each threshold Wilson's 95 % limits of sensitivity
 * (Wilson 1927, JASA 22:209-212), images as independent. It holds for one threshold at a time, not
 * for the whole curve at once.
 */
public final class RocBand {

  private RocBand() {}

  /**
   * The limits at each point, in the order of the points.
   *
   * @param positives images with the finding behind the curve, above 0
   */
  public static List<Banded> of(List<RocPoint> points, long positives) {
    return points.stream()
        .map(point -> CurveChapter.share(Math.round(point.tpr() * positives), positives))
        .toList();
  }
}
