package org.fedval.wire.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of a plan, of which top-level parts are replaced one by one: what a form has no field
 * for keeps its bytes, with comments and order. The text need not be a valid plan, only YAML.
 */
public final class PlanEdit {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private final List<String> lines;
  private final LocatedYaml.Tree tree;

  private PlanEdit(List<String> lines, LocatedYaml.Tree tree) {
    this.lines = lines;
    this.tree = tree;
  }

  /**
   * Reads the text of a plan.
   *
   * @param file the name by which sentences call it
   * @throws StudyPlanException when it is no mapping in strict YAML
   */
  public static PlanEdit of(String yaml, String file) throws StudyPlanException {
    LocatedYaml.Tree tree =
        LocatedYaml.read(file, "study plan", yaml.getBytes(StandardCharsets.UTF_8));
    if (!tree.root().isObject()) {
      throw new StudyPlanException(
          file + " line 1: expected keys and values, such as 'id: my-study'.");
    }
    return new PlanEdit(yaml.lines().toList(), tree);
  }

  /** What the text says. */
  public ObjectNode root() {
    return ((ObjectNode) tree.root()).deepCopy();
  }

  /**
   * The text with these top-level parts; one that is equal already keeps its text.
   *
   * @param parts by key; a missing node takes the key out
   */
  public String with(Map<String, JsonNode> parts) {
    Map<String, JsonNode> changed = new LinkedHashMap<>();
    parts.forEach(
        (key, part) -> {
          if (!tree.root().path(key).equals(part)) {
            changed.put(key, part);
          }
        });
    if (changed.isEmpty()) {
      return text(lines);
    }
    return keysHaveLines() ? patched(changed) : rewritten(changed);
  }

  /** False for a plan in braces, whose keys share lines. */
  private boolean keysHaveLines() {
    List<Integer> starts = new ArrayList<>();
    tree.root().fieldNames().forEachRemaining(key -> starts.add(start(key)));
    return starts.stream().distinct().count() == starts.size()
        && starts.stream().allMatch(line -> !lines.get(line - 1).stripLeading().startsWith("{"));
  }

  private int start(String key) {
    return tree.line("/" + LocatedYaml.escape(key));
  }

  private String patched(Map<String, JsonNode> changed) {
    List<String> out = new ArrayList<>();
    Map<String, JsonNode> left = new LinkedHashMap<>(changed);
    List<String> keys = new ArrayList<>();
    tree.root().fieldNames().forEachRemaining(keys::add);
    out.addAll(lines.subList(0, keys.isEmpty() ? lines.size() : start(keys.get(0)) - 1));
    for (int i = 0; i < keys.size(); i++) {
      int from = start(keys.get(i)) - 1;
      int to = i + 1 < keys.size() ? start(keys.get(i + 1)) - 1 : lines.size();
      JsonNode part = left.remove(keys.get(i));
      if (part == null) {
        out.addAll(lines.subList(from, to));
      } else {
        out.addAll(section(keys.get(i), part));
        out.addAll(lines.subList(lastOf(from, to), to));
      }
    }
    left.forEach((key, part) -> out.addAll(section(key, part)));
    return text(out);
  }

  /** Where the blank lines and comments begin that stand in front of the next key. */
  private int lastOf(int from, int to) {
    int end = to;
    while (end > from + 1 && (lines.get(end - 1).isBlank() || lines.get(end - 1).startsWith("#"))) {
      end--;
    }
    return end;
  }

  private String rewritten(Map<String, JsonNode> changed) {
    ObjectNode root = root();
    changed.forEach(
        (key, part) -> {
          if (part.isMissingNode()) {
            root.remove(key);
          } else {
            root.set(key, part);
          }
        });
    return written(root);
  }

  private static List<String> section(String key, JsonNode part) {
    if (part.isMissingNode()) {
      return List.of();
    }
    ObjectNode alone = JsonNodeFactory.instance.objectNode();
    alone.set(key, part);
    return written(alone).lines().toList();
  }

  private static String written(JsonNode node) {
    try {
      return YAML.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new AssertionError("A tree in memory can be written.", e);
    }
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
