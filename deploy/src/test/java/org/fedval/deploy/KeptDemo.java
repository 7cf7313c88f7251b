package org.fedval.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One finished {@code fedval demo --keep}, run once and looked at by several tests. */
final class KeptDemo implements AutoCloseable {
  static final String FOREIGN = "a file of somebody else";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Path out;
  private final Path temporary;
  private final int exit;
  private final String screen;
  private final String errors;

  private KeptDemo(Path out, Path temporary, int exit, String screen, String errors) {
    this.out = out;
    this.temporary = temporary;
    this.exit = exit;
    this.screen = screen;
    this.errors = errors;
  }

  /** Runs the demo in a folder that an earlier report and somebody else's files lie in. */
  private static KeptDemo run() throws IOException, InterruptedException {
    Path out = Files.createTempDirectory("fv");
    Files.createDirectories(out.resolve("work/site-9"));
    Files.writeString(out.resolve("work/site-9/left.txt"), "left by an earlier demo");
    Files.createFile(out.resolve("work/.fedval-demo"));
    for (String name : List.of("report.json", "report.html")) {
      Files.writeString(out.resolve(name), "an earlier report");
    }
    for (String name : List.of("notes.txt", "work/notes.txt")) {
      Files.writeString(out.resolve(name), FOREIGN);
    }
    Path temporary = Files.createTempDirectory("fv-tmp");
    Map<String, String> options = Map.of("FEDVAL_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    try (FedvalProcess demo = FedvalProcess.start(options, "demo", "--out", out, "--keep")) {
      int exit = demo.exit(LIMIT);
      return new KeptDemo(out, temporary, exit, demo.out(), demo.err());
    }
  }

  Path out() {
    return out;
  }

  /** The folder for temporary files of the coordinator's and the agents' processes. */
  Path temporary() {
    return temporary;
  }

  Path work() {
    return out.resolve("work");
  }

  /** Folder of a site's images and labels. */
  Path data(int site) {
    return work().resolve("site-data/site-" + site);
  }

  CoordinatorHome coordinator() {
    return new CoordinatorHome(work().resolve("coordinator"));
  }

  int exit() {
    return exit;
  }

  String screen() {
    return screen;
  }

  String errors() {
    return errors;
  }

  ValidationReport report() throws Exception {
    return ReportJson.read(Files.readAllBytes(out.resolve("report.json")));
  }

  @Override
  public void close() throws IOException {
    for (Path root : List.of(out, temporary)) {
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** Gives every test class the same run; removed with the last test. */
  static final class Once implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == KeptDemo.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(KeptDemo.class))
          .computeIfAbsent(
              KeptDemo.class,
              key -> {
                try {
                  return run();
                } catch (IOException e) {
                  throw new AssertionError("The demo's folder could not be made.", e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new AssertionError("The demo was interrupted.", e);
                }
              },
              KeptDemo.class);
    }
  }
}
