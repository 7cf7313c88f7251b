package org.fedval.coordinator.report.table;

import org.jspecify.annotations.Nullable;

/**
 * One cell of a table, as text to print.
 *
 * @param cssClass empty, or such as {@code num}, {@code withheld}
 * @param hover empty where the text says all
 */
public record Cell(String text, String cssClass, String hover) {
  /** Null rather than empty, so that a template leaves the attribute out. */
  public @Nullable String cssOrNull() {
    return cssClass.isEmpty() ? null : cssClass;
  }

  /** Null rather than empty, so that a template leaves the attribute out. */
  public @Nullable String hoverOrNull() {
    return hover.isEmpty() ? null : hover;
  }

  /** Plain words; nothing for null. */
  public static Cell of(@Nullable String words) {
    return new Cell(words == null ? "" : words, "", "");
  }

  /** A number, set to the right. */
  public static Cell number(String words) {
    return new Cell(words, "num", "");
  }

  /** A dash, with the reason on hover. */
  public static Cell none(String why) {
    return new Cell("\u2013", "none", why);
  }
}
