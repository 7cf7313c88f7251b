package org.fedval.agent.preflight;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.worker.IsolationException;
import org.fedval.agent.worker.Workers;

/** Whether this computer can carry a study. */
final class MachineChecks {
  private static final long MIB = 1024 * 1024;
  private static final long LEAST_DISK_MIB = 2048;
  private static final long LEAST_MEMORY_MIB = 2048;
  private static final Path SHELL = Path.of("/bin/sh");

  private final AgentHome home;

  MachineChecks(AgentHome home) {
    this.home = home;
  }

  CheckLine disk() throws IOException {
    Path at = Files.exists(home.state()) ? home.state() : home.root();
    long free = Files.getFileStore(at).getUsableSpace() / MIB;
    return free < LEAST_DISK_MIB
        ? CheckLine.fix(
            "disk",
            "%d MiB are free in %s; a study needs %d MiB for its model and its numbers."
                .formatted(free, at, LEAST_DISK_MIB))
        : CheckLine.ok("disk", free + " MiB are free.");
  }

  CheckLine memory() {
    long heap = Runtime.getRuntime().maxMemory() / MIB;
    long all =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MIB;
    return all < LEAST_MEMORY_MIB
        ? CheckLine.fix(
            "memory",
            "This computer has %d MiB; model and images need %d MiB or more."
                .formatted(all, LEAST_MEMORY_MIB))
        : CheckLine.ok("memory", "%d MiB, of which Java may use %d MiB.".formatted(all, heap));
  }

  CheckLine processor() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = AgentConfig.read(home).inferenceThreads();
    return threads > cores
        ? CheckLine.fix(
            "processor",
            "agent.yaml asks for %d threads, and there are %d cores; lower threads."
                .formatted(threads, cores))
        : CheckLine.ok("processor", "%d cores, of which %d are used.".formatted(cores, threads));
  }

  /** Native code is unpacked there and must run: TLS and inference need it. */
  CheckLine temporaryFolder() throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isExecutable(SHELL)) {
      return CheckLine.skipped("temporary folder", "No shell to try it with; see inference.");
    }
    Path script =
        Files.createTempFile(
            folder,
            "fedval-check",
            ".sh",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.writeString(script, "#!/bin/sh\nexit 0\n");
      Process run = new ProcessBuilder(script.toString()).start();
      boolean ran = run.waitFor(10, TimeUnit.SECONDS) && run.exitValue() == 0;
      return ran
          ? CheckLine.ok("temporary folder", folder + " lets programs run.")
          : noProgramsIn(folder);
    } catch (IOException e) {
      return noProgramsIn(folder);
    } finally {
      Files.deleteIfExists(script);
    }
  }

  private static CheckLine noProgramsIn(Path folder) {
    return CheckLine.fix(
        "temporary folder",
        "%s lets no program run (noexec); start with -Djava.io.tmpdir=DIR in FEDVAL_JAVA_OPTS."
            .formatted(folder));
  }

  /** Starts what a model would run in, without one. */
  CheckLine inference() throws Exception {
    try {
      EngineFacts engine = new Workers(AgentConfig.read(home).inference(home)).prepare();
      return CheckLine.ok(
          "inference",
          "ONNX Runtime %s on %s, in %s."
              .formatted(engine.runtime(), engine.provider(), engine.isolation()));
    } catch (IsolationException | ProviderException e) {
      return CheckLine.fix("inference", String.valueOf(e.getMessage()));
    }
  }
}
