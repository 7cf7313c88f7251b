package org.fedval.agent.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.fedval.agent.admin.LocalStatus;

/** Times as people say them; the exact one stands in the title. */
final class Ago {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int HOUR = 60 * 60;
  private static final int DAY = 24 * HOUR;

  private Ago() {}

  static void write(Html html, Instant time, Instant now) {
    html.element(
        "time",
        words(time, now),
        "datetime",
        time.truncatedTo(ChronoUnit.SECONDS).toString(),
        "title",
        EXACT.format(time));
  }

  /** {@code 12 min ago}, {@code in 24 days}, {@code just now}. */
  static String words(Instant time, Instant now) {
    long seconds = Duration.between(time, now).abs().toSeconds();
    if (seconds < 5) {
      return "just now";
    }
    String length = LocalStatus.duration(seconds);
    if (seconds >= 2 * DAY) {
      length = seconds / DAY + " days";
    } else if (seconds >= 10 * HOUR) {
      length = seconds / HOUR + " h";
    }
    return time.isAfter(now) ? "in " + length : length + " ago";
  }
}
