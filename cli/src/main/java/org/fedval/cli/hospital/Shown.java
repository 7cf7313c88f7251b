package org.fedval.cli.hospital;

import java.util.Locale;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.jspecify.annotations.Nullable;

/** How a number, or that there is none, is written for a terminal. */
final class Shown {
  private static final String NONE = "-";

  private Shown() {}

  /** {@code 0.86 (0.81 to 0.90)}, or why there is no number. */
  static String value(@Nullable MetricRow row) {
    if (row == null) {
      return NONE;
    }
    Double value = row.value();
    if (row.status() != Status.OK || value == null) {
      return status(row.status());
    }
    Double low = row.ciLow();
    Double high = row.ciHigh();
    return plain(
        low == null || high == null
            ? NumberFormatter.value(value)
            : NumberFormatter.anyInterval(value, low, high, null));
  }

  static String count(@Nullable Long count, Status status) {
    return count == null ? status(status) : plain(NumberFormatter.count(count));
  }

  static String at(MetricRow row) {
    String point = row.operatingPoint() == null ? "" : row.operatingPoint();
    String parameter = row.parameter() == null ? "" : row.parameter();
    return point.isEmpty() || parameter.isEmpty() ? point + parameter : point + ", " + parameter;
  }

  private static String status(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A terminal may not know the report's spaces and signs. */
  private static String plain(String number) {
    return number.replace(NumberFormatter.THIN_SPACE, ' ').replace('\u2212', '-');
  }
}
