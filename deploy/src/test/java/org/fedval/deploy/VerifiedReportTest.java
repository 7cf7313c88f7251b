package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.store.Database;
import org.fedval.crypto.log.LogEvent;
import org.fedval.wire.files.SigningKeyFile;
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
        .contains("cosignatures                 3 of 3 sites confirmed the log's head")
        .contains("and you pinned")
        .endsWith("Verified: all 24 checks hold." + System.lineSeparator());
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
        .contains("NOT VERIFIED: 2 of 24 checks failed.");

    Fedval missing =
        Fedval.run(
            "report", "verify", report, "--coordinator-key", key, "--sig", folder.resolve("no"));
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("there is no such file");
    Fedval noKey = Fedval.run("report", "verify", report);
    assertThat(noKey.exit()).isEqualTo(2);
    assertThat(noKey.err()).contains("--coordinator-key");
  }

  /** The demo ends its coordinator without asking it. */
  @Test
  void the_log_that_the_demo_left_is_whole_and_tells_of_everything_that_happened()
      throws Exception {
    Path state = demo.coordinator().database().getParent();
    try (Stream<Path> files = Files.list(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path copy = folder.resolve(demo.coordinator().database().getFileName());
    Set<LogEvent> events = EnumSet.noneOf(LogEvent.class);
    try (Database database = Database.open(copy)) {
      AuditLog log =
          AuditLog.open(
              database,
              SigningKeyFile.read(demo.coordinator().coordinatorKeyFile()),
              Clock.systemUTC());
      for (long n = 0; n < log.size(); n++) {
        events.add(log.entry(n).event());
      }
    }
    assertThat(events)
        .contains(
            LogEvent.OPERATOR_LOGIN,
            LogEvent.TOKEN_ISSUED,
            LogEvent.TOKEN_USED,
            LogEvent.CERTIFICATE_ISSUED,
            LogEvent.ROSTER_VERSION,
            LogEvent.ROSTER_APPROVED,
            LogEvent.BUNDLE_MANIFEST,
            LogEvent.STUDY_PUBLISHED,
            LogEvent.STUDY_APPROVED,
            LogEvent.WRAP_ISSUED,
            LogEvent.SESSION_PROPOSED,
            LogEvent.CERTIFICATE_OF_SESSION,
            LogEvent.GATE_RESULT,
            LogEvent.RESULT,
            LogEvent.REPORT_SIGNED);
    String result =
        Files.readAllLines(demo.work().resolve("site-1/state/audit.log")).stream()
            .filter(line -> line.contains(" RESULT "))
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(demo.out().resolve("report.json")))
        .as("the site's own line names the report's result")
        .contains("\"result_digest\": \"" + result.split(" ")[3] + "\"");
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
