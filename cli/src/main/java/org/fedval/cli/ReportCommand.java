package org.fedval.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fedval report}: what a reader does with a published report. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Anybody: fetch a published report, verify it, write it in other forms.",
    subcommands = {ReportVerifyCommand.class, ReportCommand.Get.class, ReportExportCommand.class})
final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ReportCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "report needs one of: verify, get, export.");
  }

  /** The same as {@code study report}. */
  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description =
          "Fetch a published report: report.json, its signature report.json.sig, and report.html.",
      footer = {
        "",
        "Example:",
        "  fedval report get --coordinator fedval.example:7443 --credentials vendor \\",
        "    DIGEST --out results"
      })
  static final class Get extends StudyCommand.Report {
    Get() {}
  }
}
