package org.fedval.coordinator.desk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ends: the sort and the place of the page's last study. The next page begins behind
 * it, also when that study is gone from the list.
 */
final class StudyCursor {
  private static final int MAX_CHARS = 2048;

  private StudyCursor() {}

  static String after(StudyEntry last, StudyQuery.Sort sort) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((sort.name() + "|" + last.place(sort)).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The place that the page begins behind.
   *
   * @throws IllegalArgumentException when the cursor is none of a list in this order
   */
  static String place(String cursor, StudyQuery.Sort sort) {
    String prefix = sort.name() + "|";
    String text = cursor.length() > MAX_CHARS ? "" : decoded(cursor);
    if (!text.startsWith(prefix)) {
      throw foreign();
    }
    return text.substring(prefix.length());
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  private static IllegalArgumentException foreign() {
    return new IllegalArgumentException(
        "cursor: not one of this list in this order; begin again without it.");
  }
}
