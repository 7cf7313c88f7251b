package org.fedval.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of {@code openssl s_client}, a TLS client that shares no code with this one. */
record OpenSslClient(int exit, String output) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern ALERT = Pattern.compile("SSL alert number (\\d+)");

  /** The first frame that an HTTP/2 server sends inside TLS: SETTINGS on stream 0 (RFC 9113). */
  private static final Pattern SETTINGS =
      Pattern.compile("\0[\0-\5][\0-\377]\4\0\0\0\0\0", Pattern.DOTALL);

  /** Whether the program is on this machine. */
  static boolean isInstalled() {
    try {
      return run(List.of("openssl", "version"), false).exit == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Connects and waits until the server served HTTP/2 or ended the connection. */
  static OpenSslClient connect(int port, Path trust, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(List.of("-CAfile", trust.toString(), "-alpn", "h2", "-msg"));
    command.addAll(List.of(options));
    return run(command, true);
  }

  /** Any other command of the program. */
  static OpenSslClient tool(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    return run(command, false);
  }

  /** Whether the server took the client and spoke HTTP/2 with it. */
  boolean isServed() {
    return SETTINGS.matcher(output).find();
  }

  /** The TLS alert that the server sent (RFC 8446 section 6), or -1. */
  int alert() {
    Matcher alert = ALERT.matcher(output);
    return alert.find() ? Integer.parseInt(alert.group(1)) : -1;
  }

  private static OpenSslClient run(List<String> command, boolean untilServed) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Nothing of this machine's configuration may forbid what the server should refuse.
    builder.environment().put("OPENSSL_CONF", "/dev/null");
    Process process = builder.start();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    StringBuilder output = new StringBuilder();
    byte[] buffer = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        output.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        if (untilServed && SETTINGS.matcher(output).find() || System.nanoTime() > deadline) {
          break;
        }
      }
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("openssl did not end: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
    return new OpenSslClient(process.exitValue(), output.toString());
  }
}
