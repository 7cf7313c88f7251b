package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fedval demo --study} with a plan that asks for differential privacy, end to end. */
class PrivateDemoTest {
  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: classification
      unit: image
      id: private-1
      title: A study with noise
      findings: [effusion]
      operating_points: [balanced]
      privacy:
        epsilon: 2
      """;

  @Test
  void the_report_states_epsilon_and_every_site_keeps_a_ledger(@TempDir Path folder)
      throws Exception {
    Path data = TinySites.write(folder.resolve("hospitals"), 3);
    Path study = Files.writeString(folder.resolve("study.yaml"), PLAN);
    Path out = folder.resolve("out");
    try (FedvalProcess demo =
        FedvalProcess.start("demo", "--data", data, "--study", study, "--out", out, "--keep")) {
      int exit = demo.exit(Duration.ofSeconds(120));
      assertThat(exit).as(demo.err()).isZero();
      assertThat(demo.out()).contains("every number carries noise: differential privacy, epsilon");
    }

    ValidationReport report = ReportJson.read(Files.readAllBytes(out.resolve("report.json")));
    PrivacyStatement privacy = Objects.requireNonNull(report.privacy());
    assertThat(privacy.epsilon()).isBetween(1.0, 2.0);
    assertThat(privacy.delta()).isEqualTo(1e-6);
    assertThat(privacy.touchedWords()).isEqualTo(2);
    assertThat(privacy.sites()).isEqualTo(3);
    assertThat(report.results().curves()).isEmpty();
    assertThat(report.results().estimates())
        .allMatch(
            row ->
                Stream.of(row.nCases(), row.nPatients(), row.nPositive(), row.nNegative())
                    .allMatch(n -> n == null || n >= 0));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Differential privacy with epsilon");
    for (int site = 1; site <= 3; site++) {
      assertThat(out.resolve("work/site-" + site + "/state/privacy/rho-ledger")).isRegularFile();
    }
  }
}
