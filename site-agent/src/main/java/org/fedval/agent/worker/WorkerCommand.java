package org.fedval.agent.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's JVM is started: the same JDK and class path, no environment, an empty folder of
 * its own, a limited heap, no dump of its memory, and its error output thrown away.
 *
 * @param sandbox null for a process without one
 * @param mainClass {@link InferenceWorker}, or a test's stand-in
 * @param heapMiB its heap's limit in MiB
 * @param gpu whether the worker needs NVIDIA's devices
 */
record WorkerCommand(@Nullable Sandbox sandbox, String mainClass, int heapMiB, boolean gpu) {
  private static final int DIRECT_MIB = 384;
  private static final String OPTIONS = "FEDVAL_JAVA_OPTS";

  /** Ready to start, with pipes for input and output. */
  ProcessBuilder builder(Path folder) throws IOException {
    List<Path> classPath = classPath();
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home")).toRealPath().resolve("bin/java").toString());
    java.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    java.addAll(List.of("-XX:-UsePerfData", "-XX:+DisableAttachMechanism"));
    java.addAll(List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
    java.add("-Xmx" + heapMiB + "m");
    java.add("-XX:MaxDirectMemorySize=" + DIRECT_MIB + "m");
    String options = System.getenv(OPTIONS);
    if (options != null && !options.isBlank()) {
      java.addAll(Arrays.asList(options.strip().split("\\s+")));
    }
    if (sandbox == null) {
      java.add("-Djava.io.tmpdir=" + folder);
      java.add("-D" + PrivateFolder.PROPERTY + "=" + folder);
    } else {
      java.add("-Djava.io.tmpdir=" + Sandbox.FOLDER);
    }
    java.add("-Duser.home=" + Sandbox.FOLDER);
    java.addAll(
        List.of(
            "-cp",
            String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList())));
    java.add(mainClass);
    List<String> all =
        sandbox == null ? java : sandbox.around(java, Sandbox.View.of(folder, classPath, gpu));
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    return builder;
  }

  /** What a sandboxed worker could read of these. */
  List<Path> visible(List<Path> secret) throws IOException {
    Sandbox.View view = Sandbox.View.of(Path.of("/"), classPath(), gpu);
    return secret.stream().filter(view::shows).toList();
  }

  private static List<Path> classPath() throws IOException {
    List<Path> real = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.exists(path)) {
        real.add(path.toRealPath());
      }
    }
    return real;
  }
}
