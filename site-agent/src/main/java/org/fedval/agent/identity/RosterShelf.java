package org.fedval.agent.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.files.PrivateFiles;

/**
 * The rosters that the coordinator published, in files, so that the operator can look at them while
 * the agent runs or not: the newest one and those that were approved.
 */
public final class RosterShelf {
  private static final int MAX_FILE_BYTES = 16 * 1024 * 1024;
  private static final int MAX_ENDORSEMENTS = 8000;
  private static final int SIGNATURE_BYTES = 64;
  private static final String SUFFIX = ".roster";
  private static final String FORM = "RosterFile";

  private final AgentHome home;
  private final VerifyingKey coordinatorKey;

  public RosterShelf(AgentHome home, VerifyingKey coordinatorKey) {
    this.home = home;
    this.coordinatorKey = coordinatorKey;
  }

  /** The roster, when this coordinator signed it. */
  public static Optional<Roster> verified(SignedBody signed, VerifyingKey coordinatorKey) {
    try {
      Roster roster = Roster.decode(signed.body());
      boolean own =
          roster.coordinator().equals(coordinatorKey)
              && coordinatorKey.verifies(
                  SigInput.outsideByCoordinator(Roster.TYPE, signed.body()),
                  signed.signatureOctets());
      return own ? Optional.of(roster) : Optional.empty();
    } catch (MalformedBody e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a roster that {@link #verified} took, unless it is older than the newest one here.
   *
   * @param approved hashes of the versions to keep for comparison
   */
  public void put(SignedBody signed, List<SignedBody> endorsements, List<String> approved)
      throws IOException {
    Roster roster = Roster.decode(signed.body());
    Optional<Roster> latest = latest();
    if (latest.isPresent() && roster.version() < latest.get().version()) {
      return;
    }
    String hash = roster.hash().hex();
    write(home.rosters().resolve(hash + SUFFIX), List.of(signed));
    write(home.rosters().resolve("endorsements"), endorsements);
    Set<String> kept = new HashSet<>(approved);
    kept.add(hash);
    for (Path file : files()) {
      if (!kept.contains(hashOf(file))) {
        Files.delete(file);
      }
    }
  }

  /** The highest version here. */
  public Optional<Roster> latest() throws IOException {
    Optional<Roster> latest = Optional.empty();
    for (Path file : files()) {
      Optional<Roster> roster = read(file);
      if (roster.isPresent()
          && (latest.isEmpty() || roster.get().version() > latest.get().version())) {
        latest = roster;
      }
    }
    return latest;
  }

  /** The roster of this hash. */
  public Optional<Roster> find(String hash) throws IOException {
    return hash.matches("[0-9a-f]{64}")
        ? read(home.rosters().resolve(hash + SUFFIX))
        : Optional.empty();
  }

  /** Remembers which version the operator looked at, so that no other is approved by mistake. */
  public void markShown(Roster roster) throws IOException {
    PrivateFiles.write(
        home.rosters().resolve("shown"), roster.hash().hex().getBytes(StandardCharsets.US_ASCII));
  }

  /** True when this is the version that the operator looked at last. */
  public boolean wasShown(Roster roster) throws IOException {
    Path file = home.rosters().resolve("shown");
    return Files.exists(file) && Files.readString(file).strip().equals(roster.hash().hex());
  }

  /** What came with the newest roster; nobody has checked it yet. */
  public List<SignedBody> endorsements() throws IOException {
    Path file = home.rosters().resolve("endorsements");
    return Files.exists(file) ? readAll(file) : List.of();
  }

  private Optional<Roster> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<SignedBody> bodies = readAll(file);
    Optional<Roster> roster =
        bodies.size() == 1 ? verified(bodies.get(0), coordinatorKey) : Optional.empty();
    return roster.filter(r -> r.hash().hex().equals(hashOf(file)));
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(home.rosters())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.rosters())) {
      return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static String hashOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static void write(Path file, List<SignedBody> bodies) throws IOException {
    FvcWriter out = FvcWriter.labelled(FORM);
    byte[] bytes = out.list(bodies, b -> out.vec(b.body()).raw(b.signatureOctets())).toByteArray();
    PrivateFiles.write(file, bytes);
  }

  private static List<SignedBody> readAll(Path file) throws IOException {
    try {
      FvcReader in = FvcReader.open(PrivateFiles.read(file, MAX_FILE_BYTES), FORM);
      List<SignedBody> bodies =
          in.list(
              MAX_ENDORSEMENTS,
              SIGNATURE_BYTES,
              () -> SignedBody.of(in.vec(MAX_FILE_BYTES), in.octets(SIGNATURE_BYTES)));
      in.end();
      return new ArrayList<>(bodies);
    } catch (MalformedBody damaged) {
      return List.of();
    }
  }
}
