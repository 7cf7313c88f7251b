package org.fedval.agent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.approval.ApprovalBook;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.journal.Quarantine;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets the status page, over real connections. */
class StatusPageTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private AgentHome home;
  private PageSource source;
  private StatusPage page;

  @BeforeEach
  void open() throws Exception {
    home = new AgentHome(folder.resolve("home"));
    home.prepare();
    Kek kek = HomeVault.open(home, RANDOM);
    LocalDisk disk = new LocalDisk();
    source =
        new PageSource(
            new PageSource.Parts(
                home,
                "site-a",
                () -> new LocalStatus("waiting", 0, 0, ""),
                List::of,
                () -> "",
                Optional::empty,
                ApprovalBook.open(home.approvalsFile(), kek, disk),
                new CaseJournals(home.cases(), kek, disk, RANDOM),
                new Quarantine(home.quarantineFile(), disk),
                Clock.systemUTC()));
    page = StatusPage.open(loopback(0), home.statusPageFile(), () -> source, RANDOM);
  }

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void the_address_with_the_token_shows_the_page_that_no_browser_keeps_frames_or_feeds()
      throws Exception {
    HttpResponse<String> answer = get(page.url());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<!DOCTYPE html>").contains("Nothing waits for you");
    assertThat(answer.headers().map())
        .containsEntry("cache-control", List.of("no-store"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsEntry(
            "content-security-policy",
            List.of(
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'"));
    HttpResponse<String> style = get(page.url() + "status.css");
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("content-type")).contains("text/css; charset=utf-8");
    assertThat(get(page.url() + "agent.yaml").statusCode()).isEqualTo(404);
  }

  @Test
  void without_the_token_of_this_run_nothing_is_shown() throws Exception {
    String root = page.url().substring(0, page.url().indexOf('/', "http://".length()));
    String token = page.url().substring(root.length() + 1, page.url().length() - 1);

    for (String path :
        List.of(
            "/",
            "",
            "/status.css",
            "/" + "A".repeat(token.length()) + "/",
            "/" + token,
            "/" + token.substring(1) + "/",
            "//" + token + "/",
            "/?" + token + "/")) {
      HttpResponse<String> answer = get(root + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.body()).as(path).contains("fedval agent status").hasSizeLessThan(100);
    }
    page.close();
    page = StatusPage.open(loopback(0), home.statusPageFile(), () -> source, RANDOM);
    assertThat(page.url()).doesNotContain(token);
  }

  @Test
  void a_foreign_name_that_resolves_to_this_computer_is_refused() throws Exception {
    URI url = URI.create(page.url());

    assertThat(asked(url, "evil.example:" + url.getPort())).startsWith("HTTP/1.1 403");
    assertThat(asked(url, "127.0.0.1.evil.example")).startsWith("HTTP/1.1 403");
    assertThat(asked(url, "localhost:" + url.getPort() + "\r\nHost: evil.example"))
        .doesNotStartWith("HTTP/1.1 200");
    assertThat(asked(url, "localhost:" + url.getPort())).startsWith("HTTP/1.1 200");
    assertThat(asked(url, "127.0.0.1:" + url.getPort())).startsWith("HTTP/1.1 200");
  }

  @Test
  void only_reading_is_answered() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(page.url()))
              .method(method, BodyPublishers.ofString("approve"))
              .build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
    }
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(page.url()))
            .method("HEAD", BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void the_address_lies_in_a_private_file_while_the_page_is_there() throws Exception {
    assertThat(Files.readString(home.statusPageFile())).isEqualTo(page.url() + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.statusPageFile())))
        .isEqualTo("rw-------");
    assertThat(page.toString()).doesNotContain(page.url());

    page.close();

    assertThat(home.statusPageFile()).doesNotExist();
    assertThatThrownBy(() -> get(page.url())).isInstanceOf(IOException.class);
  }

  @Test
  void it_listens_on_loopback_alone_and_says_when_the_port_is_taken() {
    assertThatThrownBy(
            () ->
                StatusPage.open(
                    new InetSocketAddress("0.0.0.0", 0),
                    home.statusPageFile(),
                    () -> source,
                    RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    int taken = URI.create(page.url()).getPort();
    assertThatThrownBy(
            () -> StatusPage.open(loopback(taken), folder.resolve("other"), () -> source, RANDOM))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).GET().build(), BodyHandlers.ofString());
  }

  /** The answer to a request with this Host header, which Java's client does not let one set. */
  private static String asked(URI url, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(url.getPath(), host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
