package org.fedval.coordinator.web.account;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A moment as people say it, and exactly.
 *
 * @param words such as "3 hours ago" or "in 5 days"
 * @param exact ISO 8601, UTC, whole seconds
 */
public record When(String words, String exact) {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  static When of(Instant moment, Instant now) {
    Duration distance = Duration.between(now, moment).abs().plus(HALF_A_MINUTE);
    String words = words(distance);
    boolean later = moment.isAfter(now);
    String text =
        words.isEmpty()
            ? (later ? "in a moment" : "just now")
            : later ? "in " + words : words + " ago";
    return new When(text, moment.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String words(Duration distance) {
    if (distance.toMinutes() < 1) {
      return "";
    }
    if (distance.toHours() < 1) {
      return count(distance.toMinutes(), "minute");
    }
    return distance.toDays() < 1
        ? count(distance.toHours(), "hour")
        : count(distance.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
