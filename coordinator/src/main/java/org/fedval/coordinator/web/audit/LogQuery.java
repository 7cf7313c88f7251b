package org.fedval.coordinator.web.audit;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fedval.coordinator.web.ListFilter;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;

/**
 * What somebody looks for in the log.
 *
 * @param event name of a {@link LogEvent}, or empty for all
 * @param text in a name of study, site or roster, or the begin of a digest; empty for all
 * @param from first UTC day, {@code YYYY-MM-DD}, or empty
 * @param to last UTC day, or empty
 * @param before entries in front of this index; negative for the newest
 */
public record LogQuery(String event, String text, String from, String to, long before) {
  private static final int MAX_TEXT = 128;

  static LogQuery of(Context request) {
    LogQuery query =
        new LogQuery(
            param(request, "event"),
            param(request, "text"),
            param(request, "from"),
            param(request, "to"),
            index(param(request, "before")));
    var unused = new long[] {query.fromSecond(), query.toSecond()};
    if (!query.event.isEmpty() && query.wanted().isEmpty()) {
      throw Problem.badRequest("EVENT", "There is no such kind of entry; choose one of the list.");
    }
    return query;
  }

  private static String param(Context request, String name) {
    String value = ListFilter.given(request, name);
    return value.substring(0, Math.min(MAX_TEXT, value.length()));
  }

  private static long index(String text) {
    return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : -1;
  }

  private Optional<LogEvent> wanted() {
    return Arrays.stream(LogEvent.values()).filter(e -> e.name().equals(event)).findFirst();
  }

  boolean isEmpty() {
    return event.isEmpty() && text.isEmpty() && from.isEmpty() && to.isEmpty();
  }

  long fromSecond() {
    return from.isEmpty() ? 0 : day(from).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /** The first second after the range. */
  private long toSecond() {
    return to.isEmpty()
        ? Long.MAX_VALUE
        : day(to).plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("DAY", "A day is written as in 2026-01-31.");
    }
  }

  boolean matches(LogEntry entry, EntryNames names) {
    return (event.isEmpty() || entry.event().name().equals(event))
        && entry.time() >= fromSecond()
        && entry.time() < toSecond()
        && (text.isEmpty() || speaksOf(entry, names));
  }

  private boolean speaksOf(LogEntry entry, EntryNames names) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return entry.bodyHash().hex().startsWith(wanted)
        || entry.sid().hex().startsWith(wanted)
        || names
            .about(entry)
            .filter(
                name ->
                    name.words().toLowerCase(Locale.ROOT).contains(wanted)
                        || (!name.study().isEmpty() && name.study().startsWith(wanted)))
            .isPresent();
  }

  /** The address of the same search in front of an index. */
  public String older(long index) {
    return ListFilter.address(
        "/audit",
        "before",
        Long.toString(index),
        "event",
        event,
        "text",
        text,
        "from",
        from,
        "to",
        to);
  }
}
