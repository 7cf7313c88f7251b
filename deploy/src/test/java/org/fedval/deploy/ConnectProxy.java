package org.fedval.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that knows CONNECT and nothing else, with a password; it notes where to. */
final class ConnectProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String authorization;
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();

  ConnectProxy(String user, String password) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    background(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** HOST:PORT of every connection that was let through. */
  List<String> targets() {
    return List.copyOf(targets);
  }

  /** First lines of what was refused. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        background(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      InputStream in = client.getInputStream();
      String request = head(in);
      String[] words = request.split(" ", 3);
      OutputStream out = client.getOutputStream();
      if (!words[0].equals("CONNECT") || !request.contains(authorization)) {
        refused.add(request.lines().findFirst().orElse(""));
        out.write("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".getBytes());
        client.close();
        return;
      }
      targets.add(words[1]);
      int colon = words[1].lastIndexOf(':');
      Socket target =
          new Socket(words[1].substring(0, colon), Integer.parseInt(words[1].substring(colon + 1)));
      out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes());
      background(() -> copy(target, client));
      copy(client, target);
    } catch (IOException e) {
      refused.add(e.getClass().getSimpleName());
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end is gone; closing both tells the other.
    }
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
