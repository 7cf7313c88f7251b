package org.fedval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.export.ExportForm;
import org.fedval.coordinator.report.export.ReportExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedval report export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write a published report in another form, from report.json alone: csv (every row list as a"
          + " table, in a zip file), fhir (a FHIR R4 MeasureReport), checklist and checklist-csv"
          + " (items of STARD 2015, STARD-AI, CLAIM 2024 and the FDA draft guidance, filled), html."
          + " Checks no signature; run 'fedval report verify' first."
    },
    footer = {
      "",
      "Examples:",
      "  fedval report export report.json --format fhir --out report-fhir.json",
      "  fedval report export report.json --format checklist --out checklist.html"
    })
final class ReportExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "REPORT.json", description = "report.json as it was fetched.")
  private Path report;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORM",
      description = "csv, fhir, checklist, checklist-csv or html.")
  private String format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReportExportCommand() {}

  @Override
  public Integer call() throws CliException, IOException {
    ExportForm form =
        Arrays.stream(ExportForm.values())
            .filter(f -> f.word().equals(format))
            .findFirst()
            .orElseThrow(
                () ->
                    new CliException(
                        "--format is one of "
                            + Arrays.stream(ExportForm.values())
                                .map(ExportForm::word)
                                .collect(Collectors.joining(", "))
                            + "."));
    try {
      Files.write(out, ReportExport.of(InputFile.read(report, ReportJson.LIMIT_BYTES), form));
    } catch (ReportFormatException e) {
      throw new CliException(report + ": " + e.getMessage());
    }
    return 0;
  }
}
