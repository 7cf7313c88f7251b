package org.fedval.agent.cohort;

import org.jspecify.annotations.Nullable;

/**
 * What one attribute of an image is to a study. Patient data, without a text form.
 *
 * @param text null where the image has none, or none that can be understood
 * @param expected whether the site's mapping knows this value, or there is none; else it is
 *     expected only if it is a level of the plan
 */
record AttributeValue(@Nullable String text, boolean expected) {
  static final AttributeValue ABSENT = new AttributeValue(null, true);

  static AttributeValue asWritten(@Nullable String text) {
    return text == null || text.isBlank() ? ABSENT : new AttributeValue(text.strip(), false);
  }

  @Override
  public String toString() {
    return "AttributeValue";
  }
}
