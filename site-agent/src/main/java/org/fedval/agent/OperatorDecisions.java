package org.fedval.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.fedval.agent.audit.LocalLog;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.journal.Quarantine;
import org.fedval.agent.study.SiteState;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What a site's operator may decide against the agent's own rules, while the agent is stopped.
 * Every decision is written down in the home before it takes effect.
 */
public final class OperatorDecisions {
  private final AgentHome home;
  private final Clock clock;
  private final SecureRandom random;

  public OperatorDecisions(AgentHome home, Clock clock, SecureRandom random) {
    this.home = home;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Frees the data set that a session without a certificate holds.
   *
   * @return false when the session holds none
   */
  public boolean override(Sha256Digest sid) throws ConfigException, IOException {
    SiteState state = state();
    write(
        "override session "
            + sid.hex()
            + ": I accept that my vector of this slot may be computed from two results");
    try {
      new LocalLog(home.auditLog(), clock).record(LogEvent.SLOT_OVERRIDE, sid, sid);
    } catch (UncheckedIOException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
    return state.slots().override(sid);
  }

  /** Why the agent is in quarantine; empty when it is not. */
  public List<String> quarantine() throws IOException {
    return quarantineFile().reasons();
  }

  /**
   * Ends the quarantine. Sessions that cannot go on are given up for good.
   *
   * @return how many
   */
  public int release() throws ConfigException, IOException {
    SiteState state = state();
    for (String reason : quarantine()) {
      write("quarantine released: " + reason);
    }
    int given = state.shelf().giveUp();
    quarantineFile().release();
    return given;
  }

  private SiteState state() throws ConfigException, IOException {
    Kek kek = HomeVault.open(home, random);
    return SiteState.open(
        home,
        kek,
        new LocalDisk(),
        SiteKeys.load(home, kek).identity(),
        CoordinatorPin.read(home).key(),
        AgentConfig.read(home).siteId(),
        PolicyFile.read(home),
        random);
  }

  private Quarantine quarantineFile() {
    return new Quarantine(home.quarantineFile(), new LocalDisk());
  }

  private void write(String decision) throws IOException {
    if (!Files.exists(home.decisionsFile())) {
      Files.createFile(
          home.decisionsFile(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(
        home.decisionsFile(),
        clock.instant() + " " + decision + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
  }
}
