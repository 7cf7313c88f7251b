package org.fedval.coordinator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.web.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the server does: the same calls, the same permissions, such answers. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private House house;
  private PublishedStudy study;
  private ApiHouse api;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    study = new PublishedStudy(house);
    api = new ApiHouse(house);
  }

  @AfterEach
  void close() {
    api.close();
    house.close();
  }

  @Test
  void every_route_is_documented_with_its_permission_and_every_documented_call_exists() {
    Map<String, String> served = new TreeMap<>();
    for (Route route : api.server.routes()) {
      if (route.path().startsWith(Route.API) || route.path().startsWith("/health/")) {
        served.put(
            route.method().name().toLowerCase(Locale.ROOT) + " " + route.path(),
            route.access().permission().map(Permission::name).orElse("none"));
      }
    }
    Map<String, String> documented = new TreeMap<>();
    operations().forEach((call, op) -> documented.put(call, op.path("x-permission").asText()));

    assertThat(served).hasSizeGreaterThan(15);
    assertThat(documented).isEqualTo(served);
  }

  @Test
  void every_call_documents_each_refusal_that_it_can_make() {
    operations()
        .forEach(
            (call, op) -> {
              Set<String> codes = new TreeSet<>();
              op.path("responses").fieldNames().forEachRemaining(codes::add);
              assertThat(codes).as(call).contains("200");
              if (!op.path("x-permission").asText().equals("none")) {
                assertThat(codes).as(call).contains("401", "403", "429");
              }
              if (call.contains("{")) {
                assertThat(codes).as(call).contains("404");
              }
            });
  }

  @Test
  void answers_have_the_form_that_the_document_gives_them() throws Exception {
    checkAnswers();
    study.run(Set.of());
    int checked = checkAnswers();
    assertThat(checked).isGreaterThan(12);

    assertProblem(api.get("/api/v1/studies?limit=0", Role.ADMINISTRATOR), 400);
    assertProblem(api.get("/api/v1/studies", null), 401);
    assertProblem(api.get("/api/v1/sites", Role.RESEARCHER), 403);
    assertProblem(api.get("/api/v1/nowhere", Role.ADMINISTRATOR), 404);
    assertProblem(
        api.send(
            api.to(path("/api/v1/studies/{study}/cancel"), Role.ADMINISTRATOR)
                .POST(HttpRequest.BodyPublishers.noBody())),
        409);
  }

  /** Asks every documented GET as an administrator; how many answered 200. */
  private int checkAnswers() throws Exception {
    int checked = 0;
    for (Map.Entry<String, JsonNode> call : operations().entrySet()) {
      if (!call.getKey().startsWith("get ") || call.getKey().endsWith("/events")) {
        continue;
      }
      HttpResponse<String> answer = api.get(path(call.getKey().substring(4)), Role.ADMINISTRATOR);
      String status = Integer.toString(answer.statusCode());
      JsonNode documented = call.getValue().path("responses").path(status);
      assertThat(documented.isMissingNode()).as(call.getKey() + " answers " + status).isFalse();
      if (answer.statusCode() == 200) {
        checked++;
        String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";")[0];
        JsonNode schema =
            ApiDocument.resolved(documented).path("content").path(type).path("schema");
        assertThat(schema.isMissingNode()).as(call.getKey() + " sends " + type).isFalse();
        if (type.endsWith("json")) {
          assertThat(errors(schema, answer.body())).as(call.getKey()).isEmpty();
        }
      } else {
        assertProblem(answer, answer.statusCode());
      }
    }
    return checked;
  }

  private String path(String template) {
    return template
            .replace("{study}", study.study.hex())
            .replace("{roster}", study.roster.hash().hex())
            .replace("{index}", "0")
            .replace("{form}", "fhir")
        + (template.endsWith("/consistency") ? "?from=1" : "");
  }

  private static void assertProblem(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(errors(JSON.readTree("{\"$ref\":\"#/components/schemas/Problem\"}"), answer.body()))
        .isEmpty();
  }

  /** What speaks against the answer: the document's schemas are JSON Schema 2020-12. */
  private static java.util.List<?> errors(JsonNode schema, String answer) throws Exception {
    ObjectNode root = (ObjectNode) schema.deepCopy();
    root.set("components", ApiDocument.root().path("components").deepCopy());
    Schema checked =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
    return checked.validate(JSON.readTree(answer));
  }

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    ApiDocument.root()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        op -> operations.put(op.getKey() + " " + path.getKey(), op.getValue())));
    return operations;
  }
}
