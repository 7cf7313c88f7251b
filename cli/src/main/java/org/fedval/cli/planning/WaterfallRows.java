package org.fedval.cli.planning;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.Waterfall;

/**
 * A waterfall as rows with bars: one panel for the images, one for each class by stratum. Each
 * panel has a scale of its own.
 *
 * @param finding what the images are read for
 */
record WaterfallRows(String finding, List<Panel> panels) {

  /**
   * Rows on one scale.
   *
   * @param second heading of the second number
   * @param scale images at full width; 0 if there is nothing to draw
   */
  record Panel(String title, String second, long scale, List<Row> rows) {
    String legend() {
      return scale == 0 ? "" : "full width is " + Shown.count(scale);
    }
  }

  /**
   * One bar.
   *
   * @param lost images that left just before, 0 if none
   * @param needed images that a claim needs here, 0 if none is judged
   */
  record Row(String label, ExpectedCount count, long lost, long needed) {
    /** The second number in words, empty if there is none. */
    String extra() {
      long shown = Math.max(lost, needed);
      return shown == 0 ? "" : Shown.count(shown);
    }

    /** Why there is no bar; empty if there is one. */
    String missing() {
      return switch (count.state()) {
        case GIVEN -> "";
        case NOT_GIVEN -> "not given";
        case SUPPRESSED -> "suppressed: fewer than the minimum";
      };
    }
  }

  static WaterfallRows of(Waterfall fall) {
    List<Panel> panels = new ArrayList<>();
    List<Row> images = new ArrayList<>();
    images.add(new Row("all images", fall.all(), 0, 0));
    for (Waterfall.Loss loss : fall.losses()) {
      images.add(
          new Row("after " + loss.step().id(), ExpectedCount.of(loss.left()), loss.lost(), 0));
    }
    images.add(new Row("analysed", fall.analysed(), 0, 0));
    panels.add(new Panel("images", "lost", scale(images), images));
    for (Waterfall.ClassBars bars : fall.classes()) {
      List<Row> rows = new ArrayList<>();
      for (Waterfall.Bar bar : bars.bars()) {
        rows.add(new Row(bar.stratum(), bar.analysed(), 0, bar.needed()));
      }
      String title = bars.imageClass().words() + " analysed";
      panels.add(new Panel(title, "needed", scale(rows), rows));
    }
    return new WaterfallRows(fall.finding(), panels);
  }

  private static long scale(List<Row> rows) {
    long most = 0;
    for (Row row : rows) {
      most = Math.max(most, row.needed());
      most = row.count().isGiven() ? Math.max(most, row.count().images()) : most;
    }
    return most;
  }
}
