package org.fedval.cli.planning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.coordinator.report.ReportCounts;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.wire.study.CountsYaml;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyPlanException;
import org.jspecify.annotations.Nullable;

/** The files of {@code --expect}: a file of counts, a report, or a report and what is assumed. */
final class ExpectedFiles {
  private static final int MAX_COUNTS_BYTES = 256 * 1024;

  private final StudyDocument study;

  ExpectedFiles(StudyDocument study) {
    this.study = study;
  }

  /** What the files together expect; nothing, if there are none. */
  ExpectedCounts read(List<Path> files) throws CliException, StudyPlanException, IOException {
    ExpectedCounts stated = null;
    ExpectedCounts reported = null;
    for (Path file : files) {
      if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json")) {
        requireFirst(reported, "a report");
        reported = report(file);
      } else {
        requireFirst(stated, "a file of expected counts");
        stated =
            CountsYaml.parse(
                InputFile.read(file, MAX_COUNTS_BYTES), String.valueOf(file.getFileName()), study);
      }
    }
    if (stated == null) {
      return reported == null ? ExpectedCounts.NONE : reported;
    }
    if (reported == null) {
      return stated;
    }
    try {
      return ReportCounts.under(reported, stated);
    } catch (ReportFormatException e) {
      throw new CliException("--expect: " + e.getMessage());
    }
  }

  private static void requireFirst(@Nullable ExpectedCounts before, String what)
      throws CliException {
    if (before != null) {
      throw new CliException("--expect takes " + what + " once.");
    }
  }

  private ExpectedCounts report(Path file) throws CliException, IOException {
    try {
      return new ReportCounts(study)
          .of(ReportJson.read(InputFile.read(file, ReportJson.LIMIT_BYTES)));
    } catch (ReportFormatException e) {
      throw new CliException(file + ": " + e.getMessage());
    }
  }
}
