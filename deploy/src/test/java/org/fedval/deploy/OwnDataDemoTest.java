package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code fedval demo --data} with hospitals of one's own, in which not everything is in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnDataDemoTest {
  private static final int JUNK = 12;

  private Path data;
  private Path out;
  private int exit;
  private String errors;

  @BeforeAll
  void the_demo_ran_over_hospitals_with_junk(@TempDir Path folder) throws Exception {
    data = TinySites.write(folder.resolve("hospitals"), 3);
    out = folder.resolve("out");
    for (String site : new String[] {"site-1", "site-2", "site-3"}) {
      Path junk = Files.createDirectories(data.resolve(site).resolve("junk"));
      for (int i = 0; i < JUNK; i++) {
        Files.write(junk.resolve("file" + i), new byte[i * 100]);
      }
      Files.writeString(
          data.resolve(site).resolve("labels.csv"),
          "9.9.9.1,nobody-1,0,1\n9.9.9.2,nobody-2,1,\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.APPEND);
    }
    try (FedvalProcess demo = FedvalProcess.start("demo", "--data", data, "--out", out)) {
      exit = demo.exit(Duration.ofSeconds(120));
      errors = demo.err();
    }
  }

  @Test
  void labels_without_an_image_and_files_that_are_no_images_do_not_stop_it() {
    assertThat(exit).as(errors).isZero();
    assertThat(errors).isEmpty();
  }

  @Test
  void the_files_that_are_no_images_are_counted() throws Exception {
    ValidationReport report = ReportJson.read(Files.readAllBytes(out.resolve("report.json")));
    assertThat(report.results().exclusions())
        .filteredOn(row -> row.reason().equals("NOT_DICOM"))
        .singleElement()
        .extracting(ExclusionRow::nImages)
        .isEqualTo(3L * JUNK);
  }

  @Test
  void without_keep_only_the_report_is_left_and_the_hospitals_are_as_they_were() throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "report.json", "report.json.sig", "report.html", "coordinator.pub");
    }
    try (Stream<Path> files = Files.list(data.resolve("site-1"))) {
      assertThat(files).hasSize(6 + 2);
    }
  }
}
