package org.fedval.coordinator.report.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a forest plot shows: one row a stratum, one panel a metric.
 *
 * @param message what the picture says, for readers who cannot see it
 */
public record ForestModel(String message, List<Panel> panels, List<Line> lines) {
  public ForestModel {
    panels = List.copyOf(panels);
    lines = List.copyOf(lines);
  }

  /**
   * @param from left end of the axis, in [0, 1)
   * @param goal performance goal, null where none was set
   * @param overall the estimate over all images, null where it is not published
   */
  public record Panel(
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
  public record Line(
      String label,
      boolean overall,
      String cases,
      String positive,
      @Nullable String withheld,
      List<Cell> cells) {
    public Line {
      cells = List.copyOf(cells);
    }

    boolean heading() {
      return cells.isEmpty();
    }
  }

  /** What one panel of one row holds. */
  public sealed interface Cell {
    /** Exact words on hover. */
    String hover();
  }

  /**
   * @param clustered the interval with patients as clusters; null where there is none
   * @param adjusted the interval that holds for all certified levels at once; null where there is
   *     none
   * @param note a second line of text, empty where none is needed
   * @param certifiable false where too few cases stand behind it to judge the claim
   */
  public record Estimate(
      double value,
      double low,
      double high,
      @Nullable Range clustered,
      @Nullable Range adjusted,
      String words,
      String note,
      boolean certifiable,
      String hover)
      implements Cell {}

  /** An interval. */
  public record Range(double low, double high) {}

  /** Withheld; {@code words} such as {@code < 10}. */
  public record Withheld(String words, String hover) implements Cell {}

  /** Not estimable, or not in the report; says why in two words. */
  public record Missing(String words, String hover) implements Cell {}
}
