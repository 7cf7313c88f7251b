package org.fedval.coordinator.report.export;

import java.nio.charset.StandardCharsets;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.ValidationReport;

/** Makes the other forms of a report from the exact bytes of its {@code report.json}. */
public final class ReportExport {
  private ReportExport() {}

  /**
   * The report in another form; the same bytes give the same bytes.
   *
   * @throws ReportFormatException naming the place where {@code json} is no report
   */
  public static byte[] of(byte[] json, ExportForm form) throws ReportFormatException {
    ValidationReport report = ReportJson.read(json);
    String digest = Sha256Digest.hash(json).hex();
    switch (form) {
      case CSV:
        return CsvBundle.of(ReportJson.tree(report));
      case FHIR:
        return FhirReport.of(report, digest);
      case CHECKLIST:
        return utf8(ChecklistPage.of(report, digest));
      case CHECKLIST_CSV:
        return utf8(ChecklistCsv.of(Checklist.of(report)));
      case HTML:
        return utf8(ReportHtml.render(report, ReportJson.readProof(json)));
    }
    throw new AssertionError("a form that nobody writes");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
