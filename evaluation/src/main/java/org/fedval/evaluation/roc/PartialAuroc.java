package org.fedval.evaluation.roc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Area under a part of the ROC polygon (McClish 1989, Medical Decision Making 9:190-195). Points of
 * the polygon are joined by straight lines, and the line that crosses the limit is cut there.
 *
 * @param value the area, in [0, width]
 * @param width length of the range, 1 - limit
 */
public record PartialAuroc(double value, double width) {

  /** Area over false positive fractions in [0, 1 - specificity]. */
  public static PartialAuroc atSpecificityFrom(ClassHistograms h, double specificity) {
    List<double[]> polygon = new ArrayList<>();
    for (RocCurve.Point p : RocCurve.points(h)) {
      polygon.add(new double[] {p.falsePositiveFraction(), p.truePositiveFraction()});
    }
    return new PartialAuroc(area(polygon, 1 - specificity), 1 - specificity);
  }

  /** Area of specificity over false negative fractions in [0, 1 - sensitivity]. */
  public static PartialAuroc atSensitivityFrom(ClassHistograms h, double sensitivity) {
    List<double[]> polygon = new ArrayList<>();
    for (RocCurve.Point p : RocCurve.points(h)) {
      polygon.add(new double[] {1 - p.truePositiveFraction(), 1 - p.falsePositiveFraction()});
    }
    Collections.reverse(polygon);
    return new PartialAuroc(area(polygon, 1 - sensitivity), 1 - sensitivity);
  }

  /** McClish's scale: 0.5 for chance, 1 for a perfect test: (1 + (A - min)/(max - min))/2. */
  public double standardised() {
    double least = width * width / 2;
    return (1 + (value - least) / (width - least)) / 2;
  }

  private static double area(List<double[]> polygon, double limit) {
    double area = 0;
    for (int i = 1; i < polygon.size(); i++) {
      double x0 = polygon.get(i - 1)[0];
      double y0 = polygon.get(i - 1)[1];
      double x1 = Math.min(limit, polygon.get(i)[0]);
      if (x1 > x0) {
        double slope = (polygon.get(i)[1] - y0) / (polygon.get(i)[0] - x0);
        area += (x1 - x0) * (2 * y0 + slope * (x1 - x0)) / 2;
      }
    }
    return area;
  }
}
