package org.fedval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.identity.RosterChanges;
import org.fedval.agent.identity.RotationBook;
import org.fedval.agent.identity.Vouching;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.RefusedException;
import org.fedval.crypto.secagg.body.Roster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show the roster: the hospitals whose counts are added up together.",
      "At a hospital, with --home: what your coordinator published, whom you vouch for, and what"
          + " changed since the version that you approved. Call each new hospital on a number that"
          + " you know and read the fingerprints to each other before you approve.",
      "At the coordinator, with --coordinator and --credentials: who is enrolled, and which sites"
          + " approved the current version."
    },
    footer = {
      "",
      "Examples:",
      "  fedval roster show --home /srv/agent",
      "  fedval roster show --coordinator fedval.example:7443 --credentials operator"
    })
final class RosterShowCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "At a hospital: the agent's folder. The agent may be running.")
  private @Nullable Path home;

  @Option(
      names = "--coordinator",
      paramLabel = "HOST:PORT",
      description = "At the coordinator: its host and main port.")
  private @Nullable String coordinator;

  @Option(
      names = "--credentials",
      paramLabel = "DIR",
      description = "At the coordinator: the operator's folder with key.pem, chain.pem, trust.pem.")
  private @Nullable Path credentials;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RosterShowCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (home != null && coordinator == null && credentials == null) {
      atSite(new AgentHome(home), out);
    } else if (home == null && coordinator != null && credentials != null) {
      atCoordinator(new Credentials(credentials), coordinator, out);
    } else {
      throw new ParameterException(
          spec.commandLine(),
          "give either --home (at a hospital) or --coordinator and --credentials.");
    }
    out.flush();
    return 0;
  }

  private static void atSite(AgentHome home, PrintWriter out) throws ConfigException, IOException {
    SiteRoster site = SiteRoster.open(home);
    out.printf("This site's fingerprint  %s%n", site.own().fingerprint().text());
    out.printf("This site's public key   %s%n%n", site.own().hex());
    Roster roster = site.latest();
    boolean approved = site.trust().approvesRoster(roster.hash().hex());
    out.printf(
        "Roster %s version %d, %s%nhash %s%n",
        roster.rosterId(),
        roster.version(),
        approved ? "approved here" : "NOT approved here",
        roster.hash().hex());
    for (Map.Entry<Roster.Member, Vouching.Standing> entry : site.standings(roster).entrySet()) {
      Roster.Member member = entry.getKey();
      out.printf(
          "  %-20s %s  %s  [%s]%n",
          member.siteId(),
          member.identity().fingerprint().text(),
          member.orgName(),
          entry.getValue().words());
    }
    changes(home, site, roster, out);
    if (!approved) {
      out.printf(
          "%nCompare the fingerprints by phone or letter, then: fedval roster approve --home %s"
              + " --fingerprint \"...\"%n",
          home.root());
    }
    site.shelf().markShown(roster);
  }

  private static void changes(AgentHome home, SiteRoster site, Roster roster, PrintWriter out)
      throws IOException {
    Optional<Roster> before = site.lastApproved();
    if (before.isEmpty() || before.get().equals(roster)) {
      return;
    }
    out.printf("%nSince version %d, which you approved:%n", before.get().version());
    List<String> changes = RosterChanges.between(before.get(), roster, new RotationBook(home));
    (changes.isEmpty() ? List.of("No member changed.") : changes)
        .forEach(sentence -> out.println("  " + sentence));
  }

  private static void atCoordinator(Credentials credentials, String coordinator, PrintWriter out)
      throws IOException, RefusedException {
    try (OperatorClient client = new OperatorClient(credentials.connect(coordinator))) {
      OperatorClient.RosterState state = client.rosterState();
      if (state.roster().isPresent()) {
        Roster roster = state.roster().get();
        out.printf(
            "Roster %s version %d, approved by %d of %d sites%nhash %s%n",
            roster.rosterId(),
            roster.version(),
            state.approvedBy().size(),
            roster.size(),
            roster.hash().hex());
        for (Roster.Member member : roster.members()) {
          out.printf(
              "  %-20s %s  %s  [%s]%n",
              member.siteId(),
              member.identity().fingerprint().text(),
              member.orgName(),
              state.approvedBy().contains(member.siteId()) ? "approved" : "not yet approved");
        }
      } else {
        out.println("No roster is published yet; see 'fedval roster publish --help'.");
      }
      for (OperatorClient.Site site : state.enrolled()) {
        boolean current =
            state
                .roster()
                .map(
                    r ->
                        r.members().stream()
                            .anyMatch(
                                m ->
                                    m.siteId().equals(site.siteId())
                                        && m.identity()
                                            .fingerprint()
                                            .text()
                                            .equals(site.fingerprint())))
                .orElse(false);
        if (!current) {
          out.printf(
              "  %-20s %s  %s  [not in this version; publish a new one]%n",
              site.siteId(), site.fingerprint(), site.organisation());
        }
      }
      state.revoked().forEach(id -> out.printf("  %-20s revoked%n", id));
    }
  }
}
