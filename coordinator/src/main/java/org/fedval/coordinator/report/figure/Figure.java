package org.fedval.coordinator.report.figure;

import org.fedval.coordinator.report.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the report with its numbers.
 *
 * @param title says the finding
 * @param svg empty where there is nothing to draw; {@code reading} then says why
 * @param reading one line on how to read it; may be empty
 * @param numbers the same as a table; null only where nothing is drawn
 */
public record Figure(String title, String svg, String reading, @Nullable Table numbers) {
  /** A sentence in place of a picture. */
  public static Figure none(String title, String why) {
    return new Figure(title, "", why, null);
  }
}
