package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fedval.wire.bundle.LockedBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Verify a bundle's signature and digests and show what is inside.",
    footer = {"", "Example:", "  fedval bundle inspect net.fvb --json"})
final class BundleInspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The .fvb file.")
  private Path bundle;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BundleInspectCommand() {}

  @Override
  public Integer call() throws Exception {
    BundleReport report = BundleReport.of(bundle, LockedBundle.read(bundle));
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(json ? report.json() : report.details());
    screen.flush();
    return 0;
  }
}
