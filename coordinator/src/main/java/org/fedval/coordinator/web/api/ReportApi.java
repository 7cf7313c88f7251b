package org.fedval.coordinator.web.api;

import io.javalin.http.Context;
import java.util.Arrays;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.export.ExportForm;
import org.fedval.coordinator.report.export.ReportExport;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.web.Problem;

/** Published reports: the signed bytes, their signature, and every other form made of them. */
final class ReportApi {
  private final StudiesApi studies;
  private final ReportRepository reports;

  ReportApi(StudiesApi studies, ReportRepository reports) {
    this.studies = studies;
    this.reports = reports;
  }

  /** {@code report.json}, exactly as it was signed. */
  void json(Context request, Visitor visitor) {
    JsonAnswer.send(request, find(request, visitor).json(), "application/json");
  }

  void form(Context request, Visitor visitor) throws ReportFormatException {
    String word = request.pathParam("form");
    ReportRepository.StoredReport report = find(request, visitor);
    if (word.equals("sig")) {
      send(request, report.signature(), "text/plain; charset=utf-8", "report.json.sig");
      return;
    }
    ExportForm form =
        Arrays.stream(ExportForm.values())
            .filter(f -> f.word().equals(word))
            .findFirst()
            .orElseThrow(Problem::notFound);
    byte[] bytes = form == ExportForm.HTML ? report.html() : ReportExport.of(report.json(), form);
    send(request, bytes, form.mediaType(), form.fileName());
  }

  private static void send(Context request, byte[] bytes, String type, String name) {
    request.header("Content-Disposition", "attachment; filename=\"" + name + '"');
    JsonAnswer.send(request, bytes, type);
  }

  private ReportRepository.StoredReport find(Context request, Visitor visitor) {
    return reports
        .find(studies.visible(request, visitor).toByteArray())
        .orElseThrow(Problem::notFound);
  }
}
