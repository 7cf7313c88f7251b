package org.fedval.agent.release;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When the cohort may be computed, in the hospital's own time.
 *
 * @param zone such as {@code Europe/Berlin}
 * @param windows such as {@code mon-fri 18:00-06:00}: days, then from (inclusive) to (exclusive); a
 *     window that ends at or before its beginning ends on the next day
 */
public record OpeningHours(String zone, List<String> windows) {
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?<first>[a-z]{3})(-(?<last>[a-z]{3}))?"
              + " (?<from>[0-9]{2}:[0-9]{2})-(?<to>[0-9]{2}:[0-9]{2})");
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

  public OpeningHours {
    try {
      var unused = ZoneId.of(zone == null ? "" : zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "opening_hours.zone must be a time zone such as Europe/Berlin.", e);
    }
    if (windows == null || windows.isEmpty()) {
      throw new IllegalArgumentException(
          "opening_hours.windows must be a list such as [\"mon-fri 18:00-06:00\"].");
    }
    windows = List.copyOf(windows);
    windows.forEach(OpeningHours::parsed);
  }

  /** Whether the cohort may be computed at this instant. */
  public boolean isOpenAt(Instant now) {
    ZonedDateTime local = now.atZone(ZoneId.of(zone));
    int minute =
        (local.getDayOfWeek().getValue() - 1) * MINUTES_A_DAY
            + local.getHour() * 60
            + local.getMinute();
    return windows.stream().flatMap(w -> parsed(w).stream()).anyMatch(span -> span.holds(minute));
  }

  /** The next minute at which it is open, {@code now} itself included. */
  public ZonedDateTime nextOpening(Instant now) {
    ZonedDateTime at = now.atZone(ZoneId.of(zone));
    for (int minute = 0; minute <= MINUTES_A_WEEK; minute++) {
      if (isOpenAt(at.toInstant())) {
        return at;
      }
      at = at.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    }
    return at;
  }

  /** Minutes of the week, from (inclusive) on; it may go over the end of the week. */
  private record Span(int from, int length) {
    boolean holds(int minute) {
      return Math.floorMod(minute - from, MINUTES_A_WEEK) < length;
    }
  }

  private static List<Span> parsed(String window) {
    Matcher parts = WINDOW.matcher(window == null ? "" : window.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw wrong();
    }
    int first = day(parts.group("first"));
    int last = parts.group("last") == null ? first : day(parts.group("last"));
    int from = minute(parts.group("from"));
    int to = minute(parts.group("to"));
    int length = to > from ? to - from : to + MINUTES_A_DAY - from;
    if (from == MINUTES_A_DAY) {
      throw wrong();
    }
    int days = Math.floorMod(last - first, 7) + 1;
    return Stream.iterate(first, d -> d + 1)
        .limit(days)
        .map(d -> new Span(d % 7 * MINUTES_A_DAY + from, length))
        .toList();
  }

  private static int day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(name)) {
        return day.getValue() - 1;
      }
    }
    throw wrong();
  }

  /** Minutes since midnight; 24:00 is the end of the day. */
  private static int minute(String time) {
    if (time.equals("24:00")) {
      return MINUTES_A_DAY;
    }
    try {
      return LocalTime.parse(time).toSecondOfDay() / 60;
    } catch (DateTimeException e) {
      throw wrong();
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "a window of opening_hours must be days and times such as 'mon-fri 18:00-06:00'.");
  }
}
