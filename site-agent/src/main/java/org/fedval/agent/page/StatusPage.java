package org.fedval.agent.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.fedval.wire.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the status page on a loopback port until closed. Every request is answered anew. */
public final class StatusPage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusPage.class);
  private static final int THREADS = 2;
  private static final String STYLE = "/" + StatusHtml.STYLE;
  private static final String REFUSED =
      "Not this address. 'fedval agent status' prints the one that opens the page.\n";
  private static final String FAILED =
      "The page could not be made; the agent goes on, and its log has the kind.\n";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Path urlFile;
  private final PageGuard guard;
  private final Supplier<PageSource> source;
  private final byte[] style;

  private StatusPage(
      HttpServer server,
      ExecutorService threads,
      Path urlFile,
      PageGuard guard,
      Supplier<PageSource> source)
      throws IOException {
    this.server = server;
    this.threads = threads;
    this.urlFile = urlFile;
    this.guard = guard;
    this.source = source;
    try (InputStream css = StatusPage.class.getResourceAsStream(StatusHtml.STYLE)) {
      if (css == null) {
        throw new IOException("The page's stylesheet is missing from the program.");
      }
      this.style = css.readAllBytes();
    }
  }

  /**
   * Listens, and writes the address with its new token into a private file.
   *
   * @param address a loopback address
   * @param source may be another one at every request
   * @throws IOException when the port is taken
   */
  public static StatusPage open(
      InetSocketAddress address, Path urlFile, Supplier<PageSource> source, SecureRandom random)
      throws IOException {
    if (!address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("The status page is for this computer alone.");
    }
    limitSlowRequests();
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "status-page");
              thread.setDaemon(true);
              return thread;
            });
    try {
      StatusPage page = new StatusPage(server, threads, urlFile, new PageGuard(random), source);
      PrivateFiles.write(urlFile, (page.url() + "\n").getBytes(StandardCharsets.UTF_8));
      server.setExecutor(threads);
      server.createContext("/", page::answer);
      server.start();
      return page;
    } catch (IOException e) {
      server.stop(0);
      threads.shutdownNow();
      throw e;
    }
  }

  /**
   * A request that is not sent within seconds frees its thread; read by the server at its first.
   */
  private static void limitSlowRequests() {
    for (String limit : new String[] {"maxReqTime", "maxRspTime"}) {
      String property = "sun.net.httpserver." + limit;
      if (System.getProperty(property) == null) {
        System.setProperty(property, "10");
      }
    }
  }

  /** The address that opens the page. */
  public String url() {
    String host = server.getAddress().getAddress().getHostAddress();
    return "http://%s:%d/%s/"
        .formatted(
            host.contains(":") ? "[::1]" : host, server.getAddress().getPort(), guard.token());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int refusal = guard.refusal(exchange);
      if (refusal != 0) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, refusal, "text/plain; charset=utf-8", utf8(REFUSED));
        return;
      }
      switch (guard.path(exchange)) {
        case "/" -> sendPage(exchange);
        case STYLE -> send(exchange, 200, "text/css; charset=utf-8", style);
        default -> send(exchange, 404, "text/plain; charset=utf-8", utf8(REFUSED));
      }
    }
  }

  private void sendPage(HttpExchange exchange) throws IOException {
    byte[] page;
    try {
      page = utf8(StatusHtml.of(source.get().facts()));
    } catch (IOException | RuntimeException e) {
      log.atWarn()
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("The status page could not be made");
      send(exchange, 500, "text/plain; charset=utf-8", utf8(FAILED));
      return;
    }
    send(exchange, 200, "text/html; charset=utf-8", page);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      Files.deleteIfExists(urlFile);
    } catch (IOException e) {
      log.debug("The status page's address file could not be removed");
    }
  }
}
