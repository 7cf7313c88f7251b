package org.fedval.coordinator.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * The structure of MeasureReport and of the data types in it as FHIR R4 (4.0.1) defines them: which
 * keys an element may have, which it must, and the codes of its required value sets.
 */
final class FhirShape {
  private static final Set<String> ABSENT_REASONS =
      Set.of(
          "unknown",
          "asked-unknown",
          "temp-unknown",
          "not-asked",
          "asked-declined",
          "masked",
          "not-applicable",
          "unsupported",
          "as-text",
          "error",
          "not-a-number",
          "negative-infinity",
          "positive-infinity",
          "not-performed",
          "not-permitted");

  /** Key to type; a star marks a list and an exclamation mark a key that must be there. */
  private static final Map<String, Map<String, String>> TYPES =
      Map.of(
          "MeasureReport",
              Map.ofEntries(
                  Map.entry("resourceType", "code!"),
                  Map.entry("language", "code"),
                  Map.entry("extension", "Extension*"),
                  Map.entry("identifier", "Identifier*"),
                  Map.entry("status", "code!"),
                  Map.entry("type", "code!"),
                  Map.entry("measure", "uri!"),
                  Map.entry("subject", "Reference"),
                  Map.entry("date", "instant"),
                  Map.entry("reporter", "Reference"),
                  Map.entry("period", "Period!"),
                  Map.entry("improvementNotation", "CodeableConcept"),
                  Map.entry("group", "Group*")),
          "Group",
              Map.of(
                  "extension", "Extension*",
                  "code", "CodeableConcept",
                  "population", "Population*",
                  "measureScore", "Quantity",
                  "stratifier", "Stratifier*"),
          "Population", Map.of("code", "CodeableConcept", "count", "integer", "_count", "Element"),
          "Stratifier", Map.of("code", "CodeableConcept*", "stratum", "Stratum*"),
          "Stratum",
              Map.of(
                  "extension", "Extension*",
                  "value", "CodeableConcept",
                  "component", "Component*",
                  "population", "Population*",
                  "measureScore", "Quantity"),
          "Component", Map.of("code", "CodeableConcept!", "value", "CodeableConcept!"),
          "Quantity",
              Map.of(
                  "extension", "Extension*",
                  "value", "decimal",
                  "comparator", "code",
                  "unit", "string",
                  "system", "uri",
                  "code", "code"),
          "CodeableConcept", Map.of("coding", "Coding*", "text", "string"),
          "Coding", Map.of("system", "uri!", "code", "code!", "display", "string"),
          "Other", Map.of());

  private static final Map<String, Map<String, String>> OTHERS =
      Map.of(
          "Identifier", Map.of("system", "uri", "value", "string"),
          "Reference", Map.of("reference", "string", "display", "string"),
          "Period", Map.of("extension", "Extension*", "start", "instant", "end", "instant"),
          "Element", Map.of("extension", "Extension*"),
          "Extension",
              Map.of(
                  "url", "uri!",
                  "extension", "Extension*",
                  "valueString", "string",
                  "valueCode", "code",
                  "valueDecimal", "decimal",
                  "valueInteger", "integer"));

  private FhirShape() {}

  static void check(JsonNode resource) {
    element(resource, "MeasureReport", "MeasureReport");
    assertThat(resource.path("resourceType").asText()).isEqualTo("MeasureReport");
    assertThat(resource.path("status").asText()).isIn("complete", "pending", "error");
    assertThat(resource.path("type").asText())
        .isIn("individual", "subject-list", "summary", "data-collection");
  }

  private static void element(JsonNode node, String type, String path) {
    Map<String, String> keys = TYPES.containsKey(type) ? TYPES.get(type) : OTHERS.get(type);
    assertThat(node.isObject()).as(path).isTrue();
    assertThat(node.isEmpty()).as(path + " (ele-1: has a value or children)").isFalse();
    keys.forEach(
        (key, kind) -> {
          if (kind.endsWith("!")) {
            assertThat(node.has(key)).as(path + "." + key).isTrue();
          }
        });
    node.properties()
        .forEach(
            entry -> {
              String place = path + "." + entry.getKey();
              String kind = keys.get(entry.getKey());
              assertThat(kind).as(place + " is no key of " + type).isNotNull();
              values(entry.getValue(), kind.replace("!", ""), place);
            });
    if (type.equals("Extension")) {
      long values = node.properties().stream().filter(e -> e.getKey().startsWith("value")).count();
      assertThat(values == 1 ^ node.has("extension")).as(path + " (ext-1)").isTrue();
      if (node.path("url").asText().equals(FhirElements.ABSENT)) {
        assertThat(ABSENT_REASONS).as(path).contains(node.path("valueCode").asText());
      }
    }
    if (type.equals("Quantity") && node.has("code")) {
      assertThat(node.has("system")).as(path + " (qty-3)").isTrue();
    }
  }

  private static void values(JsonNode node, String kind, String path) {
    if (kind.endsWith("*")) {
      assertThat(node.isArray() && !node.isEmpty()).as(path + " is a list").isTrue();
      int i = 0;
      for (JsonNode one : node) {
        values(one, kind.substring(0, kind.length() - 1), path + "[" + i++ + "]");
      }
      return;
    }
    switch (kind) {
      case "code" -> assertThat(node.asText()).as(path).matches("[^\\s]+(\\s[^\\s]+)*");
      case "uri" -> assertThat(node.asText()).as(path).matches("\\S+");
      case "string" -> assertThat(node.isTextual() && !node.asText().isBlank()).as(path).isTrue();
      case "integer" -> assertThat(node.isInt()).as(path).isTrue();
      case "decimal" -> assertThat(node.isNumber()).as(path).isTrue();
      case "instant" ->
          assertThat(node.asText()).as(path).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
      default -> element(node, kind, path);
    }
  }
}
