package org.fedval.coordinator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SitePhaseName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private House house;
  private PublishedStudy study;
  private ApiHouse api;
  private String address;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    study = new PublishedStudy(house);
    api = new ApiHouse(house);
    address = "/api/v1/studies/" + study.study.hex();
  }

  @AfterEach
  void close() {
    api.close();
    house.close();
  }

  @Test
  void a_study_that_one_may_not_see_is_answered_in_the_words_of_a_missing_one() throws Exception {
    String missing = "/api/v1/studies/" + Sha256Digest.ZERO.hex();
    for (String rest : List.of("", "/events", "/report", "/report/csv", "/report/sig")) {
      HttpResponse<String> hidden = api.get(address + rest, Role.RESEARCHER);
      assertThat(hidden.statusCode()).as(rest).isEqualTo(404);
      assertThat(hidden.body()).isEqualTo(api.get(missing + rest, Role.RESEARCHER).body());
    }
    assertThat(post(address + "/cancel", Role.VENDOR).statusCode()).isEqualTo(404);
    assertThat(study.stored().state()).isNotEqualTo(StudyState.ABORTED);
    assertThat(json(api.get("/api/v1/studies", Role.RESEARCHER)).path("total").asInt()).isZero();

    api.seen.add(study.study);
    assertThat(json(api.get("/api/v1/studies", Role.RESEARCHER)).path("total").asInt()).isOne();
    assertThat(json(api.get(address, Role.RESEARCHER)).path("id").asText()).isEqualTo("s-1");
  }

  @Test
  void a_list_is_filtered_paged_and_refuses_what_it_does_not_know() throws Exception {
    assertThat(total("?state=gate&state=aborted")).isOne();
    assertThat(total("?state=published")).isZero();
    assertThat(total("?text=nodule")).isOne();
    for (String wrong : List.of("state=GATE", "sort=size", "limit=201", "limit=x", "cursor=zz")) {
      HttpResponse<String> answer = api.get("/api/v1/studies?" + wrong, Role.ADMINISTRATOR);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void cancelling_ends_the_study_and_says_on_whose_word() throws Exception {
    HttpResponse<String> first = post(address + "/cancel", Role.ADMINISTRATOR);
    HttpResponse<String> again = post(address + "/cancel", Role.ADMINISTRATOR);

    assertThat(json(first).path("state").asText()).isEqualTo("aborted");
    assertThat(json(first).path("sentence").asText()).isEqualTo(Canceller.ADMINISTRATOR.sentence());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(post(address + "/cancel", Role.AUDITOR).statusCode()).isEqualTo(403);
  }

  @Test
  void whoever_has_the_bytes_already_gets_none() throws Exception {
    HttpResponse<String> first = api.get(address, Role.ADMINISTRATOR);
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        api.send(api.to(address, Role.ADMINISTRATOR).header("If-None-Match", tag));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    house.desk.cancel(study.study, Canceller.VENDOR);
    assertThat(
            api.send(api.to(address, Role.ADMINISTRATOR).header("If-None-Match", tag)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_caller_that_asks_too_often_is_told_when_to_come_again_and_others_are_not()
      throws Exception {
    HttpResponse<String> answer = null;
    for (int i = 0; i <= 120; i++) {
      answer = api.get("/api/v1/me", Role.AUDITOR);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(api.get("/api/v1/me", Role.VENDOR).statusCode()).isEqualTo(200);

    house.clock.forward(Duration.ofSeconds(1));
    assertThat(api.get("/api/v1/me", Role.AUDITOR).statusCode()).isEqualTo(200);
  }

  @Test
  void the_caller_hears_who_it_is() throws Exception {
    JsonNode me = json(api.get("/api/v1/me", Role.VENDOR));

    assertThat(me.path("roles").get(0).asText()).isEqualTo("vendor");
    assertThat(me.path("party").asText()).isEqualTo("acme");
    assertThat(me.path("permissions").toString()).contains("submit_studies", "cancel_studies");
  }

  @Test
  void events_tell_every_reader_the_latest_view_until_the_study_is_over() throws Exception {
    HttpResponse<java.io.InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                api.to(address + "/events", Role.ADMINISTRATOR)
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    List<JsonNode> views = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      views.add(next(lines));
      house.desk.signOfLife("b", SitePhaseName.RUNNING_COHORT);
      views.add(next(lines));
      house.desk.cancel(study.study, Canceller.VENDOR);
      views.add(next(lines));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        assertThat(line).isEmpty();
      }
    }

    assertThat(views.get(0).path("state").asText()).isEqualTo("gate");
    assertThat(views.get(1).path("phases").toString())
        .contains("{\"site\":\"b\",\"phase\":\"running the cohort\"}");
    assertThat(views.get(2).path("sentence").asText()).isEqualTo(Canceller.VENDOR.sentence());
    assertThat(api.get(address + "/events", Role.ADMINISTRATOR).statusCode()).isEqualTo(400);
  }

  @Test
  void a_report_is_served_byte_for_byte_with_its_signature_and_every_other_form() throws Exception {
    study.run(Set.of());

    assertThat(api.bytes(address + "/report", Role.ADMINISTRATOR).body())
        .isEqualTo(study.report().json());
    assertThat(api.bytes(address + "/report/sig", Role.ADMINISTRATOR).body())
        .isEqualTo(study.report().signature());
    assertThat(api.bytes(address + "/report/html", Role.ADMINISTRATOR).body())
        .isEqualTo(study.report().html());
    for (String form : List.of("csv", "fhir", "checklist", "checklist-csv")) {
      HttpResponse<byte[]> answer = api.bytes(address + "/report/" + form, Role.ADMINISTRATOR);
      assertThat(answer.statusCode()).as(form).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
          .startsWith("attachment; filename=\"report-");
    }
    assertThat(api.get(address + "/report/xls", Role.ADMINISTRATOR).statusCode()).isEqualTo(404);
  }

  @Test
  void the_log_is_served_with_proofs_that_hold() throws Exception {
    study.run(Set.of());
    JsonNode head = json(api.get("/api/v1/log/checkpoint", Role.AUDITOR));
    JsonNode page = json(api.get("/api/v1/log/entries?limit=3", Role.AUDITOR));

    assertThat(page.path("entries")).hasSize(3);
    assertThat(page.path("next_cursor").asText()).isEqualTo("3");
    JsonNode next = json(api.get("/api/v1/log/entries?cursor=3&limit=1", Role.AUDITOR));
    assertThat(next.path("entries").get(0).path("index").asInt()).isEqualTo(3);
    JsonNode proven = json(api.get("/api/v1/log/entries/2", Role.AUDITOR));
    LogProof proof = LogProof.verified(proven.path("proof").asText(), house.audit.name());
    assertThat(proof.proves(house.audit.entry(2).encode())).isTrue();
    assertThat(proof.proves(house.audit.entry(1).encode())).isFalse();
    JsonNode consistency =
        json(
            api.get(
                "/api/v1/log/consistency?from=2&to=" + head.path("size").asLong(), Role.AUDITOR));
    assertThat(consistency.path("path")).isNotEmpty();
    assertThat(api.get("/api/v1/log/entries/999999", Role.AUDITOR).statusCode()).isEqualTo(404);
    assertThat(api.get("/api/v1/log/consistency", Role.AUDITOR).statusCode()).isEqualTo(400);
  }

  @Test
  void the_description_is_served_to_anybody_as_a_document_and_as_a_page() throws Exception {
    assertThat(api.get("/api/v1/openapi.yaml", null).body()).startsWith("openapi: 3.1.0");
    HttpResponse<String> page = api.get("/api", null);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("POST /api/v1/studies/{study}/cancel", "CANCEL_STUDIES");
    assertThat(api.get("/health/live", null).body()).isEqualTo("live\n");
    assertThat(api.get("/health/ready", null).body()).isEqualTo("ready\n");
  }

  private static JsonNode next(BufferedReader lines) throws Exception {
    String line = lines.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return JSON.readTree(String.valueOf(line).substring("data: ".length()));
  }

  private int total(String query) throws Exception {
    return json(api.get("/api/v1/studies" + query, Role.ADMINISTRATOR)).path("total").asInt();
  }

  private HttpResponse<String> post(String path, Role role) throws Exception {
    return api.send(api.to(path, role).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
