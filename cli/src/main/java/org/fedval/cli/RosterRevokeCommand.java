package org.fedval.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fedval.cli.client.OperatorClient;
import org.fedval.crypto.secagg.body.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Coordinator's operator: take a site out for good, for instance when its computer was stolen.",
      "Its certificate is refused from this moment on and a new roster version without it is"
          + " published, which every other site has to approve. Neither the site id nor its identity"
          + " key can come back; the hospital enrols again under a new site id."
    },
    footer = {
      "",
      "Example:",
      "  fedval roster revoke --coordinator fedval.example:7443 --credentials operator \\",
      "    --site site-a"
    })
final class RosterRevokeCommand implements Callable<Integer> {
  @Mixin private RosterCommand.CoordinatorOptions coordinator;

  @Option(names = "--site", required = true, paramLabel = "ID", description = "The site's id.")
  private String site;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RosterRevokeCommand() {}

  @Override
  public Integer call() throws Exception {
    try (OperatorClient client =
        new OperatorClient(coordinator.folder().connect(coordinator.coordinator))) {
      Optional<Roster> roster = client.revoke(site);
      PrintWriter out = spec.commandLine().getOut();
      out.printf("Revoked %s; its certificate is refused from now on.%n", site);
      roster.ifPresent(
          r ->
              out.printf(
                  "Roster %s version %d without it; every site has to approve it.%nhash %s%n",
                  r.rosterId(), r.version(), r.hash().hex()));
      out.flush();
    }
    return 0;
  }
}
