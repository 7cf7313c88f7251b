package org.fedval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.Vouching;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;

/** A site's rosters and trust files, as its operator's commands read them from the agent's home. */
record SiteRoster(VerifyingKey own, TrustFiles trust, RosterShelf shelf) {
  static SiteRoster open(AgentHome home) throws ConfigException, IOException {
    if (!Files.exists(home.coordinatorFile())) {
      throw new ConfigException(
          home.root() + " is not enrolled yet; run 'fedval agent enroll' first.");
    }
    return new SiteRoster(
        SiteKeys.load(home).identity().verifyingKey(),
        new TrustFiles(home),
        new RosterShelf(home, CoordinatorPin.read(home).key()));
  }

  /** The newest version that the coordinator published. */
  Roster latest() throws ConfigException, IOException {
    return shelf
        .latest()
        .orElseThrow(
            () ->
                new ConfigException(
                    "No roster has arrived yet; start the agent with 'fedval agent run' and wait until the coordinator's operator publishes one."));
  }

  /** The highest approved version whose members are still known here. */
  Optional<Roster> lastApproved() throws IOException {
    Optional<Roster> last = Optional.empty();
    for (String hash : trust.approvedRosters()) {
      Optional<Roster> roster = shelf.find(hash);
      if (roster.isPresent() && (last.isEmpty() || roster.get().version() > last.get().version())) {
        last = roster;
      }
    }
    return last;
  }

  Map<Roster.Member, Vouching.Standing> standings(Roster roster)
      throws ConfigException, IOException {
    return new Vouching(trust, shelf, Clock.systemUTC()).of(roster, own);
  }
}
