package org.fedval.coordinator.web.study;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time for people.
 *
 * @param words how long ago, or in how long
 * @param exact the time in UTC, for people
 * @param machine the time in ISO 8601
 */
public record When(String words, String exact, String machine) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** A time in the past. */
  public static When ago(Instant at, Instant now) {
    Duration since = Duration.between(at, now);
    return of(at, since.toSeconds() < 60 ? "just now" : words(since) + " ago");
  }

  /** A time to come; one that is over reads as now. */
  public static When ahead(Instant at, Instant now) {
    Duration left = Duration.between(now, at);
    return of(at, left.toSeconds() < 60 ? "less than a minute" : words(left));
  }

  private static When of(Instant at, String words) {
    return new When(words, EXACT.format(at), at.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String words(Duration d) {
    if (d.toDays() >= 2) {
      return d.toDays() + " days";
    }
    if (d.toHours() >= 2) {
      return d.toHours() + " hours";
    }
    return d.toMinutes() == 1 ? "1 minute" : d.toMinutes() + " minutes";
  }
}
