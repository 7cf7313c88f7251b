package org.fedval.coordinator.report;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the sample report to a folder, to look at it. */
final class SampleFile {
  private SampleFile() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.writeString(folder.resolve("report.html"), ReportHtml.render(SampleReport.complete()));
    Files.write(folder.resolve("report.json"), ReportJson.write(SampleReport.complete()));
  }
}
