package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;

/** How a sentence shows what was found in a plan: short, on one line, printable ASCII. */
final class Found {
  private static final int MAX_SHOWN = 60;

  private Found() {}

  static String shown(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue().isEmpty() ? "empty" : quoted(node.textValue());
    }
    if (node.isArray()) {
      return node.isEmpty() ? "an empty list" : "a list of " + node.size();
    }
    if (node.isObject()) {
      return "a mapping";
    }
    return node.isNull() ? "empty" : clipped(node.asText());
  }

  static String quoted(String text) {
    return "'" + clipped(text) + "'";
  }

  private static String clipped(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
      char c = text.charAt(i);
      shown.append(c >= 0x20 && c < 0x7f ? c : '?');
    }
    return text.length() > MAX_SHOWN ? shown + "..." : shown.toString();
  }
}
