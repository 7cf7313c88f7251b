package org.fedval.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.config.WebConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebServerTest {
  private static final WebConfig LOOPBACK = new WebConfig(null, 0, null, null, null, null);
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        WebServer.start(
            LOOPBACK,
            request ->
                Optional.ofNullable(request.header("X-Test-Role"))
                    .map(role -> new Visitor("a", "Ada", Set.of(Role.valueOf(role)), null, "tok")),
            List.of(
                Route.get("/sites", Permission.READ_SITES, (r, v) -> r.result("sites")),
                Route.post("/sites", Permission.MANAGE_SITES, (r, v) -> r.result("changed")),
                Route.get("/api/v1/sites", Permission.READ_SITES, (r, v) -> r.result("{}")),
                Route.get(
                    "/api/v1/broken",
                    Permission.READ_SITES,
                    (r, v) -> {
                      throw new IllegalStateException("patient 4711");
                    }),
                Route.open(HandlerType.GET, "/health", (r, v) -> r.result("serving"))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_page_sends_whoever_is_not_signed_in_to_the_sign_in_page() throws Exception {
    HttpResponse<String> answer = send(to("/sites"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains("/sign-in");
  }

  @Test
  void the_api_answers_whoever_is_not_signed_in_with_a_problem_document() throws Exception {
    HttpResponse<String> answer = send(to("/api/v1/sites"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"status\":401").contains("NOT_SIGNED_IN");
  }

  @Test
  void a_role_without_the_permission_is_refused() throws Exception {
    assertThat(send(to("/sites").header("X-Test-Role", "RESEARCHER")).statusCode()).isEqualTo(403);
    assertThat(send(to("/sites").header("X-Test-Role", "AUDITOR")).body()).isEqualTo("sites");
  }

  @Test
  void a_change_without_the_token_of_our_own_form_is_refused() throws Exception {
    HttpRequest.Builder change =
        to("/sites").header("X-Test-Role", "ADMINISTRATOR").POST(form("csrf=other"));

    assertThat(send(change.copy()).statusCode()).isEqualTo(403);
    assertThat(send(change.header("X-CSRF-Token", "tok")).body()).isEqualTo("changed");
  }

  @Test
  void a_change_that_another_site_sends_is_refused_even_with_the_token() throws Exception {
    HttpRequest.Builder change =
        to("/sites")
            .header("X-Test-Role", "ADMINISTRATOR")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(form("csrf=tok"));

    assertThat(send(change).statusCode()).isEqualTo(403);
  }

  @Test
  void a_failure_tells_its_id_and_nothing_of_what_failed() throws Exception {
    HttpResponse<String> answer = send(to("/api/v1/broken").header("X-Test-Role", "ADMINISTRATOR"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("FAILED").doesNotContain("4711");
  }

  @Test
  void every_answer_forbids_foreign_and_inline_scripts() throws Exception {
    for (String path : List.of("/health", "/nowhere", "/sites", "/assets/htmx.js")) {
      String policy = send(to(path)).headers().firstValue("Content-Security-Policy").orElseThrow();
      assertThat(policy).as(path).contains("script-src 'self'").doesNotContain("unsafe");
    }
  }

  @Test
  void an_address_without_a_route_shows_a_page_that_says_so() throws Exception {
    HttpResponse<String> answer = send(to("/nowhere"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is nothing here that you may see.");
  }

  @Test
  void style_and_scripts_are_served_once() throws Exception {
    HttpResponse<String> first = send(to("/assets/pages.css"));
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(send(to("/assets/pages.css").header("If-None-Match", tag)).statusCode())
        .isEqualTo(304);
  }

  private static HttpRequest.BodyPublisher form(String fields) {
    return HttpRequest.BodyPublishers.ofString(fields);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
