package org.fedval.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.ProviderException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class IsolationTest {
  @TempDir private Path home;

  private Path key;

  @BeforeEach
  void anIdentityKey() throws Exception {
    key =
        Files.writeString(Files.createDirectory(home.resolve("keys")).resolve("identity.pem"), "k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bwrap", "unshare"})
  void a_sandboxed_model_sees_no_key_no_network_and_no_other_process(String tool) throws Exception {
    Sandbox sandbox = working(tool);

    String seen = probe(sandbox, key.toString(), home.toString(), "/etc/passwd", "/home");

    assertThat(seen)
        .contains("environment 0\n", "working folder 0\n", "networks up 0\n")
        .contains("false " + key, "false " + home + "\n")
        .contains("false /etc/passwd", "false /home");
    long processes = Long.parseLong(seen.replaceFirst("(?s).*processes ([0-9]+)\n.*", "$1"));
    assertThat(processes).as("the worker, and at most the tool around it").isLessThanOrEqualTo(2);
  }

  @Test
  void without_a_sandbox_the_environment_and_the_working_folder_are_still_empty() throws Exception {
    String seen = probe(null, key.toString());

    assertThat(seen).contains("environment 0\n", "working folder 0\n");
    assertThat(seen).as("why the sandbox is the better choice").contains("true " + key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bwrap", "unshare"})
  void a_sandbox_that_is_demanded_is_what_is_given(String tool) throws Exception {
    Sandbox sandbox = working(tool);

    WorkerLauncher launcher =
        WorkerLauncher.prepare(
            settings(Isolation.SANDBOX, "cpu", home),
            List.of(sandbox),
            InferenceWorker.class.getName());

    assertThat(launcher.sandboxed()).isTrue();
    assertThat(launcher.facts().isolation()).isEqualTo("a sandbox made by " + tool);
  }

  @Test
  void a_sandbox_that_is_not_possible_is_refused_and_no_weaker_one_taken() {
    assertThatThrownBy(() -> prepare(Isolation.SANDBOX, List.of()))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("isolation: sandbox needs bwrap or unshare")
        .hasMessageContaining("isolation: process");
    assertThatThrownBy(
            () -> prepare(Isolation.SANDBOX, List.of(new Bubblewrap(Path.of("/bin/false")))))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("bwrap may not make namespaces");
  }

  @Test
  void where_nothing_is_demanded_the_strongest_is_taken_and_told() throws Exception {
    WorkerLauncher launcher =
        prepare(Isolation.STRONGEST, List.of(new Bubblewrap(Path.of("/bin/false"))));

    assertThat(launcher.sandboxed()).isFalse();
    assertThat(launcher.facts().isolation()).isEqualTo("a process of its own, without a sandbox");
  }

  @Test
  void a_home_among_the_system_programs_cannot_be_hidden_and_is_refused() {
    assertThatThrownBy(
            () ->
                WorkerLauncher.prepare(
                    settings(Isolation.SANDBOX, "cpu", Path.of("/usr/local/agent")),
                    List.of(new Bubblewrap(Path.of("/usr/bin/bwrap"))),
                    InferenceWorker.class.getName()))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("/usr/local/agent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda:0", "tensorrt:1"})
  void a_provider_that_is_not_in_the_runtime_is_refused_by_name(String provider) {
    assertThatThrownBy(() -> WorkerLauncher.prepare(settings(Isolation.PROCESS, provider, home)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining(provider)
        .hasMessageContaining("not in this ONNX Runtime 1.28.0")
        .hasMessageContaining("provider: cpu");
  }

  @Test
  void the_driver_s_version_is_what_the_kernel_tells() {
    String told =
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\n"
            + "GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n";

    assertThat(GpuDriver.parse(told)).isEqualTo("550.54.15");
    assertThat(GpuDriver.parse("")).isEmpty();
  }

  private WorkerLauncher prepare(Isolation isolation, List<Sandbox> tools) throws Exception {
    return WorkerLauncher.prepare(
        settings(isolation, "cpu", home), tools, InferenceWorker.class.getName());
  }

  private static WorkerSettings settings(Isolation isolation, String provider, Path secret) {
    return new WorkerSettings(
        isolation, ExecutionProvider.parse(provider), 1, Duration.ofMinutes(1), List.of(secret));
  }

  /** The tool, if it is installed and this user may use it. */
  static Sandbox working(String tool) throws Exception {
    Sandbox sandbox =
        Sandbox.installed().stream().filter(s -> s.tool().equals(tool)).findFirst().orElse(null);
    assumeTrue(sandbox != null, "skipped: " + tool + " is not installed");
    Process tried =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "true")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(tried.waitFor() == 0, "skipped: this user may not make namespaces");
    return sandbox;
  }

  private static String probe(Sandbox sandbox, String... paths) throws Exception {
    Path folder = PrivateFolder.make();
    try {
      Process process =
          new WorkerCommand(sandbox, ProbingWorker.class.getName(), 64, false)
              .builder(folder)
              .start();
      process.getOutputStream().write(String.join("\n", paths).getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      PrivateFolder.delete(folder);
    }
  }
}
