package org.fedval.agent.cohort;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A band of whole numbers, written as a level of a subgroup: {@code 40-64} holds 40 up to the end
 * of 64, {@code 65+} everything from 65.
 *
 * @param low first number inside
 * @param high last number inside
 */
record Band(int low, int high) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4})|\\+)");

  static Band parse(String attribute, String text) {
    Matcher band = TEXT.matcher(text.strip());
    if (!band.matches()) {
      throw new IllegalArgumentException(
          "Subgroup %s: level '%s' is neither like 40-64 nor like 65+.".formatted(attribute, text));
    }
    int low = Integer.parseInt(band.group(1));
    int high = band.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(band.group(2));
    if (high < low) {
      throw new IllegalArgumentException(
          "Subgroup %s: level '%s' ends before it begins.".formatted(attribute, text));
    }
    return new Band(low, high);
  }

  boolean holds(int value) {
    return low <= value && value <= high;
  }

  boolean overlaps(Band other) {
    return low <= other.high && other.low <= high;
  }
}
