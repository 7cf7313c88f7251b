package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.Words;

/**
 * Writes the names of operating points beside their crosses: those of points that coincide
 * together, all clear of each other, of the marks and of the legend, inside the frame. Where there
 * are several, each has the mark of its point before it.
 */
final class RocLabels {
  private static final double LETTER = 6.8;
  private static final double LINE = 14;
  private static final double ASCENT = 11;
  private static final double SAME = 1.5;
  private static final double MARK = 6;
  private static final double SIGN = 12;

  private final Scale x;
  private final Scale y;
  private final List<Box> taken = new ArrayList<>();

  /** A rectangle in the picture. */
  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean inside(Box frame) {
      return left >= frame.left
          && right <= frame.right
          && top >= frame.top
          && bottom <= frame.bottom;
    }
  }

  /** Points that coincide: the place of the first, the right end of all arms, and the names. */
  private static final class Spot {
    final int shape;
    final double px;
    final double py;
    double right;
    final List<String> names = new ArrayList<>();

    Spot(int shape, double px, double py) {
      this.shape = shape;
      this.px = px;
      this.py = py;
    }
  }

  /**
   * @param legend height of the legend at the lower right, in the units of the picture
   */
  RocLabels(Scale x, Scale y, double legend) {
    this.x = x;
    this.y = y;
    double middle = (x.pixelFrom() + x.pixelTo()) / 2;
    if (legend > 0) {
      taken.add(new Box(middle - 60, y.pixelFrom() - legend, x.pixelTo(), y.pixelFrom()));
    }
  }

  void write(Svg svg, List<RocFigure.Cross> crosses) {
    List<Spot> spots = spots(crosses);
    for (Spot spot : spots) {
      taken.add(new Box(spot.px - MARK, spot.py - MARK, spot.px + MARK, spot.py + MARK));
    }
    double sign = spots.size() > 1 ? SIGN : 0;
    for (Spot spot : spots) {
      List<String> lines = lines(spot.names);
      double width = sign + lines.stream().mapToInt(String::length).max().orElse(0) * LETTER;
      Box box = place(spot, width, LINE * lines.size());
      taken.add(box);
      double middle = box.top + ASCENT - 4;
      if (sign > 0) {
        svg.mark(spot.shape, box.left + 4, middle, 3.2, "mark");
      }
      for (int i = 0; i < lines.size(); i++) {
        double at = box.top + ASCENT + LINE * i;
        svg.text(box.left + sign, at, "start", "halo label", lines.get(i));
      }
    }
  }

  private List<Spot> spots(List<RocFigure.Cross> crosses) {
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < crosses.size(); i++) {
      RocFigure.Cross cross = crosses.get(i);
      double px = x.at(1 - cross.specificity());
      double py = y.at(cross.sensitivity());
      Spot spot =
          spots.stream()
              .filter(s -> Math.hypot(s.px - px, s.py - py) < SAME)
              .findFirst()
              .orElse(null);
      if (spot == null) {
        spot = new Spot(i, px, py);
        spots.add(spot);
      }
      spot.right = Math.max(spot.right, Math.max(px, x.at(1 - cross.specificityLow()) - 4) + 9);
      spot.names.add(cross.label());
    }
    return spots;
  }

  /** Names with commas between, as many on a line as half the frame holds. */
  private List<String> lines(List<String> names) {
    int most = (int) ((x.pixelTo() - x.pixelFrom() - 12 - SIGN) / LETTER);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = Words.shortened(names.get(i), most - 1) + (i < names.size() - 1 ? "," : "");
      int last = lines.size() - 1;
      if (last >= 0 && lines.get(last).length() + 1 + name.length() <= most / 2) {
        lines.set(last, lines.get(last) + " " + name);
      } else {
        lines.add(name);
      }
    }
    return lines;
  }

  /** Below to the right, where the curve is not, as near as it is free; else anywhere. */
  private Box place(Spot spot, double width, double height) {
    Box frame = new Box(x.pixelFrom() + 3, y.pixelTo() + 2, x.pixelTo() - 3, y.pixelFrom() - 2);
    double right = Math.min(spot.right, frame.right - width);
    double left = Math.max(spot.px - 9 - width, frame.left);
    double below = Math.max(spot.py + 5, frame.top);
    double above = spot.py - 5 - height;
    for (double away = 0; away < frame.bottom - frame.top; away += LINE / 2) {
      for (Box box :
          List.of(
              box(right, below + away, width, height),
              box(left, above - away, width, height),
              box(right, above - away, width, height),
              box(left, below + away, width, height))) {
        if (box.inside(frame) && taken.stream().noneMatch(box::meets)) {
          return box;
        }
      }
    }
    return box(Math.max(frame.left, right), below, width, height);
  }

  private static Box box(double left, double top, double width, double height) {
    return new Box(left, top, left + width, top + height);
  }
}
