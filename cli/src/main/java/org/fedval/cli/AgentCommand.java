package org.fedval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fedval.agent.AgentProcess;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.grpc.EnrolmentClient;
import org.fedval.cli.input.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = "Site: enroll once, then listen for studies.",
    subcommands = {
      AgentCommand.Enroll.class,
      AgentCheckCommand.class,
      AgentCommand.Run.class,
      AgentCommand.Status.class,
      AgentStudiesCommand.class,
      AgentDecideCommands.Approve.class,
      AgentDecideCommands.Deny.class,
      AgentPreviewCommand.class,
      AgentReceiptsCommand.class,
      AgentQualityCommand.class,
      AgentCasesCommand.class,
      AgentReportCommand.class,
      AgentWithdrawCommand.class,
      AgentRotateIdentityCommand.class,
      AgentDecisionCommands.Override.class,
      AgentDecisionCommands.Quarantine.class
    })
final class AgentCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AgentCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "agent needs one of: enroll, check, run, status, studies, approve, deny, preview, receipts,"
            + " quality, cases, report, withdraw, rotate-identity, override, quarantine.");
  }

  /** The agent's home. */
  static final class HomeOption {
    @Option(
        names = "--home",
        required = true,
        paramLabel = "DIR",
        description = "The agent's folder with agent.yaml and policy.yaml.")
    Path home;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    HomeOption() {}

    AgentHome folders() {
      return new AgentHome(home);
    }
  }

  @Command(
      name = "enroll",
      mixinStandardHelpOptions = true,
      description =
          "Make this site's keys and exchange a one-time token for its certificate. Keys never"
              + " leave the folder. A site whose certificate was lost or has expired does the same"
              + " with a new token and keeps its keys; a running agent takes the new certificate up.",
      footer = {
        "",
        "Example:",
        "  fedval agent enroll --home /srv/agent --token-file /srv/agent/enrolment.token"
      })
  static final class Enroll implements Callable<Integer> {
    @picocli.CommandLine.Mixin private HomeOption home;

    @Option(
        names = "--token-file",
        required = true,
        paramLabel = "FILE",
        description = "The token that the coordinator's operator made for this site.")
    private Path tokenFile;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Enroll() {}

    @Override
    public Integer call() throws Exception {
      AgentHome folders = home.folders();
      folders.prepare();
      EnrolmentClient.enrol(
          folders,
          AgentConfig.read(folders),
          Files.readString(tokenFile).strip(),
          Clock.systemUTC(),
          new SecureRandom());
      spec.commandLine().getOut().println("Enrolled. Next: fedval agent run --home " + home.home);
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description =
          "Listen for studies until stopped. With an enrolment.token in its home it enrolls first.",
      footer = {"", "Example:", "  fedval agent run --home /srv/agent"})
  static final class Run implements Callable<Integer> {
    @picocli.CommandLine.Mixin private HomeOption home;

    @Option(names = "--exit-with-parent", hidden = true)
    private boolean exitWithParent;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Run() {}

    @Override
    public Integer call() throws Exception {
      if (exitWithParent) {
        ParentWatch.exitWithParent();
      }
      AgentProcess.run(home.folders(), FedvalMain.VERSION, Clock.systemUTC(), new SecureRandom());
      return 0;
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "What the running agent does and has counted. Asks its local socket; nothing leaves.",
      footer = {"", "Example:", "  fedval agent status --home /srv/agent"})
  static final class Status implements Callable<Integer> {
    @picocli.CommandLine.Mixin private HomeOption home;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Status() {}

    @Override
    public Integer call() throws IOException, CliException {
      Optional<LocalStatus> status = AdminClient.status(home.folders().adminSocket());
      if (status.isEmpty()) {
        throw new CliException("no agent runs in " + home.home + "; start it with agent run.");
      }
      PrintWriter out = spec.commandLine().getOut();
      LocalStatus s = status.get();
      out.printf(
          "%s: %s.%n%s%s%s",
          s.phase(),
          s.words(),
          s.excluded() == 0
              ? ""
              : "List: fedval agent cases --home %s --excluded%n".formatted(home.home),
          line(s.sentence()),
          line(s.engine()));
      if (Files.exists(home.folders().statusPageFile())) {
        out.println("Page: " + Files.readString(home.folders().statusPageFile()).strip());
      }
      out.flush();
      return 0;
    }

    private static String line(String sentence) {
      return sentence.isEmpty() ? "" : sentence + System.lineSeparator();
    }
  }
}
