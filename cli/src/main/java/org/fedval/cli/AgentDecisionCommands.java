package org.fedval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.fedval.agent.OperatorDecisions;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.config.AgentHome;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.Sha256Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a site's operator decides against the agent's rules; each asks for the agent to be stopped.
 */
final class AgentDecisionCommands {
  private AgentDecisionCommands() {}

  private static OperatorDecisions decisions(AgentHome home) throws IOException, CliException {
    if (AdminClient.status(home.adminSocket()).isPresent()) {
      throw new CliException(
          "the agent in " + home.root() + " is running; stop it, decide, and start it again.");
    }
    return new OperatorDecisions(home, Clock.systemUTC(), new SecureRandom());
  }

  @Command(
      name = "override",
      mixinStandardHelpOptions = true,
      description = {
        "Free the data of a session that neither ends nor is closed. With this you say: \"I accept"
            + " that my vector of this slot may be computed from two results.\" It is written into"
            + " state/decisions.log.",
        "Use it only when the coordinator's operator confirms that the session will never give a"
            + " result."
      },
      footer = {"", "Example:", "  fedval agent override --home /srv/agent --session 1f0c..."})
  static final class Override implements Callable<Integer> {
    @Mixin private AgentCommand.HomeOption home;

    @Option(
        names = "--session",
        required = true,
        paramLabel = "SID",
        description = "The session's id, 64 hexadecimal digits.")
    private String session;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Override() {}

    @java.lang.Override
    public Integer call() throws Exception {
      if (!session.matches("[0-9a-f]{64}")) {
        throw new CliException("a session's id is 64 hexadecimal digits, 0-9 and a-f.");
      }
      Sha256Digest sid = Sha256Digest.of(HexFormat.of().parseHex(session));
      if (!decisions(home.folders()).override(sid)) {
        throw new CliException("session " + session + " holds no data of this site.");
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("The data is free again. The decision stands in state/decisions.log.");
      out.flush();
      return 0;
    }
  }

  @Command(
      name = "quarantine",
      mixinStandardHelpOptions = true,
      description = {
        "Show why the agent takes no step, and end it. An agent goes into quarantine when its"
            + " records are older than what it already sent, as after a restored backup or"
            + " snapshot.",
        "Before you release, make sure that no second copy of this agent runs anywhere."
      },
      footer = {
        "",
        "Examples:",
        "  fedval agent quarantine --home /srv/agent",
        "  fedval agent quarantine --home /srv/agent --release"
      })
  static final class Quarantine implements Callable<Integer> {
    @Mixin private AgentCommand.HomeOption home;

    @Option(
        names = "--release",
        description = "Give up the sessions that cannot go on, and let the agent work again.")
    private boolean release;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Quarantine() {}

    @java.lang.Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      AgentHome folders = home.folders();
      List<String> reasons =
          new OperatorDecisions(folders, Clock.systemUTC(), new SecureRandom()).quarantine();
      if (reasons.isEmpty()) {
        out.println("This agent is not in quarantine.");
      } else if (release) {
        int given = decisions(folders).release();
        out.println("Released; sessions given up: " + given + ". Start the agent again.");
      } else {
        out.println("In quarantine since it may have forgotten what it sent:");
        reasons.forEach(reason -> out.println("  " + reason));
        out.println("To end it: fedval agent quarantine --home " + home.home + " --release");
      }
      out.flush();
      return 0;
    }
  }
}
