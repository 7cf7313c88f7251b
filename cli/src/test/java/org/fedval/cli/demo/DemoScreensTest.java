package org.fedval.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScreensTest {
  @TempDir private Path data;

  private final StringWriter screen = new StringWriter();

  @Test
  void a_log_gets_a_line_when_a_phase_changes() {
    ProgressBoard board = new ProgressBoard(new PrintWriter(screen), false);

    board.show(List.of(line("a", "waiting", ""), line("b", "waiting", "")));
    board.show(List.of(line("a", "waiting", "1 image"), line("b", "running", "2 images")));
    board.show(List.of(line("a", "waiting", "3 images"), line("b", "running", "9 images")));

    assertThat(screen.toString().lines())
        .containsExactly(
            "  a              waiting",
            "  b              waiting",
            "  b              running                2 images");
  }

  @Test
  void a_terminal_is_redrawn_in_place() {
    ProgressBoard board = new ProgressBoard(new PrintWriter(screen), true);

    board.show(List.of(line("a", "waiting", ""), line("b", "waiting", "")));
    board.show(List.of(line("a", "running", "1 image"), line("b", "waiting", "")));

    assertThat(screen.toString()).containsOnlyOnce("\u001b[2A");
    assertThat(screen.toString().chars().filter(c -> c == '\n')).hasSize(4);
    assertThat(screen.toString()).contains("\r\u001b[K  a              running");
  }

  @Test
  void pooled_estimates_stand_in_columns() {
    String table =
        PooledTable.of(
            report(
                row("nodule", "sensitivity", "all", "screening", 0.8125, 0.75, 0.87, 120L),
                row("nodule", "auroc", "all", null, 0.9, null, null, null),
                row("nodule", "sensitivity", "sex=F", "screening", 0.5, 0.4, 0.6, 60L),
                suppressed("effusion", "ppv")));

    assertThat(table.lines().map(String::stripTrailing))
        .containsExactly(
            "  finding   metric       at         estimate (95 % CI)      images",
            "  nodule    sensitivity  screening  0.813 (0.750 to 0.870)  120",
            "  nodule    auroc                   0.900",
            "  effusion  ppv                     suppressed");
  }

  @Test
  void every_folder_with_labels_is_a_site() throws Exception {
    for (String name : List.of("North Hospital", "b", "C_3")) {
      Files.writeString(Files.createDirectory(data.resolve(name)).resolve("labels.csv"), "");
    }

    assertThat(DemoSite.under(data))
        .extracting(DemoSite::siteId)
        .containsExactlyInAnyOrder("north-hospital", "b", "c-3");
  }

  @Test
  void a_folder_without_labels_is_named() throws Exception {
    Files.createDirectory(data.resolve("a"));

    assertThatThrownBy(() -> DemoSite.under(data))
        .hasMessage("--data: folder a has no labels.csv; every folder there is one site.");
  }

  @Test
  void folders_that_give_one_name_or_too_few_are_refused() throws Exception {
    for (String name : List.of("a_1", "a-1")) {
      Files.writeString(Files.createDirectory(data.resolve(name)).resolve("labels.csv"), "");
    }
    assertThatThrownBy(() -> DemoSite.under(data))
        .hasMessageContaining("does not give a distinct site name");

    Files.delete(data.resolve("a_1").resolve("labels.csv"));
    Files.delete(data.resolve("a_1"));
    assertThatThrownBy(() -> DemoSite.under(data))
        .hasMessageContaining("has 1 site folders; a study needs at least 3 sites");
    assertThatThrownBy(() -> DemoSite.under(data.resolve("none")))
        .hasMessageEndingWith("is not a folder.");
  }

  private static ProgressBoard.Line line(String name, String phase, String detail) {
    return new ProgressBoard.Line(name, phase, detail);
  }

  private static ValidationReport report(MetricRow... rows) {
    return new ValidationReport(
        ValidationReport.SCHEMA,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        new PooledResults(List.of(rows), List.of(), List.of(), List.of()),
        List.of());
  }

  private static MetricRow row(
      String finding,
      String metric,
      String subgroup,
      String point,
      Double value,
      Double low,
      Double high,
      Long cases) {
    return new MetricRow(
        finding, metric, subgroup, point, value, low, high, null, cases, null, null, null,
        Status.OK, null, null);
  }

  private static MetricRow suppressed(String finding, String metric) {
    return new MetricRow(
        finding,
        metric,
        "all",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Status.SUPPRESSED,
        null,
        null);
  }
}
