package org.fedval.coordinator.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time for people.
 *
 * @param words relative to now, such as {@code 3 hours ago} or {@code in 5 days}
 * @param exact in UTC
 * @param machine ISO 8601
 */
public record When(String words, String exact, String machine) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public static When of(Instant at, Instant now) {
    return new When(words(at, now), EXACT.format(at), at.toString());
  }

  private static String words(Instant at, Instant now) {
    Duration off = Duration.between(at, now);
    String length = length(off.abs());
    if (length.isEmpty()) {
      return "just now";
    }
    return off.isNegative() ? "in " + length : length + " ago";
  }

  private static String length(Duration d) {
    if (d.toMinutes() < 1) {
      return "";
    }
    if (d.toMinutes() < 60) {
      return many(d.toMinutes(), "minute");
    }
    return d.toHours() < 48 ? many(d.toHours(), "hour") : many(d.toDays(), "day");
  }

  private static String many(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
