package org.fedval.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.files.PrivateFiles;

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

  /**
   * Keys of the endorsing offices that the operator pinned.
   *
   * @throws ConfigException when an entry is none
   */
  public Set<VerifyingKey> endorsers() throws ConfigException, IOException {
    Set<VerifyingKey> keys = new LinkedHashSet<>();
    for (String entry : lines(home.endorsersFile())) {
      try {
        keys.add(VerifyingKey.of(HexFormat.of().parseHex(entry)));
      } catch (MalformedBody | IllegalArgumentException e) {
        throw new ConfigException(
            home.endorsersFile() + " has an entry that is no public key of 64 hexadecimal digits.");
      }
    }
    return keys;
  }

  /** Hashes of all approved versions, in the order of approval. */
  public List<String> approvedRosters() throws IOException {
    return List.copyOf(lines(home.approvedRostersFile()));
  }

  /**
   * The highest roster version that was ever approved here; 0 when none was.
   *
   * @throws ConfigException when the file is damaged: without it an old roster could come back
   */
  public long highestApproved() throws ConfigException, IOException {
    return highest().map(Highest::version).orElse(0L);
  }

  /**
   * Writes the operator's yes to a roster version.
   *
   * @throws ConfigException when a higher version, or another roster of this version, was approved
   */
  public void approve(Roster roster) throws ConfigException, IOException {
    String hash = roster.hash().hex();
    Optional<Highest> highest = highest();
    if (highest.isPresent() && roster.version() < highest.get().version()) {
      throw new ConfigException(
          "Version %d of the roster is older than version %d, which was approved here before; an older one is never approved."
              .formatted(roster.version(), highest.get().version()));
    }
    if (highest.isPresent()
        && roster.version() == highest.get().version()
        && !hash.equals(highest.get().hash())) {
      throw new ConfigException(
          "Another roster with the same version %d was approved here before; ask the coordinator's operator why there are two."
              .formatted(roster.version()));
    }
    noteApproved(roster);
    if (!approvesRoster(hash)) {
      append(
          home.approvedRostersFile(),
          "%s  # version %d of %s".formatted(hash, roster.version(), roster.rosterId()));
    }
  }

  /** Keeps the version of a roster that is approved, so that no lower one is taken later. */
  public void noteApproved(Roster roster) throws ConfigException, IOException {
    if (roster.version() > highestApproved()) {
      write(home.highestVersionFile(), roster.version() + " " + roster.hash().hex() + "\n");
    }
  }

  /** Writes that the operator compared this fingerprint; once. */
  public void vouchFor(Fingerprint fingerprint, String siteId) throws ConfigException, IOException {
    if (!fingerprints().contains(fingerprint)) {
      append(home.fingerprintsFile(), fingerprint.text() + "  # " + siteId);
    }
  }

  /** Writes that the operator trusts what this endorsing office signs; once. */
  public void pinEndorser(VerifyingKey office) throws ConfigException, IOException {
    if (!endorsers().contains(office)) {
      append(home.endorsersFile(), office.hex() + "  # " + office.fingerprint().text());
    }
  }

  private record Highest(long version, String hash) {}

  private Optional<Highest> highest() throws ConfigException, IOException {
    Set<String> lines = lines(home.highestVersionFile());
    if (lines.isEmpty() && !Files.exists(home.highestVersionFile())) {
      return Optional.empty();
    }
    String[] parts = lines.size() == 1 ? lines.iterator().next().split(" ") : new String[0];
    if (parts.length != 2
        || !parts[0].matches("[0-9]{1,10}")
        || !parts[1].matches("[0-9a-f]{64}")) {
      throw new ConfigException(
          home.highestVersionFile()
              + " is damaged; restore it from a backup, or write the highest approved version and its hash into it.");
    }
    return Optional.of(new Highest(Long.parseLong(parts[0]), parts[1]));
  }

  private static void append(Path file, String line) throws IOException {
    String before = Files.isRegularFile(file) ? Files.readString(file) : "";
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    write(file, before + gap + line + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
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
