package org.fedval.coordinator;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.web.Route;

/** Sends requests to any route as somebody, with everything that a page of ours would send. */
final class Caller {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int port;
  private final Map<String, String> headers;

  private Caller(int port, Map<String, String> headers) {
    this.port = port;
    this.headers = headers;
  }

  static Caller nobody(int port) {
    return new Caller(port, Map.of());
  }

  static Caller session(int port, Secret cookie) {
    return new Caller(
        port,
        Map.of("Cookie", "fedval=" + cookie.reveal(), "X-CSRF-Token", cookie.antiForgeryToken()));
  }

  static Caller token(int port, Secret token) {
    return new Caller(port, Map.of("Authorization", "Bearer " + token.reveal()));
  }

  /**
   * What came back.
   *
   * @param body empty for a success that may never end, such as an event stream
   */
  record Answer(int status, Map<String, List<String>> headers, String body) {}

  /** A path of the route about this study; other parameters are no word of anybody's. */
  static String path(Route route, String study) {
    return route
        .path()
        .replace("{study}", study)
        .replaceAll("[{<][^}>]*[}>]", "nothing-of-this-name");
  }

  Answer send(Route route, String path) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("HX-Request", "true")
            .method(route.method().name(), HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    HttpResponse<InputStream> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Map<String, List<String>> told = new TreeMap<>(answer.headers().map());
    told.remove("date");
    try (InputStream body = answer.body()) {
      String text =
          answer.statusCode() >= 400 ? new String(body.readAllBytes(), StandardCharsets.UTF_8) : "";
      return new Answer(answer.statusCode(), told, text);
    }
  }
}
