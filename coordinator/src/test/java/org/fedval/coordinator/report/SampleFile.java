package org.fedval.coordinator.report;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.evaluation.report.ValidationReport;

/** Writes the sample reports to a folder, to look at them. */
final class SampleFile {
  private SampleFile() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    write(folder.resolve("sample"), SampleReport.complete());
    write(folder.resolve("full"), FullReport.complete());
    write(folder.resolve("lost"), FullReport.siteLost());
  }

  private static void write(Path folder, ValidationReport report) throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.html"), ReportHtml.render(report));
    Files.write(folder.resolve("report.json"), ReportJson.write(report));
  }
}
