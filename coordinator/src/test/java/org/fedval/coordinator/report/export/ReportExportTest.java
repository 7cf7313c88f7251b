package org.fedval.coordinator.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.fedval.coordinator.report.FullReport;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.SampleReport;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class ReportExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<ValidationReport> REPORTS =
      List.of(SampleReport.complete(), FullReport.complete(), FullReport.siteLost());

  @Test
  void the_same_report_gives_the_same_bytes_in_every_form() throws Exception {
    byte[] json = ReportJson.write(SampleReport.complete());
    for (ExportForm form :
        List.of(ExportForm.CSV, ExportForm.FHIR, ExportForm.CHECKLIST, ExportForm.CHECKLIST_CSV)) {
      assertThat(ReportExport.of(json, form))
          .as(form.word())
          .isEqualTo(ReportExport.of(json, form));
    }
  }

  @Test
  void what_is_no_report_is_refused_in_words() {
    assertThatThrownBy(() -> ReportExport.of("{}".getBytes(StandardCharsets.UTF_8), ExportForm.CSV))
        .isInstanceOf(ReportFormatException.class);
  }

  @Test
  void tables_have_a_line_for_every_row_and_every_digit_of_its_numbers() throws Exception {
    ValidationReport report = SampleReport.complete();
    Map<String, List<String>> tables = tables(report);

    assertThat(tables.keySet())
        .containsExactlyInAnyOrder(
            "estimates.csv", "endpoints.csv", "exclusions.csv", "power.csv", "roc.csv");
    assertThat(tables.get("estimates.csv")).hasSize(report.results().estimates().size() + 1);
    assertThat(tables.get("exclusions.csv")).hasSize(report.results().exclusions().size() + 1);
    assertThat(tables.get("roc.csv").size()).isGreaterThan(10);
    MetricRow row =
        report.results().estimates().stream()
            .filter(r -> r.value() != null && r.ciLow() != null)
            .findFirst()
            .orElseThrow();
    assertThat(tables.get("estimates.csv"))
        .anyMatch(line -> line.contains("," + row.value() + "," + row.ciLow() + ","));
  }

  @Test
  void a_fhir_report_has_the_form_that_r4_gives_a_measure_report() throws Exception {
    for (ValidationReport report : REPORTS) {
      FhirShape.check(fhir(report));
    }
    Path sample = Path.of("target", "fhir-sample.json");
    Files.write(sample, ReportExport.of(ReportJson.write(FullReport.complete()), ExportForm.FHIR));
  }

  @Test
  void a_fhir_report_has_every_row_once_and_none_of_the_numbers_that_are_suppressed()
      throws Exception {
    for (ValidationReport report : REPORTS) {
      JsonNode resource = fhir(report);
      int scores = 0;
      int masked = 0;
      for (JsonNode score : resource.findValues("measureScore")) {
        scores++;
        if (score.path("extension").findValuesAsText("valueCode").contains("masked")) {
          masked++;
          assertThat(score.has("value")).isFalse();
        }
      }
      List<MetricRow> rows = report.results().estimates();
      assertThat(scores).isEqualTo(rows.size());
      assertThat(masked)
          .isEqualTo(rows.stream().filter(r -> r.status() == Status.SUPPRESSED).count());
    }
  }

  @Test
  void an_interval_stands_beside_its_estimate() throws Exception {
    JsonNode group = fhir(SampleReport.complete()).path("group").get(0);
    MetricRow row = SampleReport.complete().results().estimates().get(0);

    assertThat(group.path("code").path("coding").get(0).path("code").asText())
        .isEqualTo(row.metric());
    assertThat(group.path("measureScore").path("value").asDouble()).isEqualTo(row.value());
    JsonNode interval = group.path("measureScore").path("extension").get(0);
    assertThat(interval.path("url").asText()).isEqualTo("urn:fedval:fhir:confidence-interval");
    assertThat(interval.path("extension").get(0).path("valueDecimal").asDouble())
        .isEqualTo(row.ciLow());
  }

  @Test
  void a_study_without_subgroups_is_not_said_to_have_reported_them() {
    ValidationReport full = SampleReport.complete();
    ValidationReport.Study s = full.study();
    ValidationReport bare =
        new ValidationReport(
            full.schema(),
            full.generatedAt(),
            new ValidationReport.Study(
                s.id(),
                s.title(),
                s.digest(),
                s.planDigest(),
                s.task(),
                s.unit(),
                s.findings(),
                s.operatingPoints(),
                List.of()),
            full.bundle(),
            full.roster(),
            full.session(),
            full.disclosure(),
            full.software(),
            new PooledResults(
                full.results().estimates().stream()
                    .filter(row -> row.subgroup().equals("all"))
                    .toList(),
                full.results().endpoints(),
                full.results().curves(),
                full.results().exclusions()),
            full.notes());

    assertThat(answer(full, "X.A-11")).isEqualTo(ChecklistItem.Answer.REPORTED);
    assertThat(answer(bare, "X.A-11")).isEqualTo(ChecklistItem.Answer.AUTHORS);
  }

  @Test
  void the_checklist_page_escapes_the_titles_of_plans() {
    ValidationReport report =
        SampleReport.named(List.of("Covid", "Pneumonia", "Pleural effusion"), "<script>x</script>");

    assertThat(ChecklistPage.of(report, Sha256Digest.ZERO.hex()))
        .contains("&lt;script&gt;")
        .doesNotContain("<script");
  }

  private static ChecklistItem.Answer answer(ValidationReport report, String number) {
    return Checklist.of(report).stream()
        .filter(guideline -> guideline.name().startsWith("FDA"))
        .flatMap(guideline -> guideline.items().stream())
        .filter(item -> item.number().equals(number))
        .findFirst()
        .orElseThrow()
        .answer();
  }

  private static JsonNode fhir(ValidationReport report) throws Exception {
    return JSON.readTree(ReportExport.of(ReportJson.write(report), ExportForm.FHIR));
  }

  private static Map<String, List<String>> tables(ValidationReport report) throws Exception {
    Map<String, List<String>> tables = new HashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(
            new ByteArrayInputStream(ReportExport.of(ReportJson.write(report), ExportForm.CSV)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        tables.put(
            entry.getName(),
            new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    }
    return tables;
  }
}
