package org.fedval.coordinator.report.figure;

import org.fedval.coordinator.report.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the report with its numbers.
 *
 * @param id unique in the page, the same for as long as the report is, such as {@code roc-covid}
 * @param title says the finding
 * @param svg empty where there is nothing to draw; {@code reading} then says why
 * @param reading one line on how to read it; may be empty
 * @param numbers the same as a table; null only where nothing is drawn
 * @param chart where the numbers stand in the picture; null where nothing is drawn, or where the
 *     picture says them itself
 */
public record Figure(
    String id,
    String title,
    String svg,
    String reading,
    @Nullable Table numbers,
    @Nullable Chart chart) {
  /** A sentence in place of a picture. */
  public static Figure none(String id, String title, String why) {
    return new Figure(id, title, "", why, null, null);
  }
}
