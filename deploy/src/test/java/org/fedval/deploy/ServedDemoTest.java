package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fedval demo --serve}: a finished study to look at in a browser, behind one link. */
class ServedDemoTest {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String LINK = "Sign in: ";

  @TempDir private Path folder;

  @Test
  void the_link_signs_in_once_and_shows_the_published_study() throws Exception {
    try (FedvalProcess demo =
        FedvalProcess.start("demo", "--serve", "--out", folder.resolve("out"))) {
      URI link =
          URI.create(demo.awaitLine(line -> line.startsWith(LINK), LIMIT).substring(LINK.length()));
      HttpClient browser =
          HttpClient.newBuilder()
              .cookieHandler(new CookieManager())
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();

      HttpResponse<String> looked = get(browser, link);
      HttpResponse<String> signedIn = post(browser, link);
      HttpResponse<String> again = post(HttpClient.newHttpClient(), link);

      assertThat(looked.statusCode()).isEqualTo(200);
      assertThat(signedIn.body()).contains("demo-1").contains("Published");
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(link.getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void a_killed_demo_leaves_no_process() throws Exception {
    try (FedvalProcess demo =
        FedvalProcess.start("demo", "--serve", "--out", folder.resolve("out"))) {
      String pids = demo.awaitLine(line -> line.contains("run as separate processes"), LIMIT);
      ProcessHandle coordinator = FedvalProcess.named(pids, "coordinator");
      ProcessHandle agent = FedvalProcess.named(pids, "site-1");

      ProcessHandle.of(demo.pid()).orElseThrow().destroyForcibly();

      assertThat(coordinator.onExit()).succeedsWithin(LIMIT);
      assertThat(agent.onExit()).succeedsWithin(LIMIT);
    }
  }

  private static HttpResponse<String> get(HttpClient browser, URI address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpClient browser, URI address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
