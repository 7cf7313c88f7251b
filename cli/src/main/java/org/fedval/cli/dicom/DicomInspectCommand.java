package org.fedval.cli.dicom;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fedval.agent.dicom.DicomInspector;
import org.fedval.agent.dicom.Inspection;
import org.fedval.agent.dicom.ReaderLimits;
import org.fedval.cli.input.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fedval dicom inspect}: what each file is, and whether all of it can be read. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Read DICOM files whole and show attributes, transfer syntax and the SHA-256 of the decoded"
          + " pixels (before any lookup table).",
      "Prints patient data. Nothing leaves this machine. Exit code 1 when a file was refused."
    },
    footer = {"", "Example:", "  fedval dicom inspect image.dcm --json"})
final class DicomInspectCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, in the order to print.")
  private List<String> files;

  @Option(names = "--json", description = "Print JSON Lines, one object a file.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  DicomInspectCommand() {}

  @Override
  public Integer call() throws Exception {
    DicomInspector inspector = new DicomInspector(ReaderLimits.STANDARD);
    PrintWriter screen = spec.commandLine().getOut();
    boolean allOk = true;
    for (String file : files) {
      Inspection inspection = inspector.inspect(path(file));
      allOk &= inspection.ok();
      screen.println(
          json ? InspectionJson.line(file, inspection) : InspectionTable.text(file, inspection));
      screen.flush();
    }
    return allOk ? 0 : 1;
  }

  private static Path path(String file) throws CliException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new CliException(
          "a file name holds characters that this locale cannot write; set LC_ALL=C.UTF-8.");
    }
  }
}
