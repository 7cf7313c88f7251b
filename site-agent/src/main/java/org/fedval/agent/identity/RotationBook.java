package org.fedval.agent.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.IdentityRotation;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.files.PrivateFiles;

/**
 * Members' changes of identity key, one file each, both signatures checked. A change carries no
 * trust; it lets the slot ledger take the successor for the same site ({@code
 * SlotRule.onRotation}).
 */
public final class RotationBook {
  private static final int MAX_FILE_BYTES = 4 * 1024;
  private static final int MAX_ROTATIONS = 4000;
  private static final int SIGNATURE_BYTES = 64;
  private static final String FORM = "RotationFile";

  private final AgentHome home;

  public RotationBook(AgentHome home) {
    this.home = home;
  }

  /**
   * Keeps a change when both keys signed it and the old key is a member's or a known successor's.
   *
   * @param members the roster that this site knows
   * @return whether it was new
   */
  public boolean add(SignedRotation signed, Roster members) throws IOException {
    IdentityRotation rotation;
    try {
      rotation = signed.verified();
    } catch (MalformedBody e) {
      return false;
    }
    List<SignedRotation> known = all();
    boolean isMembers =
        members.members().stream()
            .anyMatch(
                m ->
                    m.identity().equals(rotation.oldKey())
                        || m.identity().equals(rotation.newKey()));
    boolean isSuccessors =
        known.stream().anyMatch(k -> k.verified().newKey().equals(rotation.oldKey()));
    Path file = file(rotation.oldKey());
    if (!isMembers && !isSuccessors || Files.exists(file) || known.size() >= MAX_ROTATIONS) {
      return false;
    }
    PrivateFiles.write(
        file,
        FvcWriter.labelled(FORM)
            .vec(signed.byOld().body())
            .raw(signed.byOld().signatureOctets())
            .raw(signed.byNew().signatureOctets())
            .toByteArray());
    return true;
  }

  /** All changes, the oldest first. */
  public List<SignedRotation> all() throws IOException {
    List<SignedRotation> rotations = new ArrayList<>();
    if (!Files.isDirectory(home.rotations())) {
      return rotations;
    }
    try (Stream<Path> files = Files.list(home.rotations())) {
      for (Path file : files.sorted().toList()) {
        read(file).ifPresent(rotations::add);
      }
    }
    rotations.sort(Comparator.comparingLong(r -> r.verified().created()));
    return rotations;
  }

  /** Whether the old key itself named the new one as its successor, in one step or several. */
  public boolean leads(VerifyingKey from, VerifyingKey to) throws IOException {
    VerifyingKey key = from;
    for (SignedRotation rotation : all()) {
      IdentityRotation step = rotation.verified();
      if (step.oldKey().equals(key)) {
        key = step.newKey();
      }
    }
    return !from.equals(to) && key.equals(to);
  }

  private Path file(VerifyingKey oldKey) {
    return home.rotations().resolve(Sha256Digest.hash(oldKey.toByteArray()).hex() + ".rotation");
  }

  /** Empty for a file that is damaged or not a rotation. */
  private static Optional<SignedRotation> read(Path file) throws IOException {
    try {
      FvcReader in = FvcReader.open(PrivateFiles.read(file, MAX_FILE_BYTES), FORM);
      SignedRotation rotation =
          SignedRotation.of(
              in.vec(MAX_FILE_BYTES), in.octets(SIGNATURE_BYTES), in.octets(SIGNATURE_BYTES));
      in.end();
      rotation.verified();
      return Optional.of(rotation);
    } catch (MalformedBody damaged) {
      return Optional.empty();
    }
  }
}
