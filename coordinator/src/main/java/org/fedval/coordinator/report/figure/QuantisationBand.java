package org.fedval.coordinator.report.figure;

import java.util.List;
import org.fedval.evaluation.report.PooledResults.RocPoint;

/**
 * Where the ROC curve of the scores before binning may run: inside the rectangles that neighbouring
 * points of the binned curve span.
 */
final class QuantisationBand {
  private QuantisationBand() {}

  /** The outline of all rectangles: the upper steps there, the lower steps back. */
  static String of(List<RocPoint> points, Scale x, Scale y) {
    StringBuilder d = new StringBuilder("M").append(place(points.get(0), points.get(0), x, y));
    for (int i = 1; i < points.size(); i++) {
      d.append('L').append(place(points.get(i - 1), points.get(i), x, y));
      d.append('L').append(place(points.get(i), points.get(i), x, y));
    }
    for (int i = points.size() - 1; i > 0; i--) {
      d.append('L').append(place(points.get(i), points.get(i - 1), x, y));
      d.append('L').append(place(points.get(i - 1), points.get(i - 1), x, y));
    }
    return d.append('Z').toString();
  }

  private static String place(RocPoint across, RocPoint up, Scale x, Scale y) {
    return Svg.number(x.at(across.fpr())) + " " + Svg.number(y.at(up.tpr()));
  }
}
