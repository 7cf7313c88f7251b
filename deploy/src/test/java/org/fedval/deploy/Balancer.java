package org.fedval.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address in front of several: each new connection goes to the next port that takes it. What a
 * load balancer for TCP does, in a few threads.
 */
final class Balancer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket socket;
  private final List<Integer> ports;
  private final AtomicInteger turn = new AtomicInteger();

  private Balancer(ServerSocket socket, List<Integer> ports) {
    this.socket = socket;
    this.ports = ports;
  }

  static Balancer over(List<Integer> ports) throws IOException {
    Balancer balancer =
        new Balancer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), ports);
    thread(balancer::listen);
    return balancer;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    try {
      while (true) {
        Socket caller = socket.accept();
        thread(() -> pass(caller));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void pass(Socket caller) {
    for (int i = 0; i < ports.size(); i++) {
      int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
      Socket server = new Socket();
      try {
        server.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      } catch (IOException e) {
        continue;
      }
      thread(() -> copy(caller, server));
      copy(server, caller);
      return;
    }
    close(caller);
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // One of them is gone, and so is the connection.
    }
  }

  private static void close(Socket caller) {
    try {
      caller.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "balancer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
