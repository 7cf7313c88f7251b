package org.fedval.wire.bundle;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a {@code model.yaml} with typed access to its keys. The set of keys is closed:
 * anything else is refused when the section is made.
 */
final class SpecSection {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/ ()+-]{0,63}");

  private final String source;
  private final String path;
  private final YamlNode.Mapping mapping;

  SpecSection(String source, String path, YamlNode node, String... allowed)
      throws ModelSpecException {
    this.source = source;
    this.path = path;
    if (!(node instanceof YamlNode.Mapping found)) {
      throw new ModelSpecException(source, node.line(), place() + "must be a mapping of keys.");
    }
    this.mapping = found;
    if (allowed.length > 0) {
      for (YamlNode.Entry entry : found.entries()) {
        if (!List.of(allowed).contains(entry.key())) {
          throw new ModelSpecException(
              source,
              entry.line(),
              place()
                  + "unknown key '"
                  + printable(entry.key())
                  + "'; expected one of "
                  + String.join(", ", allowed)
                  + ".");
        }
      }
    }
  }

  SpecSection section(String key, String... allowed) throws ModelSpecException {
    return new SpecSection(source, child(key), required(key), allowed);
  }

  List<YamlNode.Entry> entries() {
    return mapping.entries();
  }

  List<YamlNode> list(String key, int max) throws ModelSpecException {
    YamlNode node = required(key);
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw refused(node, key, "must be a list");
    }
    if (sequence.items().isEmpty() || sequence.items().size() > max) {
      throw refused(node, key, "needs 1 to " + max + " items");
    }
    return sequence.items();
  }

  boolean has(String key) {
    return find(key) != null;
  }

  /**
   * A short printable name: letters, digits, space and {@code . _ : / ( ) + -}, 1 to 64 characters.
   */
  String name(String key) throws ModelSpecException {
    return name(key, required(key));
  }

  String name(String key, YamlNode node) throws ModelSpecException {
    String text = text(key, node);
    if (!NAME.matcher(text).matches()) {
      throw refused(
          node,
          key,
          "must be 1 to 64 letters, digits, spaces or . _ : / ( ) + - and not start with"
              + " punctuation");
    }
    return text;
  }

  /** The value must be exactly one of the words. */
  String oneOf(String key, String... words) throws ModelSpecException {
    YamlNode node = required(key);
    String text = text(key, node);
    if (!List.of(words).contains(text)) {
      throw refused(node, key, "expected " + String.join(" or ", words));
    }
    return text;
  }

  int integer(String key, int min, int max) throws ModelSpecException {
    return (int) integer(key, required(key), min, max);
  }

  long integer(String key, long min, long max) throws ModelSpecException {
    return integer(key, required(key), min, max);
  }

  long integer(String key, YamlNode node, long min, long max) throws ModelSpecException {
    try {
      long value = Long.parseLong(text(key, node));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls to the one refusal below
    }
    throw refused(node, key, "must be a whole number from " + min + " to " + max);
  }

  /** Finite and within the closed range. */
  double number(String key, YamlNode node, double min, double max) throws ModelSpecException {
    try {
      double value = Double.parseDouble(text(key, node));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls to the one refusal below
    }
    throw refused(node, key, "must be a number from " + min + " to " + max);
  }

  double number(String key, double min, double max) throws ModelSpecException {
    return number(key, required(key), min, max);
  }

  String text(String key, YamlNode node) throws ModelSpecException {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    throw refused(node, key, "must be a single value");
  }

  ModelSpecException refused(YamlNode node, String key, String problem) {
    return new ModelSpecException(source, node.line(), "key '" + child(key) + "' " + problem + ".");
  }

  YamlNode required(String key) throws ModelSpecException {
    YamlNode node = find(key);
    if (node == null) {
      throw new ModelSpecException(source, mapping.line(), "key '" + child(key) + "' is missing.");
    }
    return node;
  }

  private @Nullable YamlNode find(String key) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (entry.key().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A key as it may stand in a message: short and without control characters. */
  private static String printable(String key) {
    String shortened = key.length() > 40 ? key.substring(0, 40) : key;
    return shortened.replaceAll("[^\\p{Print}]", "?");
  }

  private String place() {
    return path.isEmpty() ? "" : "in '" + path + "': ";
  }
}
