package org.fedval.wire.bundle;

import java.util.List;

/**
 * A parsed YAML value with the line on which it starts, so that every refusal can name its place.
 */
sealed interface YamlNode {
  /** 1-based. */
  int line();

  record Scalar(int line, String text) implements YamlNode {}

  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  record Mapping(int line, List<Entry> entries) implements YamlNode {}

  /** A key with the line on which it stands. */
  record Entry(int line, String key, YamlNode value) {}
}
