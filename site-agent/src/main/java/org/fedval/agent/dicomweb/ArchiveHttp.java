package org.fedval.agent.dicomweb;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One GET request at a time of one archive, tried once: with credentials, TLS, a limit and a time
 * for the whole answer. Follows no redirect, for credentials and questions about patients belong to
 * the configured address alone, and uses no proxy. Thread-safe.
 */
final class ArchiveHttp {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final String base;
  private final Duration time;
  private final ArchiveLogin login;
  private final HttpClient client;

  /**
   * @throws IOException with one sentence when a credential file cannot be used
   */
  ArchiveHttp(DicomWebSettings settings) throws IOException {
    this.base = settings.base().toString();
    this.time = settings.requestTime();
    this.login = new ArchiveLogin(settings);
    var unused = login.authorization();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT);
    if (base.startsWith("https:")) {
      builder.sslContext(ArchiveTls.context(settings));
    }
    this.client = builder.build();
  }

  /**
   * An answer of the archive.
   *
   * @param body complete and within the limit; empty unless the status is 200
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Reply(int status, HttpHeaders headers, byte[] body) {
    String contentType() {
      return headers.firstValue("Content-Type").orElse("");
    }

    @Override
    public String toString() {
      return "Reply " + status;
    }
  }

  /** The archive's certificate does not verify, or it does not accept the agent's. */
  static final class Untrusted extends IOException {
    private static final long serialVersionUID = 1L;

    Untrusted() {
      super("The TLS handshake failed.");
    }
  }

  /**
   * Asks once.
   *
   * @param pathAndQuery below the service root, encoded, with a leading slash
   * @param limit the most bytes of the body
   * @throws BoundedBody.TooLong when the body is longer
   * @throws Untrusted when TLS fails
   * @throws IOException when there is no complete answer in time
   */
  Reply get(String pathAndQuery, String accept, int limit)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .timeout(time)
            .header("Accept", accept)
            .GET();
    login.authorization().ifPresent(value -> request.header("Authorization", value));
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            info ->
                info.statusCode() == 200
                    ? new BoundedBody(
                        limit, info.headers().firstValueAsLong("Content-Length").orElse(-1))
                    : HttpResponse.BodySubscribers.replacing(new byte[0]));
    try {
      HttpResponse<byte[]> response = answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("The answer took too long.");
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw fault(e);
    }
  }

  /** Without the cause's message, which may hold an address. */
  private static IOException fault(ExecutionException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BoundedBody.TooLong) {
        return new BoundedBody.TooLong();
      }
      if (cause instanceof SSLHandshakeException) {
        return new Untrusted();
      }
      if (cause instanceof Error error) {
        throw error;
      }
    }
    return new IOException("The connection failed.");
  }
}
