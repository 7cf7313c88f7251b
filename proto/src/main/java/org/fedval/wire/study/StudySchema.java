package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A published JSON Schema of a study plan or of expected counts, and its findings turned into
 * sentences: line, key, what was found and what was expected. A schema's {@code description} is the
 * expectation where it has one.
 */
final class StudySchema {
  static final StudySchema PLAN = new StudySchema("fedval.study.v1.schema.json");
  static final StudySchema COUNTS = new StudySchema("fedval.counts.v1.schema.json");

  private final JsonNode node;
  private final Schema schema;

  private StudySchema(String resource) {
    this.node = load(resource);
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(node);
  }

  /** One sentence per faulty place, in the order of lines; empty when the document fits. */
  List<String> sentences(String file, LocatedYaml.Tree tree) {
    Map<String, Fault> byPlace = new LinkedHashMap<>();
    for (Error error : schema.validate(tree.root())) {
      Fault fault = fault(tree, error);
      byPlace.putIfAbsent(fault.place, fault);
    }
    Fault otherFormat = byPlace.get("/schema");
    List<Fault> faults =
        otherFormat == null ? new ArrayList<>(byPlace.values()) : List.of(otherFormat);
    return faults.stream()
        .sorted(Comparator.comparingInt(Fault::line))
        .map(fault -> file + " line " + fault.line + ": " + fault.text)
        .toList();
  }

  private record Fault(String place, int line, String text) {}

  private Fault fault(LocatedYaml.Tree tree, Error error) {
    String at = pointer(error.getInstanceLocation());
    JsonNode found = tree.root().at(at);
    JsonNode rule = parentRule(error);
    String keyword = error.getKeyword();
    String property = error.getProperty() == null ? "" : error.getProperty();
    String child = at + "/" + LocatedYaml.escape(property);
    if (keyword.equals("additionalProperties")) {
      String text =
          "unknown key "
              + Found.quoted(property)
              + where(at)
              + "; expected one of "
              + keys(rule.path("properties"))
              + ".";
      return new Fault(child, tree.line(child), text);
    }
    if (keyword.equals("required")) {
      JsonNode missing = resolve(rule.path("properties").path(property));
      String text =
          "the key '" + property + "' is missing" + where(at) + "; expected " + expected(missing);
      return new Fault(child, tree.line(at), text + ".");
    }
    if (keyword.equals("uniqueItems")) {
      return new Fault(at, tree.line(at), subject(at) + " has an entry twice; remove one.");
    }
    String hint = wantsText(rule) && !found.isTextual() ? " (put it in quotes)" : "";
    String text = subject(at) + " is " + Found.shown(found) + "; expected " + expected(rule) + hint;
    return new Fault(at, tree.line(at), text + ".");
  }

  private static boolean wantsText(JsonNode rule) {
    JsonNode type = rule.path("type");
    return type.isArray() ? type.path(0).asText().equals("string") : type.asText().equals("string");
  }

  private static String expected(JsonNode rule) {
    if (rule.has("description")) {
      return rule.get("description").textValue();
    }
    if (rule.has("const")) {
      return "'" + rule.get("const").asText() + "'";
    }
    if (rule.has("enum")) {
      return "one of " + words(rule.get("enum"));
    }
    switch (rule.path("type").asText()) {
      case "array":
        return "a list of "
            + rule.path("minItems").asInt(0)
            + " to "
            + rule.path("maxItems").asInt()
            + " entries";
      case "boolean":
        return "true or false";
      case "object":
        return rule.has("properties") ? "a mapping with " + keys(rule.get("properties")) : "";
      default:
        throw new AssertionError("A rule of a schema has no words for its expectation.");
    }
  }

  private static String subject(String pointer) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    if (pointer.isEmpty()) {
      return "the document";
    }
    return last.chars().allMatch(Character::isDigit)
        ? "an entry of " + parent(pointer)
        : Found.quoted(last);
  }

  private static String where(String pointer) {
    if (pointer.isEmpty()) {
      return " at the top level";
    }
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return " under "
        + (last.chars().allMatch(Character::isDigit) ? parent(pointer) : Found.quoted(last));
  }

  /** The quoted key that holds the list in which the pointer's entry stands. */
  private static String parent(String pointer) {
    String list = pointer.substring(0, pointer.lastIndexOf('/'));
    return Found.quoted(list.substring(list.lastIndexOf('/') + 1));
  }

  private static String keys(JsonNode properties) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  /** The schema object that holds the failed keyword. */
  private JsonNode parentRule(Error error) {
    String keywordAt = pointer(error.getSchemaLocation().getFragment());
    String suffix = "/" + error.getKeyword();
    int end = keywordAt.lastIndexOf(suffix);
    return resolve(node.at(end < 0 ? keywordAt : keywordAt.substring(0, end)));
  }

  private JsonNode resolve(JsonNode rule) {
    return rule.has("$ref") ? node.at(rule.get("$ref").textValue().substring(1)) : rule;
  }

  private static String pointer(NodePath path) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer.append('/').append(LocatedYaml.escape(path.getName(i)));
    }
    return pointer.toString();
  }

  private static JsonNode load(String resource) {
    try (InputStream in = StudySchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("A schema is not in the jar.");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException broken) {
      throw new AssertionError("A schema in the jar cannot be read.", broken);
    }
  }
}
