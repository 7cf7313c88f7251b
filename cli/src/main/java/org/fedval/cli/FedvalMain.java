package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.fedval.cli.bench.BenchCommand;
import org.fedval.cli.demo.DemoCommand;
import org.fedval.cli.dicom.DicomCommand;
import org.fedval.cli.evaluate.EvaluateCommand;
import org.fedval.cli.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code fedval} command. */
@Command(
    name = "fedval",
    mixinStandardHelpOptions = true,
    version = "fedval " + FedvalMain.VERSION,
    description = "Secure federated validation of locked medical-imaging models.",
    subcommands = {
      DemoCommand.class,
      BundleCommand.class,
      InferCommand.class,
      EvaluateCommand.class,
      StudyCommand.class,
      CoordinatorCommand.class,
      RosterCommand.class,
      ReportCommand.class,
      LogCommand.class,
      AgentCommand.class,
      DicomCommand.class,
      SimulateCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Begin with: fedval demo",
      "Guides: docs/vendor.md, docs/site-it.md, docs/researcher.md",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class FedvalMain implements Runnable {
  /** The software's version. */
  public static final String VERSION = "0.1.0";

  private static final int HELP_WIDTH = 100;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  public FedvalMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs one command; the exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    ErrorSentences errors = new ErrorSentences("1".equals(System.getenv("FEDVAL_DEBUG")));
    try {
      return new CommandLine(new FedvalMain())
          .setOut(out)
          .setErr(err)
          .setExecutionExceptionHandler(errors)
          .setParameterExceptionHandler(errors)
          .setUsageHelpWidth(HELP_WIDTH)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .execute(args);
    } catch (Error e) {
      return errors.report(e, err);
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
  }
}
