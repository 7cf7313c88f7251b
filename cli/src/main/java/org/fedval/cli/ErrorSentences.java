package org.fedval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.inference.CanaryRefusedException;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.cli.client.RefusedException;
import org.fedval.cli.demo.DemoException;
import org.fedval.cli.input.CliException;
import org.fedval.coordinator.config.StartException;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.study.StudyPlanException;
import picocli.CommandLine;

/**
 * Turns any failure into one sentence. Only the exceptions listed here carry a message that was
 * written for people; of every other one, nothing but an error id is shown.
 */
final class ErrorSentences
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  private static final List<Class<? extends Exception>> WRITTEN_FOR_PEOPLE =
      List.of(
          CliException.class,
          BundleException.class,
          ModelRefusedException.class,
          CanaryRefusedException.class,
          DicomSourceException.class,
          LabelsException.class,
          ConfigException.class,
          CredentialsException.class,
          DemoException.class,
          KeyFileException.class,
          JournalDamaged.class,
          RefusedException.class,
          StartException.class,
          StudyPlanException.class);

  private final boolean debug;

  /**
   * @param debug whether stack traces are wanted, by {@code FEDVAL_DEBUG=1}
   */
  ErrorSentences(boolean debug) {
    this.debug = debug;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    return report(failure, command.getErr());
  }

  int report(Throwable failure, PrintWriter screen) {
    screen.println("fedval: " + sentence(failure));
    if (debug) {
      failure.printStackTrace(screen);
    }
    screen.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String what =
        wrong instanceof CommandLine.UnmatchedArgumentException unknown
            ? "'" + String.join(" ", unknown.getUnmatched()) + "' is no command or option here."
            : wrong.getMessage();
    command.getErr().println("fedval: " + what);
    command
        .getErr()
        .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for examples.");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  static String sentence(Throwable failure) {
    for (Class<? extends Exception> known : WRITTEN_FOR_PEOPLE) {
      if (known.isInstance(failure)) {
        return String.valueOf(failure.getMessage());
      }
    }
    if (failure instanceof FileSystemException file) {
      return "cannot use the file " + file.getFile() + ": " + why(file) + ".";
    }
    if (failure instanceof IOException) {
      return "reading or writing failed; check the disk and its free space.";
    }
    if (failure instanceof InterruptedException) {
      return "stopped.";
    }
    if (failure instanceof OutOfMemoryError) {
      return "not enough memory; give Java more with JAVA_TOOL_OPTIONS=-Xmx4g, or use fewer threads.";
    }
    return "internal error "
        + UUID.randomUUID()
        + "; run again with FEDVAL_DEBUG=1 to see where, and report it.";
  }

  private static String why(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return "the operating system refused";
  }
}
