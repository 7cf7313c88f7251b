package org.fedval.agent.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminSocketTest {
  private static final LocalStatus STATUS =
      new LocalStatus("running the cohort", 1_234, 5, "2 pictures came twice.");

  @TempDir private Path folder;

  @Test
  void the_status_is_told_over_the_socket() throws Exception {
    Path path = folder.resolve("admin.sock");

    try (AdminSocket socket = AdminSocket.open(path, () -> STATUS)) {
      assertThat(socket).isNotNull();
      assertThat(AdminClient.status(path)).contains(STATUS);
      assertThat(AdminClient.status(path)).contains(STATUS);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }

    assertThat(path).doesNotExist();
    assertThat(AdminClient.status(path)).isEmpty();
  }

  @Test
  void a_home_with_a_paddingpath_has_a_socket_too() throws Exception {
    Path home = Files.createDirectories(folder.resolve("h".repeat(100)).resolve("x".repeat(100)));
    Path path = home.resolve("admin.sock");
    Path target;

    try (AdminSocket socket = AdminSocket.open(path, () -> STATUS)) {
      assertThat(socket).isNotNull();
      assertThat(AdminClient.status(path)).contains(STATUS);
      target = path.toRealPath();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
          .isEqualTo("rw-------");
    }

    assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(target.getParent()).doesNotExist();
  }

  @Test
  void a_socket_that_a_killed_agent_left_is_replaced() throws Exception {
    Path path = folder.resolve("admin.sock");
    Files.write(path, new byte[0]);
    assertThat(AdminClient.status(path)).isEmpty();

    try (AdminSocket socket = AdminSocket.open(path, () -> STATUS)) {
      assertThat(socket).isNotNull();
      assertThat(AdminClient.status(path)).contains(STATUS);
    }
  }

  @Test
  void another_request_is_answered_as_unknown() throws Exception {
    Path path = folder.resolve("admin.sock");

    try (AdminSocket socket = AdminSocket.open(path, () -> STATUS)) {
      assertThat(socket).isNotNull();
      assertThat(ask(path, "stop\n")).isEqualTo("{\"error\":\"unknown request\"}\n");
      assertThat(ask(path, "x".repeat(64))).isEqualTo("{\"error\":\"unknown request\"}\n");
      assertThat(AdminClient.status(path)).contains(STATUS);
    }
  }

  @Test
  void a_word_learns_which_account_asks_and_may_answer_at_length() throws Exception {
    Path path = folder.resolve("admin.sock");
    String padding = "x".repeat(100_000);

    try (AdminSocket socket =
        AdminSocket.open(
            path,
            () -> STATUS,
            Map.of(
                "who",
                (argument, account) -> new LocalReply(true, argument + account + padding)))) {
      assertThat(socket).isNotNull();
      String owner = Files.getOwner(path).getName();
      assertThat(AdminClient.ask(path, "who", "a b", LocalReply.class).orElseThrow().sentence())
          .isEqualTo("a b" + owner + padding);
    }
  }

  @Test
  void a_status_that_fails_once_does_not_end_the_channel() throws Exception {
    Path path = folder.resolve("admin.sock");
    int[] asked = {0};

    try (AdminSocket socket =
        AdminSocket.open(
            path,
            () -> {
              if (asked[0]++ == 0) {
                throw new IllegalStateException("once");
              }
              return STATUS;
            })) {
      assertThat(socket).isNotNull();
      assertThat(AdminClient.status(path)).isEmpty();
      assertThat(AdminClient.status(path)).contains(STATUS);
    }
  }

  private static String ask(Path path, String request) throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      ByteBuffer reply = ByteBuffer.allocate(1024);
      while (channel.read(reply) >= 0) {}
      return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
    }
  }
}
