package org.fedval.cli.hospital;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportSignature;
import org.fedval.coordinator.report.verify.Check;
import org.fedval.coordinator.report.verify.Pins;
import org.fedval.coordinator.report.verify.ReportVerifier;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.ValidationReport;

/**
 * A report as the coordinator or the vendor publishes it.
 *
 * @param verified whether it was checked as {@code fedval report verify} does, under the
 *     coordinator's key that this site pinned at enrolment
 */
public record PublishedReport(ValidationReport report, boolean verified) {
  /**
   * Reads {@code report.json}; with {@code report.json.sig} beside it, verifies it as well.
   *
   * @param study digest that the report must be of
   * @param id the study's name, for sentences
   */
  public static PublishedReport read(Path file, Sha256Digest study, String id, AgentHome home)
      throws CliException, IOException, ConfigException {
    byte[] json = InputFile.read(file, ReportJson.LIMIT_BYTES);
    ValidationReport report;
    try {
      report = ReportJson.read(json);
    } catch (ReportFormatException e) {
      throw new CliException(file + ": " + e.getMessage());
    }
    if (!report.study().digest().equals(study.hex())) {
      throw new CliException(
          "%s: this report is of study %s with the digest %s, not of %s with the digest %s; give that one's report."
              .formatted(file, report.study().id(), report.study().digest(), id, study.hex()));
    }
    Path signature = file.resolveSibling(file.getFileName() + ".sig");
    if (!Files.exists(signature)) {
      return new PublishedReport(report, false);
    }
    Pins pins = Pins.of(CoordinatorPin.read(home).key(), Set.of());
    byte[] signed = InputFile.read(signature, ReportSignature.LIMIT_BYTES);
    for (Check check : ReportVerifier.verify(json, signed, pins, false)) {
      if (!check.ok()) {
        throw new CliException(
            "%s is not verified (%s): %s".formatted(file, check.name(), check.sentence()));
      }
    }
    return new PublishedReport(report, true);
  }
}
