package org.fedval.coordinator.web;

import io.javalin.http.Context;
import java.util.Locale;

/** Reads the filter of a list from its address. */
public final class ListFilter {
  private static final int MAX_TEXT = 100;

  private ListFilter() {}

  /** A parameter without blanks around it; empty when it is not given. */
  public static String given(Context request, String name) {
    String value = request.queryParam(name);
    return value == null ? "" : value.strip();
  }

  /** Words to look for; refused when they are longer than the page's field takes. */
  public static String words(Context request, String name) {
    String text = given(request, name);
    if (text.length() > MAX_TEXT) {
      throw Problem.badRequest("LONG_FILTER", "A filter has at most 100 characters.");
    }
    return text;
  }

  /** One of a type's constants; refused when there is no such one. */
  public static <E extends Enum<E>> E constant(Class<E> type, String code) {
    try {
      return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("UNKNOWN_FILTER", "The list has no such filter or order.");
    }
  }

  /** A constant as addresses and forms write it. */
  public static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
