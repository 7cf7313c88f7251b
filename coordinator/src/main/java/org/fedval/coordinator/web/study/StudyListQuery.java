package org.fedval.coordinator.web.study;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.fedval.coordinator.desk.StudyQuery;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Filter, order and place of the list as they stand in its address.
 *
 * @param state only this one; null for all
 * @param text only studies that mention it; may be empty
 * @param after where an earlier page ended; null for the first page
 */
public record StudyListQuery(
    @Nullable StudyState state, String text, StudyQuery.Sort sort, @Nullable String after) {
  private static final int ROWS = 25;
  private static final int MAX_TEXT = 100;

  static StudyListQuery of(Context request) {
    String state = given(request, "state");
    String sort = given(request, "sort");
    String text = given(request, "q");
    String after = given(request, "after");
    if (text.length() > MAX_TEXT) {
      throw Problem.badRequest("LONG_FILTER", "A filter has at most 100 characters.");
    }
    return new StudyListQuery(
        state.isEmpty() ? null : constant(StudyState.class, state),
        text,
        sort.isEmpty() ? StudyQuery.Sort.NEWEST : constant(StudyQuery.Sort.class, sort),
        after.isEmpty() ? null : after);
  }

  StudyQuery query() {
    return new StudyQuery(state == null ? Set.of() : Set.of(state), text, sort, ROWS, after);
  }

  /** Whether it leaves no study out. */
  public boolean plain() {
    return state == null && text.isEmpty();
  }

  /** The same list from another place on; null for the beginning. */
  String address(@Nullable String place) {
    StringBuilder out = new StringBuilder("/studies?sort=").append(code(sort));
    if (state != null) {
      out.append("&state=").append(code(state));
    }
    if (!text.isEmpty()) {
      out.append("&q=").append(URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
    if (place != null) {
      out.append("&after=").append(URLEncoder.encode(place, StandardCharsets.UTF_8));
    }
    return out.toString();
  }

  /** A constant as addresses and forms write it. */
  public static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String given(Context request, String name) {
    String value = request.queryParam(name);
    return value == null ? "" : value.strip();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String code) {
    try {
      return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("UNKNOWN_FILTER", "The list has no such filter or order.");
    }
  }
}
