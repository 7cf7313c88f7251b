package org.fedval.cli.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fedval.cli.input.CliException;
import org.fedval.wire.bundle.ModelSpec;

/**
 * The straightforward Python pipeline on the same files, in {@code benchmarks/agent/pipeline.py}: a
 * process that loads its libraries once and then does so many images when it is told to.
 */
final class AgentPeer implements AutoCloseable {
  /** The architectures that the script has. */
  static final List<String> NETWORKS = List.of("densenet121", "smallnet");

  private static final String SCRIPT = "pipeline.py";
  private static final String INTERPRETER = "/usr/bin/python3";

  private final Path folder;
  private final Process process;
  private final BufferedWriter ask;
  private final BufferedReader answer;
  private final String versions;

  private AgentPeer(Path folder, Process process) throws IOException, CliException {
    this.folder = folder;
    this.process = process;
    this.ask = process.outputWriter(StandardCharsets.UTF_8);
    this.answer = process.inputReader(StandardCharsets.UTF_8);
    this.versions = heard();
  }

  /**
   * @param network the architecture: densenet121 or smallnet
   */
  static AgentPeer start(
      String network, ModelSpec spec, Path data, BenchFiles files, int threads, int batch)
      throws IOException, CliException {
    Path folder = Files.createTempDirectory("fedval-bench");
    Path script = folder.resolve(SCRIPT);
    try (InputStream in = AgentPeer.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, in == null ? new byte[0] : in.readAllBytes());
    }
    Path list = folder.resolve("files");
    Files.write(
        list,
        files.files().stream().map(f -> data.resolve(f.object().place()).toString()).toList());
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      INTERPRETER,
                      script.toString(),
                      network,
                      list.toString(),
                      Integer.toString(spec.input().height()),
                      Integer.toString(spec.input().channels()),
                      Integer.toString(threads),
                      Integer.toString(batch)))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new AgentPeer(folder, process);
    } catch (IOException e) {
      throw absent();
    }
  }

  /** What runs there. */
  String versions() {
    return versions;
  }

  void run(int images) throws IOException, CliException {
    ask.write(images + "\n");
    ask.flush();
    var unused = heard();
  }

  private String heard() throws IOException, CliException {
    String line = answer.readLine();
    if (line == null) {
      throw absent();
    }
    return line;
  }

  private static CliException absent() {
    return new CliException(
        "--peer: the Python pipeline does not run; install python3-pydicom, python3-torch and"
            + " python3-pil (Debian: apt-get install), and give uncompressed files.");
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(folder.resolve(SCRIPT));
    Files.deleteIfExists(folder.resolve("files"));
    Files.deleteIfExists(folder);
  }
}
