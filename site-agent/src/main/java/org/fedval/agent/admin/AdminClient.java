package org.fedval.agent.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks a running agent on this host for its status. */
public final class AdminClient {
  private static final int MAX_REPLY_BYTES = 256 * 1024 * 1024;

  private AdminClient() {}

  /** The agent's status; empty when no agent listens there. */
  public static Optional<LocalStatus> status(Path socket) {
    return ask(socket, "status", LocalStatus.class);
  }

  /**
   * Asks a running agent to do something; empty when no agent listens there.
   *
   * @param argument one word without line breaks
   */
  public static Optional<LocalReply> ask(Path socket, String word, String argument) {
    return ask(socket, word + " " + argument, LocalReply.class);
  }

  /** The same for a word with another answer. */
  public static <T> Optional<T> ask(Path socket, String word, String argument, Class<T> type) {
    return ask(socket, word + " " + argument, type);
  }

  private static <T> Optional<T> ask(Path socket, String request, Class<T> type) {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(socket.toRealPath()))) {
      channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
      byte[] reply = Channels.newInputStream(channel).readNBytes(MAX_REPLY_BYTES);
      return Optional.of(new ObjectMapper().readValue(reply, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
