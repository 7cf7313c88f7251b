package org.fedval.coordinator.report.figure;

import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A number of images as a report may show it: exact, a lower limit where something on the way is
 * withheld, or the words that stand in its place.
 *
 * @param images 0 or more; null where words stand there
 * @param words empty where there is nothing to say
 * @param hover the whole reason; empty where the words say all
 */
record ShownCount(@Nullable Double images, boolean atLeast, String words, String hover) {
  static final ShownCount NONE = new ShownCount(null, false, "", "");

  static ShownCount exact(double images) {
    return new ShownCount(images, false, NumberFormatter.count((long) Math.floor(images)), "");
  }

  static ShownCount atLeast(double images) {
    String words = NumberFormatter.count((long) Math.floor(images));
    return new ShownCount(images, true, "\u2265" + NumberFormatter.THIN_SPACE + words, "");
  }

  static ShownCount withheld(Cell cell) {
    return new ShownCount(null, false, cell.text(), cell.hover());
  }

  /** Whether words stand where a number would be. */
  boolean isWithheld() {
    return images == null && !words.isEmpty();
  }

  /** How it reads in a sentence. */
  String said() {
    Double n = images;
    if (n == null) {
      return hover.isEmpty() ? words : hover;
    }
    return (atLeast ? "at least " : "") + NumberFormatter.count((long) Math.floor(n));
  }

  /** The share of another count that this is; NaN where one of them is not exact. */
  double shareOf(ShownCount whole) {
    Double part = images;
    Double all = whole.images;
    return part == null || all == null || atLeast || whole.atLeast || all <= 0
        ? Double.NaN
        : part / all;
  }

  Cell cell() {
    if (isWithheld()) {
      return new Cell(words, "withheld", hover);
    }
    return Cell.number(words);
  }
}
