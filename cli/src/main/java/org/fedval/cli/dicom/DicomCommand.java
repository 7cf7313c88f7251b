package org.fedval.cli.dicom;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fedval dicom}: files by hand. */
@Command(
    name = "dicom",
    mixinStandardHelpOptions = true,
    description = "Site: look at DICOM files as the agent reads them. Local only.",
    subcommands = DicomInspectCommand.class)
public final class DicomCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  public DicomCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "dicom needs: inspect.");
  }
}
