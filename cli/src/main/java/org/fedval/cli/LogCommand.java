package org.fedval.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fedval log}: what a reader does with the transparency log. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Anybody: verify what was downloaded from a coordinator's audit log.",
    subcommands = {LogVerifyCommand.class})
final class LogCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  LogCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "log needs: verify.");
  }
}
