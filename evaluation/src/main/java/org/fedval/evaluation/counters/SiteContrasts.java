package org.fedval.evaluation.counters;

import java.util.List;
import org.fedval.evaluation.compare.AdjustedRiskDifference;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;

/**
 * What one site adds to the contrasts of a finding, from its histograms. The gate words of a
 * contrast are those of all labelled images, like those of every cell of both classes: a number of
 * its own would be a difference to published ones.
 */
final class SiteContrasts {
  /**
   * So many operating points, the plan's first, for which no site's counts follow from the sums.
   */
  static final int POINTS = 3;

  private final CounterLayout layout;
  private final UnitWords words;
  private final String finding;

  /**
   * @param words with the class cells and the cell of both classes filled in
   */
  SiteContrasts(CounterLayout layout, UnitWords words, String finding) {
    this.layout = layout;
    this.words = words;
    this.finding = finding;
  }

  void write() {
    for (Subgroup subgroup : layout.plan().subgroups()) {
      for (String level : subgroup.allLevels()) {
        Cell cell = Cell.level(Kind.CONTRAST, finding, subgroup.attribute(), level);
        if (layout.has(cell)) {
          write(layout.indexOf(cell), cell);
        }
      }
    }
  }

  private void write(int contrast, Cell cell) {
    Side positive = new Side(Kind.POSITIVE, cell.levels());
    Side negative = new Side(Kind.NEGATIVE, cell.levels());
    words.gateLike(
        contrast,
        layout.indexOf(Cell.overall(Kind.BOTH, finding)),
        positive.isOnBothSides() && negative.isOnBothSides());
    List<OperatingPoint> points = layout.plan().operatingPoints();
    for (int t = 0; t < Math.min(POINTS, points.size()); t++) {
      double threshold = points.get(t).threshold();
      words.exact(contrast, Statistic.CONTRAST_SENSITIVITY, t, positive.terms(threshold));
      words.exact(contrast, Statistic.CONTRAST_SPECIFICITY, t, negative.terms(threshold));
    }
  }

  /** The images of one reference class, inside the level and in all. */
  private final class Side {
    private final Kind reference;
    private final int inside;
    private final int all;

    Side(Kind reference, List<Cell.Level> levels) {
      this.reference = reference;
      this.inside = layout.indexOf(new Cell(reference, finding, levels, null));
      this.all = layout.indexOf(Cell.overall(reference, finding));
    }

    boolean isOnBothSides() {
      return images(inside) > 0 && images(inside) < images(all);
    }

    ExactSums terms(double threshold) {
      long right = right(inside, layout.marginalEdges(), threshold);
      long rightInAll = right(all, layout.overallEdges(), threshold);
      return AdjustedRiskDifference.ofSite(
          right, images(inside), rightInAll - right, images(all) - images(inside));
    }

    private long images(int cell) {
      return words.words(cell)[0];
    }

    /** Images called as their reference class is. */
    private long right(int cell, EdgeTable edges, double threshold) {
      Segment bins = layout.segment(cell, Statistic.HISTOGRAM);
      int first = bins.offset() + edges.firstPositiveBin(threshold);
      boolean ofPositives = reference == Kind.POSITIVE;
      long sum = 0;
      for (int w = ofPositives ? first : bins.offset();
          w < (ofPositives ? bins.end() : first);
          w++) {
        sum += words.words(cell)[w];
      }
      return sum;
    }
  }
}
