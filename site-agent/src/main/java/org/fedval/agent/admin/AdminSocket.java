package org.fedval.agent.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request a connection: {@code status} gives {@link LocalStatus} as a line of JSON, any
 * other known word with what follows it gives what its {@link LocalWord} answers. A path longer
 * than the system's limit for socket names is reached through a link in a private temporary folder.
 */
public final class AdminSocket implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminSocket.class);
  private static final int MAX_SOCKET_PATH = 100;
  private static final int MAX_WORD_BYTES = 64;
  private static final int MAX_REQUEST_BYTES = 4096;
  private static final String UNKNOWN = "unknown";

  private final Path path;
  private final ServerSocketChannel server;
  private final Supplier<LocalStatus> status;
  private final Map<String, LocalWord> requests;

  private AdminSocket(
      Path path,
      ServerSocketChannel server,
      Supplier<LocalStatus> status,
      Map<String, LocalWord> requests) {
    this.path = path;
    this.server = server;
    this.status = status;
    this.requests = Map.copyOf(requests);
  }

  /** A socket that tells the status only. */
  public static AdminSocket open(Path path, Supplier<LocalStatus> status) throws IOException {
    return open(path, status, Map.of());
  }

  /**
   * Binds the socket and serves it on a daemon thread.
   *
   * @param requests what else may be asked, by its word; it gets what follows the word, and who
   *     asks
   */
  public static AdminSocket open(
      Path path, Supplier<LocalStatus> status, Map<String, LocalWord> requests) throws IOException {
    Files.deleteIfExists(path);
    Path bindTo = path;
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
      bindTo = Files.createTempDirectory("fedval").resolve("admin.sock");
      Files.createSymbolicLink(path, bindTo);
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(bindTo));
    Files.setPosixFilePermissions(bindTo, PosixFilePermissions.fromString("rw-------"));
    AdminSocket socket = new AdminSocket(path, server, status, requests);
    Thread thread = new Thread(socket::serve, "admin-socket");
    thread.setDaemon(true);
    thread.start();
    return socket;
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel peer = server.accept()) {
        answer(peer);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        log.debug("Local status request failed");
      }
    }
  }

  private void answer(SocketChannel peer) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST_BYTES);
    while (request.hasRemaining()
        && !endsWithNewline(request)
        && !isNoWord(request)
        && peer.read(request) >= 0) {}
    String word = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
    String[] asked = word.strip().split(" ", 2);
    LocalWord action = requests.get(asked[0]);
    String reply = "{\"error\":\"unknown request\"}";
    if (word.strip().equals("status")) {
      reply = new ObjectMapper().writeValueAsString(status.get());
    } else if (action != null && asked.length == 2) {
      reply = new ObjectMapper().writeValueAsString(action.answer(asked[1], account(peer)));
    }
    ByteBuffer bytes = ByteBuffer.wrap((reply + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      peer.write(bytes);
    }
  }

  /** Who asks, as the operating system says. */
  private static String account(SocketChannel peer) {
    try {
      return peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException e) {
      return UNKNOWN;
    }
  }

  /** True when so much came without a space that no known word can follow. */
  private static boolean isNoWord(ByteBuffer request) {
    return request.position() >= MAX_WORD_BYTES
        && !new String(request.array(), 0, request.position(), StandardCharsets.UTF_8)
            .contains(" ");
  }

  private static boolean endsWithNewline(ByteBuffer request) {
    return request.position() > 0 && request.get(request.position() - 1) == '\n';
  }

  @Override
  public void close() {
    try {
      server.close();
      if (Files.isSymbolicLink(path)) {
        Path target = path.toRealPath();
        Files.deleteIfExists(target);
        Files.deleteIfExists(target.getParent());
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.debug("Local status socket could not be removed");
    }
  }
}
