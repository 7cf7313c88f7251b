package org.fedval.cli;

import java.util.concurrent.Callable;
import org.fedval.agent.admin.DecisionRequest;
import org.fedval.cli.input.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the site's people decide about an offered study; the agent must be running. */
final class AgentDecideCommands {
  private AgentDecideCommands() {}

  /** The study and who decides. */
  static final class Decider {
    @Parameters(
        paramLabel = "STUDY",
        description = "The study's id from its plan, or the 64 digits of its digest.")
    String study;

    @Option(
        names = "--as",
        required = true,
        paramLabel = "NAME",
        description =
            "Who decides. It is your claim; the agent writes down the account you come from as"
                + " well.")
    String as;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Decider() {}

    DecisionRequest request(String words, boolean option) {
      return new DecisionRequest(study, as, words, option);
    }
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = {
        "Say yes to a study that waits for a person, or, with --release, to its counted numbers"
            + " leaving, masked.",
        "The yes is bound to the study's digest and written into state/audit.log. With approval:"
            + " two_persons in policy.yaml a second person must say yes as well."
      },
      footer = {
        "",
        "Examples:",
        "  fedval agent approve cxr-2026 --as alice --home /srv/agent --note \"ethics vote 17/26\"",
        "  fedval agent approve cxr-2026 --as alice --home /srv/agent --release"
      })
  static final class Approve implements Callable<Integer> {
    @Mixin private AgentCommand.HomeOption home;

    @Mixin private Decider decider;

    @Option(
        names = "--note",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "At most 200 characters; it stays here.")
    private String note;

    @Option(
        names = "--release",
        description = "Let the held numbers go; look at them first with fedval agent preview.")
    private boolean release;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Approve() {}

    @Override
    public Integer call() throws CliException {
      AgentAsk.decide(
          home.home, "approve", decider.request(note, release), spec.commandLine().getOut());
      return 0;
    }
  }

  @Command(
      name = "deny",
      mixinStandardHelpOptions = true,
      description = {
        "Say no to a study that waits for a person, for good.",
        "The coordinator hears the code POLICY and nothing else. To leave a study that runs, use"
            + " fedval agent withdraw."
      },
      footer = {
        "",
        "Example:",
        "  fedval agent deny cxr-2026 --as alice --home /srv/agent --reason \"no ethics vote\""
      })
  static final class Deny implements Callable<Integer> {
    @Mixin private AgentCommand.HomeOption home;

    @Mixin private Decider decider;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "At most 200 characters; it stays here.")
    private String reason;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Deny() {}

    @Override
    public Integer call() throws CliException {
      AgentAsk.decide(
          home.home, "deny", decider.request(reason, false), spec.commandLine().getOut());
      return 0;
    }
  }
}
