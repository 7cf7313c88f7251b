package org.fedval.cli;

import io.grpc.ManagedChannel;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.fedval.agent.AgentProcess;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.grpc.IdentityClient;
import org.fedval.agent.identity.IdentityKeyChange;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rotate-identity",
    mixinStandardHelpOptions = true,
    description = {
      "Give this hospital another identity key, for instance every three years. The old key signs"
          + " the new one.",
      "Stop the agent first, and do it between studies: a study that this site approved cannot go on"
          + " with the new key. Afterwards the coordinator's operator publishes a new roster"
          + " version, and every other hospital compares your new fingerprint and approves it. If"
          + " the command is cut off, run it again."
    },
    footer = {"", "Example:", "  fedval agent rotate-identity --home /srv/agent"})
final class AgentRotateIdentityCommand implements Callable<Integer> {
  @Mixin private AgentCommand.HomeOption home;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentRotateIdentityCommand() {}

  @Override
  public Integer call() throws Exception {
    AgentHome folders = home.folders();
    if (AdminClient.status(folders.adminSocket()).isPresent()) {
      throw new CliException(
          "the agent in "
              + home.home
              + " is running; stop it between studies, then run this again.");
    }
    SiteRoster.open(folders);
    ManagedChannel channel = AgentProcess.connect(folders, Clock.systemUTC());
    try {
      Fingerprint fingerprint =
          IdentityKeyChange.change(
              folders, new IdentityClient(channel), Clock.systemUTC(), new SecureRandom());
      PrintWriter out = spec.commandLine().getOut();
      out.println("This site's new fingerprint is " + fingerprint.text() + ".");
      out.println(
          "Ask the coordinator's operator to publish a new roster version, and tell the other"
              + " hospitals this fingerprint by phone or letter.");
      out.flush();
    } finally {
      channel.shutdownNow();
    }
    return 0;
  }
}
