package org.fedval.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
  @Test
  void options_for_java_reach_the_process_and_win_over_the_demos_own() {
    List<String> command = ChildProcess.command(" -Xmx256m  -Dx=y ", List.of("agent", "run"));

    assertThat(command).containsSubsequence("-Xmx512m", "-Xmx256m", "-Dx=y", "-cp");
    assertThat(command).endsWith("org.fedval.cli.FedvalMain", "agent", "run");
  }

  @Test
  void without_options_nothing_is_added() {
    assertThat(ChildProcess.command(null, List.of("x")))
        .isEqualTo(ChildProcess.command(" ", List.of("x")))
        .doesNotContain("");
  }
}
