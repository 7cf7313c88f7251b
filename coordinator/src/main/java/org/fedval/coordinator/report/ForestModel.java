package org.fedval.coordinator.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a forest plot shows: one row a stratum, one panel a metric.
 *
 * @param message what the picture says, for readers who cannot see it
 */
record ForestModel(String message, List<Panel> panels, List<Line> lines) {
  ForestModel {
    panels = List.copyOf(panels);
    lines = List.copyOf(lines);
  }

  /**
   * @param from left end of the axis, in [0, 1)
   * @param goal performance goal, null where none was set
   * @param overall the estimate over all images, null where it is not published
   */
  record Panel(
      String title,
      String goalWords,
      double from,
      @Nullable Double goal,
      @Nullable Double overall) {}

  /**
   * A heading where {@code cells} is empty.
   *
   * @param withheld the reason when nothing of the row is published
   */
  record Line(
      String label,
      boolean overall,
      String cases,
      String positive,
      @Nullable String withheld,
      List<Cell> cells) {
    Line {
      cells = List.copyOf(cells);
    }

    boolean heading() {
      return cells.isEmpty();
    }
  }

  /** What one panel of one row holds. */
  sealed interface Cell {
    /** Exact words on hover. */
    String hover();
  }

  /**
   * @param note a second line of text, empty where none is needed
   * @param certifiable false where too few cases stand behind it to judge the claim
   */
  record Estimate(
      double value,
      double low,
      double high,
      String words,
      String note,
      boolean certifiable,
      String hover)
      implements Cell {}

  /** Withheld; {@code words} such as {@code < 10}. */
  record Withheld(String words, String hover) implements Cell {}

  /** Not estimable, or not in the report; says why in two words. */
  record Missing(String words, String hover) implements Cell {}
}
