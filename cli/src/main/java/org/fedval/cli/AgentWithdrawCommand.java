package org.fedval.cli;

import java.util.concurrent.Callable;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.admin.LocalReply;
import org.fedval.cli.input.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = {
      "Take this hospital's approval of a study back. Possible until this site has voted for the"
          + " sum; from then on its numbers are bound in it.",
      "The study is denied here for good, also when it is offered again. The agent must be running."
    },
    footer = {"", "Example:", "  fedval agent withdraw --home /srv/agent --study cxr-2026"})
final class AgentWithdrawCommand implements Callable<Integer> {
  @Mixin private AgentCommand.HomeOption home;

  @Option(
      names = "--study",
      required = true,
      paramLabel = "ID",
      description = "The study's id from its plan, or the 64 digits of its digest.")
  private String study;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentWithdrawCommand() {}

  @Override
  public Integer call() throws Exception {
    if (!study.matches("[\\p{Alnum}._-]{1,256}")) {
      throw new CliException("--study must be a study's id or the 64 digits of its digest.");
    }
    LocalReply reply =
        AdminClient.ask(home.folders().adminSocket(), "withdraw", study)
            .orElseThrow(
                () ->
                    new CliException(
                        "no agent runs in " + home.home + "; start it with agent run."));
    if (!reply.done()) {
      throw new CliException(reply.sentence());
    }
    spec.commandLine().getOut().println(reply.sentence());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
