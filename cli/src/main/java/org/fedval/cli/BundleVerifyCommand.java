package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fedval.agent.inference.CanaryCheck;
import org.fedval.agent.inference.LockedModel;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.wire.bundle.LockedBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Verify a bundle's signature and digests, check its model and run its canaries here.",
    footer = {
      "",
      "Example:",
      "  fedval bundle verify net.fvb --owner \"ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567\""
    })
final class BundleVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The .fvb file.")
  private Path bundle;

  @Option(
      names = "--owner",
      paramLabel = "FINGERPRINT",
      description = "Refuse a bundle of any other owner than this one.")
  private @Nullable String owner;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BundleVerifyCommand() {}

  @Override
  public Integer call() throws Exception {
    LockedBundle locked = LockedBundle.read(bundle);
    if (owner != null) {
      locked.requireOwner(expected(owner));
    }
    CanaryCheck.Passed canaries;
    try (LockedModel model = LockedModel.open(locked, InferCommand.cores())) {
      canaries = model.canaries();
    }
    BundleReport report = BundleReport.of(bundle, locked);
    PrintWriter screen = spec.commandLine().getOut();
    if (json) {
      screen.print(report.json());
    } else {
      screen.print(report.summary());
      screen.printf(
          Locale.ROOT,
          "verified         signature, digests and model hold; %d canaries deviate by at most %.2g"
              + " (tolerance %.2g)%n",
          canaries.canaries(),
          canaries.maxDeviation(),
          canaries.tolerance());
    }
    screen.flush();
    return 0;
  }

  private static Fingerprint expected(String typed) throws CliException {
    try {
      return Fingerprint.parse(typed);
    } catch (MalformedBody e) {
      throw new CliException("--owner: a fingerprint has 8 groups of 4 letters or digits 2 to 7.");
    }
  }
}
