package org.fedval.coordinator.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.fedval.coordinator.config.Endpoint;
import org.fedval.coordinator.config.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica that stands by does with connections. */
class RelayTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private ServerSocket leader;
  private Relay relay;
  private int port;

  @BeforeEach
  void open() throws Exception {
    leader = new ServerSocket(0, 50, LOOPBACK);
    port = freePort();
    relay = Relay.open(Map.of("main", new Endpoint("127.0.0.1", port)));
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
    leader.close();
  }

  private Address address() {
    return new Address(Map.of("main", new Endpoint("127.0.0.1", leader.getLocalPort())));
  }

  @Test
  void an_address_is_read_as_it_was_written() {
    Address address =
        new Address(
            Map.of("main", new Endpoint("10.0.0.5", 7443), "web", new Endpoint("fe80::1", 7445)));

    assertThat(Address.parse(address.text())).contains(address);
    assertThat(Address.parse("")).isEmpty();
  }

  @Test
  void a_caller_that_breaks_off_while_nobody_leads_costs_nothing() throws Exception {
    try (Socket gone = new Socket(LOOPBACK, port)) {
      gone.setSoLinger(true, 0);
    }
    relay.toward(address());

    try (Socket caller = new Socket(LOOPBACK, port)) {
      caller.getOutputStream().write(7);
      assertThat(firstByteHeard()).isEqualTo(7);
    }
  }

  /** Connections that end without a byte do not count. */
  private int firstByteHeard() throws IOException {
    while (true) {
      try (Socket one = leader.accept()) {
        int heard = one.getInputStream().read();
        if (heard >= 0) {
          return heard;
        }
      }
    }
  }

  @Test
  void every_byte_arrives_both_ways_however_slow_the_other_end_is() throws Exception {
    relay.toward(address());
    byte[] asked = random(3 << 20);
    byte[] answered = random(5 << 20);
    Thread server =
        new Thread(
            () -> {
              try (Socket one = leader.accept()) {
                byte[] heard = one.getInputStream().readNBytes(asked.length);
                one.getOutputStream().write(Arrays.equals(heard, asked) ? answered : new byte[1]);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    server.start();

    try (Socket caller = new Socket(LOOPBACK, port)) {
      OutputStream out = caller.getOutputStream();
      out.write(asked);
      InputStream in = caller.getInputStream();
      assertThat(in.readAllBytes()).isEqualTo(answered);
    }
    server.join();
  }

  @Test
  void a_connection_that_comes_while_nobody_leads_waits_for_the_next_leader() throws Exception {
    try (Socket caller = new Socket(LOOPBACK, port)) {
      caller.getOutputStream().write(7);
      relay.toward(address());

      try (Socket heard = leader.accept()) {
        assertThat(heard.getInputStream().read()).isEqualTo(7);
        heard.getOutputStream().write(8);
        assertThat(caller.getInputStream().read()).isEqualTo(8);
      }
    }
  }

  @Test
  void a_connection_ends_when_no_leader_comes_or_it_does_not_answer() throws Exception {
    relay.close();
    port = freePort();
    relay = Relay.open(Map.of("main", new Endpoint("127.0.0.1", port)), Duration.ofMillis(300));
    try (Socket caller = new Socket(LOOPBACK, port)) {
      assertThat(caller.getInputStream().read()).as("nobody leads").isEqualTo(-1);
    }
    relay.toward(address());
    leader.close();

    try (Socket caller = new Socket(LOOPBACK, port)) {
      assertThat(caller.getInputStream().read()).as("the leader is gone").isEqualTo(-1);
    }
  }

  @Test
  void when_the_relay_ends_its_connections_end_and_its_port_is_free() throws Exception {
    relay.toward(address());
    try (Socket caller = new Socket(LOOPBACK, port);
        Socket heard = leader.accept()) {
      relay.close();

      assertThat(caller.getInputStream().read()).isEqualTo(-1);
      assertThat(heard.getInputStream().read()).isEqualTo(-1);
      new ServerSocket(port, 50, LOOPBACK).close();
    }
  }

  @Test
  void a_port_that_is_taken_is_named() {
    assertThatThrownBy(() -> Relay.open(address().endpoints()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Port " + leader.getLocalPort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 50, LOOPBACK)) {
      return free.getLocalPort();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
