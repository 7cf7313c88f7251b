package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;

/** The operator's decisions on whom to trust, one entry a line; '#' starts a comment. */
public final class TrustFiles {
  private final AgentHome home;

  public TrustFiles(AgentHome home) {
    this.home = home;
  }

  /** True when the operator approved this roster version. */
  public boolean approvesRoster(String rosterHashHex) throws IOException {
    return lines(home.approvedRostersFile()).contains(rosterHashHex.toLowerCase(Locale.ROOT));
  }

  /**
   * Fingerprints of the sites that the operator vouches for, in any case and grouping.
   *
   * @throws ConfigException when an entry is none, since leaving it out could go unnoticed
   */
  public Set<Fingerprint> fingerprints() throws ConfigException, IOException {
    Set<Fingerprint> fingerprints = new LinkedHashSet<>();
    for (String entry : lines(home.fingerprintsFile())) {
      try {
        fingerprints.add(Fingerprint.parse(entry));
      } catch (MalformedBody e) {
        throw new ConfigException(
            home.fingerprintsFile()
                + " has an entry that is no fingerprint of 8 groups of 4 letters and digits.");
      }
    }
    return fingerprints;
  }

  private static Set<String> lines(Path file) throws IOException {
    Set<String> entries = new LinkedHashSet<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        String entry = line.replaceFirst("#.*", "").strip().toLowerCase(Locale.ROOT);
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }
}
