package org.fedval.coordinator.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a request failed: a problem document to scripts, a page to people. */
final class ProblemAnswers {
  /** RFC 9457. */
  static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProblemAnswers() {}

  static void send(Context answer, Problem problem) {
    answer.status(problem.status());
    if (answer.path().startsWith(Route.API)) {
      sendDocument(answer, problem);
    } else if (problem.status() == 401 && answer.header("HX-Request") == null) {
      answer.redirect("/sign-in");
    } else {
      Pages.show(answer, "problem.jte", Shell.of("That did not work", null), problem);
    }
  }

  /** What the HTTP server itself refused. */
  static void sendRefusal(Context answer, HttpResponseException refusal) {
    if (refusal.getStatus() < 500) {
      send(answer, ofHttp(refusal.getStatus()));
    } else {
      sendFailure(answer, refusal);
    }
  }

  /** A bug of ours. */
  static void sendFailure(Context answer, Exception failure) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    StackTraceElement[] trace = failure.getStackTrace();
    log.atError()
        .addKeyValue("id", id)
        .addKeyValue("error", failure.getClass().getSimpleName())
        .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0].toString())
        .log("A request failed");
    send(answer, Problem.failed(id));
  }

  private static Problem ofHttp(int status) {
    if (status == 404 || status == 405) {
      return Problem.notFound();
    }
    return status == 413
        ? Problem.tooLarge("The request is larger than this server takes.")
        : Problem.badRequest("BAD_REQUEST", "The request is not one that this address takes.");
  }

  private static void sendDocument(Context answer, Problem problem) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "about:blank");
    document.put("title", problem.code());
    document.put("status", problem.status());
    document.put("detail", problem.sentence());
    try {
      answer.result(JSON.writeValueAsString(document).getBytes(StandardCharsets.UTF_8));
      answer.contentType(MEDIA_TYPE);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("a map of strings and a number is JSON", e);
    }
  }
}
