package org.fedval.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code fedval demo} as a user runs it: separate processes, real files, a report at the end. */
@ExtendWith(KeptDemo.Once.class)
class DemoTest {
  private final KeptDemo demo;

  DemoTest(KeptDemo demo) {
    this.demo = demo;
  }

  @Test
  void the_demo_ends_well_and_says_where_the_report_is() {
    assertThat(demo.exit()).as(demo.screen() + demo.errors()).isZero();
    assertThat(demo.errors()).isEmpty();
    assertThat(demo.screen())
        .contains("coordinator and 3 agents run as separate processes")
        .contains("Report: " + demo.out().resolve("report.html"));
  }

  @Test
  void every_finding_has_a_pooled_auroc_with_its_interval() throws Exception {
    ValidationReport report = demo.report();
    assertThat(report.roster().contributingSites()).isEqualTo(3);
    for (String finding : report.study().findings()) {
      MetricRow row = row(finding, "auroc", "all");
      assertThat(row.status()).isEqualTo(Status.OK);
      assertThat(row.ciLow()).isPositive().isLessThan(row.value());
      assertThat(row.ciHigh()).isGreaterThan(row.value()).isLessThanOrEqualTo(1);
      assertThat(row.nCases()).isGreaterThan(300);
      for (String level : List.of("sex=F", "sex=M")) {
        assertThat(row(finding, "auroc", level).status()).as(level).isEqualTo(Status.OK);
      }
      assertThat(report.results().estimates())
          .filteredOn(r -> r.finding().equals(finding) && r.metric().equals("auroc"))
          .filteredOn(r -> r.subgroup().startsWith("age=") && r.status() == Status.OK)
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void small_groups_are_suppressed_and_weak_ones_not_certified() throws Exception {
    List<MetricRow> rows = demo.report().results().estimates();
    assertThat(rows)
        .filteredOn(r -> r.status() == Status.SUPPRESSED)
        .isNotEmpty()
        .allSatisfy(
            r -> {
              assertThat(r.value()).isNull();
              assertThat(r.nCases()).isNull();
              assertThat(r.nPatients()).isNull();
              assertThat(r.reason()).isNotBlank();
            });
    assertThat(rows).anyMatch(r -> r.verdict() == Verdict.NOT_POWERED_TO_CERTIFY);
  }

  @Test
  void the_report_page_stands_alone() throws Exception {
    String page = Files.readString(demo.out().resolve("report.html"));
    assertThat(page).startsWith("<!").contains("</html>");
    assertThat(page.toLowerCase())
        .doesNotContain("<script", "javascript:", "src=", "@import", "<link", "<iframe")
        .doesNotContainPattern("url\\((?!#)")
        .doesNotContainPattern("(href|action|data|poster)\\s*=\\s*[\"']?\\s*(https?:)?//");
  }

  @Test
  void nothing_of_a_patient_reaches_the_coordinator_or_the_report() throws Exception {
    String sites = content(demo.data(1));
    assertThat(sites).as("the images carry the marks that are looked for").contains("CANARY-");

    assertThat(content(demo.work().resolve("coordinator"))).doesNotContain("CANARY-", "SYN-S");
    for (String report : List.of("report.json", "report.html")) {
      assertThat(content(demo.out().resolve(report))).doesNotContain("CANARY-", "SYN-S", "2.25.");
    }
  }

  @Test
  void nobody_else_on_the_machine_can_read_keys_or_folders() throws Exception {
    List<Path> homes =
        List.of(
            demo.work().resolve("coordinator"),
            demo.work().resolve("site-1"),
            demo.work().resolve("site-2"),
            demo.work().resolve("site-3"),
            demo.work().resolve("vendor"));
    int secrets = 0;
    for (Path home : homes) {
      try (Stream<Path> tree = Files.walk(home)) {
        for (Path path : tree.toList()) {
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
          if (Files.isDirectory(path)) {
            assertThat(mode).as("%s", path).isEqualTo("rwx------");
          } else if (isSecret(path)) {
            secrets++;
            assertThat(mode).as("%s", path).isEqualTo("rw-------");
          }
        }
      }
    }
    assertThat(secrets).isGreaterThanOrEqualTo(3 * 3 + 4);
  }

  @Test
  void an_earlier_report_is_replaced_and_foreign_files_stay() throws Exception {
    assertThat(demo.report().schema()).isEqualTo(ValidationReport.SCHEMA);
    assertThat(demo.out().resolve("notes.txt")).hasContent(KeptDemo.FOREIGN);
    assertThat(demo.work().resolve("notes.txt")).hasContent(KeptDemo.FOREIGN);
    assertThat(demo.work().resolve("site-9")).doesNotExist();
    try (Stream<Path> files = Files.list(demo.out())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "report.json",
              "report.json.sig",
              "report.html",
              "coordinator.pub",
              "notes.txt",
              "work");
    }
  }

  private MetricRow row(String finding, String metric, String subgroup) throws Exception {
    return demo.report().results().estimates().stream()
        .filter(r -> r.finding().equals(finding) && r.metric().equals(metric))
        .filter(r -> r.subgroup().equals(subgroup))
        .findFirst()
        .orElseThrow();
  }

  /** A PEM file with a private key, or key bytes, or a token. */
  private static boolean isSecret(Path file) throws Exception {
    String name = file.getFileName().toString();
    return name.endsWith(".key")
        || name.endsWith(".token")
        || content(file).contains("PRIVATE KEY");
  }

  /** Every byte under a path, as one character each. */
  private static String content(Path path) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1)).append('\n');
      }
    }
    return all.toString();
  }
}
