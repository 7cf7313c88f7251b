package org.fedval.coordinator.report.figure;

import java.util.List;
import org.fedval.evaluation.report.FindingCurves;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a picture and where they stand in it, so that a program can show them at the
 * pointer. Places are in the units of the picture's view box.
 *
 * @param width of the view box
 * @param height of the view box
 * @param byRow whether the number in the pointer's row is meant, not that in its column
 */
public record Chart(
    double width, double height, boolean byRow, List<Frame> frames, List<Series> series) {
  public Chart {
    frames = List.copyOf(frames);
    series = List.copyOf(series);
  }

  /** A rectangle with two axes; {@code top} is above {@code bottom}. */
  public record Frame(double left, double top, double right, double bottom, Axis x, Axis y) {
    static Frame of(Scale x, String xTitle, Scale y, String yTitle) {
      return new Frame(
          x.pixelFrom(),
          y.pixelTo(),
          x.pixelTo(),
          y.pixelFrom(),
          new Axis(xTitle, x.dataFrom(), x.dataTo(), false),
          new Axis(yTitle, y.dataFrom(), y.dataTo(), false));
    }
  }

  /**
   * An axis; {@code from} is at the left or at the bottom.
   *
   * @param title empty where rows stand one above the other
   * @param log whether its logarithm is drawn
   */
  public record Axis(String title, double from, double to, boolean log) {}

  /**
   * Points of one kind.
   *
   * @param frame its number, from 0
   * @param tone number of its colour in the palette
   */
  public record Series(int frame, String name, int tone, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param x NaN where nothing is published; {@code words} then says why
   * @param xRange interval in the direction of x, null where there is none
   * @param yRange interval in the direction of y, null where there is none
   * @param words what to say of it; empty where the axes' titles and the numbers say all
   */
  public record Point(
      double x,
      double y,
      ForestModel.@Nullable Range xRange,
      ForestModel.@Nullable Range yRange,
      String words) {
    static Point plain(double x, double y) {
      return new Point(x, y, null, null, "");
    }

    static Point banded(double x, FindingCurves.Banded y) {
      return new Point(x, y.value(), null, new ForestModel.Range(y.low(), y.high()), "");
    }
  }
}
