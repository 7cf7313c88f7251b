package org.fedval.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fedval bundle}: the vendor's locked model. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    description = "Vendor: make, show and verify a locked model (.fvb).",
    subcommands = {
      BundleCreateCommand.class,
      BundleInspectCommand.class,
      BundleVerifyCommand.class
    })
final class BundleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  BundleCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "bundle needs one of: create, inspect, verify.");
  }
}
