package org.fedval.coordinator.report.figure;

import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;

/**
 * How the images of one claim thin out: from all files found to what they are worth for the claim,
 * and the same for each group.
 *
 * @param message what it shows, in one sentence
 * @param panels one, or two where there are groups; each has a scale of its own
 */
record ClaimWaterfall(String message, List<Panel> panels) {
  ClaimWaterfall {
    panels = List.copyOf(panels);
  }

  /** What a row stands for. */
  enum Kind {
    /** A state, such as all files found. */
    STATE,
    /** A coded reason, after which fewer images are left. */
    STEP,
    /** What the images are worth. */
    WORTH,
    /** One group of images with what they are worth. */
    GROUP
  }

  /**
   * Rows on one scale.
   *
   * @param second what the second number of its rows is
   */
  record Panel(String title, String second, List<Row> rows) {
    Panel {
      rows = List.copyOf(rows);
    }

    /** Images at full width, at least 1. */
    double scale() {
      double most = 1;
      for (Row row : rows) {
        Double images = row.count().images();
        most = Math.max(most, Math.max(row.needed(), images == null ? 0 : images));
      }
      return most;
    }

    /** What a claim needs here; 0 where it is not said. */
    long needed() {
      return rows.stream().mapToLong(Row::needed).max().orElse(0);
    }
  }

  /**
   * One bar.
   *
   * @param kept share of the images before, or of the images of all groups; NaN where one of both
   *     is not published
   * @param second of a step or state the images that it left out, of a group what it is worth
   * @param needed images that the claim needs; 0 where they are not compared with it
   * @param words the row in one sentence
   */
  record Row(
      String name,
      Kind kind,
      ShownCount count,
      double kept,
      ShownCount second,
      long needed,
      String words) {
    /** Such as {@code × 0.98}; empty where it is not known. */
    String factor() {
      return Double.isNaN(kept)
          ? ""
          : "\u00d7" + NumberFormatter.THIN_SPACE + NumberFormatter.value(kept);
    }
  }
}
