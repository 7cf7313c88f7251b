package org.fedval.wire.study;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A band of ages in completed years, both ends included: {@code 40-64}, or {@code 65+} without an
 * upper end.
 *
 * @param from first year, 0 to 150
 * @param to last year, at least {@code from}; {@link #OPEN} for a band without an upper end
 */
record AgeBand(int from, int to) {
  static final int OPEN = Integer.MAX_VALUE;
  private static final int OLDEST = 150;
  private static final Pattern CLOSED = Pattern.compile("(0|[1-9][0-9]{0,2})-([1-9][0-9]{0,2}|0)");
  private static final Pattern UPWARDS = Pattern.compile("(0|[1-9][0-9]{0,2})\\+");

  AgeBand {
    if (from < 0 || from > OLDEST || to < from || (to > OLDEST && to != OPEN)) {
      throw new IllegalArgumentException("An age band runs from 0 to 150 years, upwards.");
    }
  }

  /**
   * Reads {@code 40-64} or {@code 65+}; empty when the text is neither or its ends are reversed.
   */
  static Optional<AgeBand> parse(String text) {
    Matcher closed = CLOSED.matcher(text);
    Matcher upwards = UPWARDS.matcher(text);
    int from;
    int to;
    if (closed.matches()) {
      from = Integer.parseInt(closed.group(1));
      to = Integer.parseInt(closed.group(2));
    } else if (upwards.matches()) {
      from = Integer.parseInt(upwards.group(1));
      to = OPEN;
    } else {
      return Optional.empty();
    }
    if (from > OLDEST || to < from || (to > OLDEST && to != OPEN)) {
      return Optional.empty();
    }
    return Optional.of(new AgeBand(from, to));
  }
}
