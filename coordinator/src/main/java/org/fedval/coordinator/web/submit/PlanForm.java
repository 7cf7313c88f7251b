package org.fedval.coordinator.web.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.fedval.wire.study.PlanEdit;
import org.fedval.wire.study.StudyPlanException;

/**
 * The fields that the form has of a plan, as texts, and the way back into the plan's YAML. What the
 * form has no field for stays as it was.
 *
 * @param modalities separated by commas
 * @param findings one a line
 * @param points one a line, {@code name} or {@code name = threshold}
 * @param subgroups one a line, {@code attribute: level, level}; {@code (site)} after an attribute
 *     that every site maps itself
 */
public record PlanForm(
    String task,
    String id,
    String title,
    String modalities,
    String findings,
    String points,
    String subgroups,
    List<Claim> claims,
    String minimumCell,
    String epsilon) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_CLAIMS = 64;
  private static final String BY_SITE = " (site)";

  public PlanForm {
    claims = List.copyOf(claims);
  }

  /** One endpoint. */
  public record Claim(
      String finding,
      String metric,
      String point,
      String goal,
      String alternative,
      boolean subgroups) {
    static final Claim EMPTY = new Claim("", "", "", "", "", false);

    boolean isEmpty() {
      return equals(EMPTY);
    }
  }

  /** The claims with an empty row to fill in. */
  public List<Claim> rows() {
    List<Claim> rows = new ArrayList<>(claims);
    rows.add(Claim.EMPTY);
    return rows;
  }

  /** What a plan says. */
  static PlanForm of(JsonNode root) {
    List<Claim> claims = new ArrayList<>();
    for (JsonNode e : root.path("endpoints")) {
      claims.add(
          new Claim(
              text(e.path("finding")),
              text(e.path("metric")),
              text(e.path("operating_point")),
              text(e.path("goal")),
              text(e.path("alternative")),
              e.path("certify_subgroups").asBoolean(false)));
    }
    return new PlanForm(
        text(root.path("task")),
        text(root.path("id")),
        text(root.path("title")),
        joined(root.path("cohort").path("modalities"), ", ", PlanForm::text),
        joined(root.path("findings"), "\n", PlanForm::text),
        joined(root.path("operating_points"), "\n", PlanForm::point),
        joined(
            root.path("subgroups"),
            "\n",
            group ->
                text(group.path("attribute"))
                    + (text(group.path("from")).equals("site") ? BY_SITE : "")
                    + ": "
                    + joined(group.path("levels"), ", ", PlanForm::text)),
        claims,
        text(root.path("disclosure").path("minimum_cell")),
        text(root.path("privacy").path("epsilon")));
  }

  private static String point(JsonNode node) {
    return node.isObject()
        ? text(node.path("name")) + " = " + text(node.path("threshold"))
        : text(node);
  }

  private static String joined(JsonNode list, String between, Function<JsonNode, String> shown) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(shown)
        .collect(Collectors.joining(between));
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  /**
   * What was filled in.
   *
   * @param field value of a field by its name; empty if it has none
   */
  static PlanForm filled(Function<String, String> field) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < MAX_CLAIMS; i++) {
      Function<String, String> cell = cell(field, i);
      claims.add(
          new Claim(
              cell.apply("finding"),
              cell.apply("metric"),
              cell.apply("point"),
              cell.apply("goal"),
              cell.apply("alternative"),
              !cell.apply("subgroups").isEmpty()));
    }
    while (!claims.isEmpty() && claims.get(claims.size() - 1).isEmpty()) {
      claims.remove(claims.size() - 1);
    }
    return new PlanForm(
        field.apply("task"),
        field.apply("id"),
        field.apply("title"),
        field.apply("modalities"),
        field.apply("findings"),
        field.apply("points"),
        field.apply("subgroups"),
        claims,
        field.apply("minimum_cell"),
        field.apply("epsilon"));
  }

  private static Function<String, String> cell(Function<String, String> field, int row) {
    return name -> field.apply("claim" + row + "_" + name);
  }

  /**
   * The plan's text with what was filled in.
   *
   * @throws StudyPlanException when the text is no YAML that could be changed
   */
  String into(String yaml, String file) throws StudyPlanException {
    PlanEdit plan = PlanEdit.of(yaml, file);
    ObjectNode root = plan.root();
    PlanForm shown = of(root);
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    parts.put("task", word(task));
    parts.put("id", word(id));
    parts.put("title", word(title));
    parts.put("cohort", within(root, "cohort", "modalities", list(modalities.split(",", -1))));
    parts.put("findings", list(findings.split("\n", -1)));
    parts.put("operating_points", points(root));
    parts.put("subgroups", subgroups(root));
    parts.put("endpoints", endpoints(root));
    parts.put("disclosure", within(root, "disclosure", "minimum_cell", number(minimumCell)));
    parts.put("privacy", within(root, "privacy", "epsilon", number(epsilon)));
    Map<String, Object> before = shown.fields();
    Map<String, Object> now = fields();
    parts.keySet().removeIf(key -> Objects.equals(before.get(key), now.get(key)));
    return plan.with(parts);
  }

  /** What was typed for each part of the plan; a part whose fields nobody touched stays. */
  private Map<String, Object> fields() {
    return Map.of(
        "task", task.strip(),
        "id", id.strip(),
        "title", title.strip(),
        "cohort", modalities.strip(),
        "findings", findings.strip(),
        "operating_points", points.strip(),
        "subgroups", subgroups.strip(),
        "endpoints", claims,
        "disclosure", minimumCell.strip(),
        "privacy", epsilon.strip());
  }

  private static JsonNode within(ObjectNode root, String key, String field, JsonNode value) {
    ObjectNode part = root.path(key).isObject() ? (ObjectNode) root.get(key) : NODES.objectNode();
    if (value.isMissingNode()) {
      part.remove(field);
    } else {
      part.set(field, value);
    }
    return part.isEmpty() ? MissingNode.getInstance() : part;
  }

  private JsonNode points(ObjectNode root) {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : lines(points)) {
      int equals = line.lastIndexOf('=');
      if (equals < 0) {
        entries.add(NODES.textNode(line));
      } else {
        entries.add(
            NODES
                .objectNode()
                .put("name", line.substring(0, equals).strip())
                .set("threshold", number(line.substring(equals + 1))));
      }
    }
    return kept(root.path("operating_points"), entries);
  }

  private JsonNode subgroups(ObjectNode root) {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : lines(subgroups)) {
      String named = line.split(":", 2)[0].strip();
      boolean bySite = named.endsWith(BY_SITE);
      String attribute =
          bySite ? named.substring(0, named.length() - BY_SITE.length()).strip() : named;
      String levels = line.contains(":") ? line.substring(line.indexOf(':') + 1) : "";
      ObjectNode entry = before(root.path("subgroups"), attribute);
      entry.put("attribute", attribute);
      set(entry, "from", bySite ? NODES.textNode("site") : MissingNode.getInstance());
      entry.set("levels", array(levels.split(",", -1)));
      entries.add(entry);
    }
    return kept(root.path("subgroups"), entries);
  }

  private static ObjectNode before(JsonNode groups, String attribute) {
    for (JsonNode group : groups) {
      if (group.isObject() && attribute.equals(group.path("attribute").asText())) {
        return group.deepCopy();
      }
    }
    return NODES.objectNode();
  }

  private JsonNode endpoints(ObjectNode root) {
    List<JsonNode> entries = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      if (claim.isEmpty()) {
        continue;
      }
      JsonNode old = root.path("endpoints").path(i);
      ObjectNode entry = old.isObject() ? old.deepCopy() : NODES.objectNode();
      set(entry, "finding", word(claim.finding()));
      set(entry, "metric", word(claim.metric()));
      set(entry, "operating_point", word(claim.point()));
      set(entry, "goal", number(claim.goal()));
      set(entry, "alternative", number(claim.alternative()));
      if (claim.subgroups() != entry.path("certify_subgroups").asBoolean(false)) {
        entry.put("certify_subgroups", claim.subgroups());
      }
      entries.add(entry);
    }
    return kept(root.path("endpoints"), entries);
  }

  private static void set(ObjectNode entry, String key, JsonNode value) {
    if (value.isMissingNode()) {
      entry.remove(key);
    } else {
      entry.set(key, value);
    }
  }

  private static JsonNode kept(JsonNode before, List<JsonNode> entries) {
    if (entries.isEmpty() && !before.isArray()) {
      return MissingNode.getInstance();
    }
    return NODES.arrayNode().addAll(entries);
  }

  private static JsonNode list(String[] words) {
    JsonNode list = array(words);
    return list.isEmpty() ? MissingNode.getInstance() : list;
  }

  private static JsonNode array(String[] words) {
    var list = NODES.arrayNode();
    for (String word : words) {
      if (!word.isBlank()) {
        list.add(word.strip());
      }
    }
    return list;
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static JsonNode word(String text) {
    return text.isBlank() ? MissingNode.getInstance() : NODES.textNode(text.strip());
  }

  /** A number as the parser would read it; anything else stays a text, which the schema refuses. */
  private static JsonNode number(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return MissingNode.getInstance();
    }
    if (stripped.matches("-?(0|[1-9][0-9]{0,17})")) {
      return NODES.numberNode(Long.parseLong(stripped));
    }
    return stripped.matches("-?[0-9]{1,17}\\.[0-9]{1,17}([eE][-+]?[0-9]{1,2})?")
        ? NODES.numberNode(Double.parseDouble(stripped))
        : NODES.textNode(stripped);
  }
}
