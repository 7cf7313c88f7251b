package org.fedval.agent.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * An Orthanc of this machine with its DICOMweb plugin, as a process of its own with a folder and
 * ports of its own; never the system's service. DCMTK's {@code storescu} fills it.
 */
public final class RealOrthanc implements AutoCloseable {
  private static final List<Path> PLUGINS =
      List.of(
          Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"),
          Path.of("/usr/lib/orthanc/libOrthancDicomWeb.so"));
  public static final String TITLE = "ORTHANC";
  public static final String USER = "fedval";
  public static final String PASSWORD = "orthanc of a test";

  private final Path folder;
  private final Path program;
  private final Path plugin;
  private final int httpPort;
  private final int dicomPort;
  private final int movePort;
  private final String more;
  private Process process;

  private RealOrthanc(Path folder, Path program, Path plugin, String more) throws IOException {
    this.folder = folder;
    this.program = program;
    this.plugin = plugin;
    this.httpPort = freePort();
    this.dicomPort = freePort();
    this.movePort = freePort();
    this.more = more;
  }

  /** Started and empty; the test is skipped without the tools, and fails where CI is true. */
  public static RealOrthanc in(Path folder) throws Exception {
    return in(folder, "");
  }

  /** With further members of its configuration, each after a comma. */
  public static RealOrthanc in(Path folder, String more) throws Exception {
    Path program = Path.of("/usr/sbin/Orthanc");
    Path plugin = PLUGINS.stream().filter(Files::exists).findFirst().orElse(null);
    boolean all =
        Files.isExecutable(program)
            && plugin != null
            && Files.isExecutable(Path.of("/usr/bin/storescu"));
    String missing =
        "Orthanc, its DICOMweb plugin or DCMTK is missing; install the Debian packages orthanc,"
            + " orthanc-dicomweb and dcmtk.";
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(all, missing);
    }
    Assumptions.assumeTrue(all, missing);
    RealOrthanc orthanc = new RealOrthanc(folder, program, plugin, more);
    orthanc.start();
    return orthanc;
  }

  public String url() {
    return "http://127.0.0.1:" + httpPort + "/dicom-web";
  }

  public int dicomPort() {
    return dicomPort;
  }

  /** Where Orthanc sends what C-MOVE asks for, under the title FEDVAL. */
  public int movePort() {
    return movePort;
  }

  /** Starts the process and waits until it answers. */
  public void start() throws Exception {
    Path config = folder.resolve("orthanc.json");
    Files.writeString(
        config,
        """
        {
          "Name": "test", "StorageDirectory": "%s", "IndexDirectory": "%s",
          "HttpPort": %d, "DicomPort": %d, "DicomAet": "%s",
          "RemoteAccessAllowed": false, "AuthenticationEnabled": true,
          "RegisteredUsers": {"%s": "%s"},
          "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowStore": true,
          "DicomAlwaysAllowFind": true, "DicomAlwaysAllowGet": true, "DicomAlwaysAllowMove": true,
          "DicomModalities": {"fedval": ["FEDVAL", "127.0.0.1", %d]},
          "Plugins": ["%s"],
          "DicomWeb": {"Enable": true, "Root": "/dicom-web/"}%s
        }
        """
            .formatted(
                folder.resolve("db"),
                folder.resolve("db"),
                httpPort,
                dicomPort,
                TITLE,
                USER,
                PASSWORD,
                movePort,
                plugin,
                more));
    process =
        new ProcessBuilder(program.toString(), config.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("orthanc.log").toFile()))
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "Orthanc did not start:\n" + Files.readString(folder.resolve("orthanc.log")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** As {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends files by its own REST interface, for archives whose DICOM port asks for TLS. */
  public void upload(List<byte[]> files) throws Exception {
    for (byte[] file : files) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  request("/instances").POST(HttpRequest.BodyPublishers.ofByteArray(file)).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("Orthanc did not take a file.");
      }
    }
  }

  /** Writes files and sends them. */
  public void storeBytes(List<byte[]> files) throws Exception {
    List<Path> written = new ArrayList<>();
    for (byte[] file : files) {
      written.add(Files.write(Files.createTempFile(folder, "sent", ".dcm"), file));
    }
    if (!written.isEmpty()) {
      store(written);
    }
  }

  /** Sends files with C-STORE. */
  public void store(List<Path> files) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/storescu",
                "-xf",
                "/etc/dcmtk/storescu.cfg",
                "Default",
                "-aec",
                TITLE,
                "127.0.0.1",
                Integer.toString(dicomPort)));
    if (!Files.exists(Path.of("/etc/dcmtk/storescu.cfg"))) {
      command.subList(1, 4).clear();
    }
    files.forEach(file -> command.add(file.toString()));
    Process sent =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("storescu.log").toFile())
            .start();
    if (sent.waitFor() != 0) {
      throw new IOException("storescu: " + Files.readString(folder.resolve("storescu.log")));
    }
  }

  /** Starts again with the end of one object's file lost, as after a failing disk. */
  public void damage(String sopInstanceUid) throws Exception {
    kill(); // it has a cache

    try (Stream<Path> all = Files.walk(folder.resolve("db"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.startsWith("DICM", 128) && text.contains(sopInstanceUid)) {
          Files.writeString(
              file, text.substring(0, text.length() - 6), StandardCharsets.ISO_8859_1);
        }
      }
    }
    start();
  }

  /** How many objects it holds. */
  public int size() throws Exception {
    return get("/instances").body().split("\"").length / 2;
  }

  private boolean answers() throws InterruptedException {
    try (Socket dicom = new Socket(InetAddress.getLoopbackAddress(), dicomPort)) {
      return get("/dicom-web/studies?limit=1").statusCode() == 200 && dicom.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    byte[] pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    kill();
  }
}
