package org.fedval.coordinator.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code openapi.yaml}: the REST interface described, as bytes, as a tree and as a page. */
public final class ApiDocument {
  private static final String RESOURCE = "/org/fedval/coordinator/openapi.yaml";
  private static final byte[] BYTES = bytes();
  private static final JsonNode TREE = tree();

  private ApiDocument() {}

  /** What the page shows. */
  public record Model(String title, String version, String description, List<Operation> calls) {}

  /**
   * One call.
   *
   * @param permission who may make it, in words
   */
  public record Operation(
      String method,
      String path,
      String summary,
      String permission,
      List<Line> parameters,
      List<Line> responses) {}

  /** A name with what it means. */
  public record Line(String name, String meaning) {}

  /** The document's exact bytes. */
  static byte[] yaml() {
    return BYTES.clone();
  }

  /** The document as a tree; nobody changes it. */
  static JsonNode root() {
    return TREE;
  }

  static Model model() {
    List<Operation> calls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : TREE.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        if (!call.getKey().equals("parameters")) {
          calls.add(operation(path.getKey(), call.getKey(), path.getValue(), call.getValue()));
        }
      }
    }
    JsonNode info = TREE.path("info");
    return new Model(
        info.path("title").asText(),
        info.path("version").asText(),
        info.path("description").asText(),
        calls);
  }

  private static Operation operation(String path, String method, JsonNode shared, JsonNode call) {
    List<Line> parameters = new ArrayList<>();
    for (JsonNode list : List.of(shared.path("parameters"), call.path("parameters"))) {
      for (JsonNode parameter : list) {
        JsonNode known = resolved(parameter);
        parameters.add(new Line(known.path("name").asText(), known.path("description").asText()));
      }
    }
    List<Line> responses = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : call.path("responses").properties()) {
      responses.add(
          new Line(response.getKey(), resolved(response.getValue()).path("description").asText()));
    }
    String permission = call.path("x-permission").asText();
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        call.path("summary").asText(),
        permission.equals("none") ? "anybody" : permission,
        parameters,
        responses);
  }

  /** What a {@code $ref} within the document points at. */
  static JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : TREE.at(ref.substring(1));
  }

  private static JsonNode tree() {
    try {
      return new YAMLMapper().readTree(BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml is not YAML.", e);
    }
  }

  private static byte[] bytes() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError("openapi.yaml is missing from the jar.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml could not be read.", e);
    }
  }
}
