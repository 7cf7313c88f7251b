package org.fedval.coordinator.web;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the filter of a list from its address, and writes it there. */
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

  /**
   * The address of a list with its filter.
   *
   * @param namesAndValues name, value, name, value; those without a value are left out
   */
  public static String address(String path, String... namesAndValues) {
    StringBuilder address = new StringBuilder(path);
    char before = '?';
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String value = namesAndValues[i + 1];
      if (!value.isEmpty()) {
        address.append(before).append(namesAndValues[i]).append('=');
        address.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        before = '&';
      }
    }
    return address.toString();
  }

  /** A constant as addresses and forms write it. */
  public static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
