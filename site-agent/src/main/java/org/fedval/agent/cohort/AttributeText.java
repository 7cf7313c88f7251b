package org.fedval.agent.cohort;

import java.util.Locale;

/** Values of attributes as they are compared. */
final class AttributeText {
  private AttributeText() {}

  /** Without case, spaces at the ends, and runs of white space. */
  static String fold(String value) {
    return value.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
