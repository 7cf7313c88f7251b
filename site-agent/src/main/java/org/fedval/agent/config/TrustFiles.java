package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

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

  /** Fingerprints of the sites that the operator vouches for. */
  public Set<String> fingerprints() throws IOException {
    return lines(home.fingerprintsFile());
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
