package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code fedval report verify} on what a demo left, as its last lines say. */
@ExtendWith(KeptDemo.Once.class)
class VerifiedReportTest {
  private final KeptDemo demo;

  @TempDir private Path folder;

  VerifiedReportTest(KeptDemo demo) {
    this.demo = demo;
  }

  @Test
  void the_command_that_the_demo_prints_verifies_its_report() throws Exception {
    Fedval verify = Fedval.run(printed().toArray());

    assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    assertThat(verify.out())
        .doesNotContain("FAILED")
        .contains("cosignatures        3 of 3 sites confirmed the log's head")
        .contains("and you pinned")
        .endsWith("Verified: all 16 checks hold." + System.lineSeparator());
    List<Object> json = new ArrayList<>(printed());
    json.add("--json");
    assertThat(Fedval.run(json.toArray()).out()).contains("\"verified\" : true");
  }

  @Test
  void a_changed_report_fails_in_words_and_a_missing_file_says_so() throws Exception {
    Path report = folder.resolve("report.json");
    String text = Files.readString(demo.out().resolve("report.json"));
    Files.writeString(report, text.replaceFirst("\"n_positive\": 1", "\"n_positive\": 2"));
    Files.copy(demo.out().resolve("report.json.sig"), folder.resolve("report.json.sig"));
    Path key = demo.out().resolve("coordinator.pub");

    Fedval changed = Fedval.run("report", "verify", report, "--coordinator-key", key);
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.out())
        .contains("FAILED  signature")
        .contains("FAILED  numbers")
        .contains("NOT VERIFIED: 2 of 16 checks failed.");

    Fedval missing =
        Fedval.run(
            "report", "verify", report, "--coordinator-key", key, "--sig", folder.resolve("no"));
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("there is no such file");
    Fedval noKey = Fedval.run("report", "verify", report);
    assertThat(noKey.exit()).isEqualTo(2);
    assertThat(noKey.err()).contains("--coordinator-key");
  }

  /** The words of the printed command after {@code ./fedval}. */
  private List<Object> printed() {
    String line =
        demo.screen()
            .lines()
            .filter(l -> l.startsWith("Verify: ./fedval "))
            .findFirst()
            .orElseThrow();
    return List.of((Object[]) line.substring("Verify: ./fedval ".length()).split(" "));
  }
}
