package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.crypto.secagg.body.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "roster",
    mixinStandardHelpOptions = true,
    description =
        "Who may take part: the coordinator's operator publishes and revokes, each site looks and approves.",
    subcommands = {
      RosterCommand.Token.class,
      RosterCommand.Publish.class,
      RosterShowCommand.class,
      RosterApproveCommand.class,
      RosterRevokeCommand.class,
      RosterEndorseCommand.class,
      RosterEndorserKeyCommand.class,
      RosterAddEndorsementCommand.class
    })
final class RosterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  RosterCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "roster needs one of: token, publish, show, approve, revoke, endorse, endorser-key,"
            + " add-endorsement.");
  }

  /** Where the coordinator is, and as whom to call it. */
  static final class CoordinatorOptions {
    @Option(
        names = "--coordinator",
        required = true,
        paramLabel = "HOST:PORT",
        description = "The coordinator's host and main port.")
    String coordinator;

    @Option(
        names = "--credentials",
        required = true,
        paramLabel = "DIR",
        description = "Folder with key.pem, chain.pem and trust.pem.")
    Path credentials;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CoordinatorOptions() {}

    Credentials folder() {
      return new Credentials(credentials);
    }
  }

  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description =
          "Make a one-time enrolment token for one site; valid for 72 hours. A site that is enrolled"
              + " uses it to replace a lost or expired certificate.",
      footer = {
        "",
        "Example:",
        "  fedval roster token --coordinator fedval.example:7443 --credentials operator \\",
        "    --site site-a"
      })
  static final class Token implements Callable<Integer> {
    @Mixin private CoordinatorOptions coordinator;

    @Option(
        names = "--site",
        required = true,
        paramLabel = "ID",
        description = "The site's id: a-z, 0-9 and '-'.")
    private String site;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Token() {}

    @Override
    public Integer call() throws Exception {
      try (OperatorClient client =
          new OperatorClient(coordinator.folder().connect(coordinator.coordinator))) {
        spec.commandLine().getOut().println(client.createToken(site));
        spec.commandLine().getOut().flush();
      }
      return 0;
    }
  }

  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description =
          "Publish a new roster version with every enrolled site; prints its hash and fingerprints.",
      footer = {
        "",
        "Example:",
        "  fedval roster publish --coordinator fedval.example:7443 --credentials operator \\",
        "    --id spring"
      })
  static final class Publish implements Callable<Integer> {
    @Mixin private CoordinatorOptions coordinator;

    @Option(
        names = "--id",
        required = true,
        paramLabel = "NAME",
        description = "The roster's name: a-z, 0-9 and '-'.")
    private String id;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Publish() {}

    @Override
    public Integer call() throws Exception {
      try (OperatorClient client =
          new OperatorClient(coordinator.folder().connect(coordinator.coordinator))) {
        Roster roster = client.publishRoster(id);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Roster %s version %d%n", roster.rosterId(), roster.version());
        out.printf("hash %s%n", roster.hash().hex());
        for (Roster.Member member : roster.members()) {
          out.printf(
              "  %-20s %s  %s%n",
              member.siteId(), member.identity().fingerprint().text(), member.orgName());
        }
        out.flush();
      }
      return 0;
    }
  }
}
