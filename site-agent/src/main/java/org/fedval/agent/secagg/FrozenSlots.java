package org.fedval.agent.secagg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SlotNoise;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.files.KeyFileException;

/**
 * The numbers of every slot, frozen once (section 6.4): whatever changes in the data afterwards,
 * every attempt at the slot masks exactly the bytes of the first. Two vectors under one mask would
 * give their difference away, and two vectors over one set of sites the difference of two sums. The
 * study's noise is in them, drawn once, so that no rerun averages it away. The salt of the signed
 * commitment and the key of the noise are also kept apart, for an audit.
 */
public final class FrozenSlots {
  private static final String TYPE = "FrozenSlot";
  private static final String EVIDENCE = "SlotEvidence";
  private static final int NOISE_KEY_BYTES = 32;
  private static final int MAX_VECTOR_BYTES = 1 << 30;
  private static final int MAX_COHORT_BYTES = 1 << 30;

  private final Path frozen;
  private final Path evidence;
  private final Kek kek;
  private final StableStorage disk;
  private final SecureRandom random;

  /**
   * @param frozen folder of the vectors
   * @param evidence folder of the salts and noise keys
   */
  public FrozenSlots(Path frozen, Path evidence, Kek kek, StableStorage disk, SecureRandom random) {
    this.frozen = frozen;
    this.evidence = evidence;
    this.kek = kek;
    this.disk = disk;
    this.random = random;
  }

  /** Whether the slot is frozen, so that its cohort need not be counted again. */
  public boolean has(Sha256Digest study, String slot) {
    return java.nio.file.Files.exists(vectorFile(study, slot).path());
  }

  /**
   * The slot as it was frozen; empty when it was not.
   *
   * @throws KeyFileException when the file was changed
   */
  public Optional<FrozenSlot> load(Sha256Digest study, String slot, Layout layout)
      throws IOException {
    Optional<byte[]> stored = vectorFile(study, slot).read(kek);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      FvcReader in = FvcReader.open(stored.get(), TYPE);
      byte[] vector = in.vec(MAX_VECTOR_BYTES);
      CohortRecord cohort = CohortRecord.decode(in.vec(MAX_COHORT_BYTES));
      Sha256Digest tables = in.digest();
      in.end();
      FrozenVector decoded = FrozenVector.decode(layout, vector);
      Arrays.fill(vector, (byte) 0);
      return Optional.of(new FrozenSlot(decoded, cohort, tables));
    } catch (MalformedBody | ProtocolViolation e) {
      throw new KeyFileException(
          "The frozen numbers in "
              + vectorFile(study, slot).path()
              + " are not of this study's layout; restore them from backup.");
    } finally {
      Arrays.fill(stored.get(), (byte) 0);
    }
  }

  /**
   * Freezes released counts with the study's noise, or gives back what was frozen before, whatever
   * the counts say now.
   *
   * @param index the site's roster index in its first attempt at the slot
   */
  public FrozenSlot freezeOnce(
      StudyDefinition definition,
      String slot,
      Layout layout,
      int index,
      ReleasedCounts counts,
      CohortRecord cohort)
      throws IOException {
    return freezeOnce(definition, slot, layout, index, counts, cohort, Sha256Digest.ZERO);
  }

  /**
   * The same for a later slot.
   *
   * @param tables SHA-256 of the published tables that it was counted with
   */
  public synchronized FrozenSlot freezeOnce(
      StudyDefinition definition,
      String slot,
      Layout layout,
      int index,
      ReleasedCounts counts,
      CohortRecord cohort,
      Sha256Digest tables)
      throws IOException {
    Sha256Digest study = definition.hash();
    if (!counts.study().equals(study)) {
      throw new IllegalArgumentException("The counts are released for another study.");
    }
    Optional<FrozenSlot> earlier = load(study, slot, layout);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    SecretBytes salt = SecretBytes.random(FrozenVector.SALT_BYTES, random);
    Optional<SlotNoise> noise = SlotNoise.of(definition);
    Optional<SecretBytes> noiseKey =
        noise.map(asked -> SecretBytes.random(NOISE_KEY_BYTES, random));
    FrozenVector vector =
        noise.isEmpty()
            ? FrozenVector.freeze(layout, counts.units(), salt, index)
            : FrozenVector.freezeWithNoise(
                layout, counts.units(), salt, index, noise.get(), noiseKey.orElseThrow());
    keepEvidence(study, slot, index, salt, noiseKey);
    byte[] numbers = vector.encode();
    byte[] plain = plain(numbers, cohort.encode(), tables);
    try {
      vectorFile(study, slot).write(kek, disk, plain);
    } finally {
      Arrays.fill(numbers, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
    return new FrozenSlot(vector, cohort, tables);
  }

  /** In an array of its size, for a cohort can be large. */
  private static byte[] plain(byte[] numbers, byte[] cohort, Sha256Digest tables) {
    byte[] label = FvcWriter.labelOf(TYPE);
    int length =
        Math.addExact(label.length + 2 * Integer.BYTES + Sha256Digest.BYTES, numbers.length);
    return ByteBuffer.allocate(Math.addExact(length, cohort.length))
        .put(label)
        .putInt(numbers.length)
        .put(numbers)
        .putInt(cohort.length)
        .put(cohort)
        .put(tables.toByteArray())
        .array();
  }

  private void keepEvidence(
      Sha256Digest study, String slot, int index, SecretBytes salt, Optional<SecretBytes> noiseKey)
      throws IOException {
    byte[] bytes = salt.open(InsecureSecretAccess.get());
    byte[] key = noiseKey.map(k -> k.open(InsecureSecretAccess.get())).orElseGet(() -> new byte[0]);
    byte[] plain =
        FvcWriter.labelled(EVIDENCE)
            .digest(study)
            .text(slot)
            .u16(index)
            .raw(bytes)
            .vec(key)
            .toByteArray();
    try {
      sealed(evidence, "evidence", study, slot, 4096).write(kek, disk, plain);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(key, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  private SealedFile vectorFile(Sha256Digest study, String slot) {
    return sealed(frozen, "frozen", study, slot, MAX_VECTOR_BYTES);
  }

  private static SealedFile sealed(
      Path folder, String what, Sha256Digest study, String slot, int limit) {
    String name =
        FvcWriter.labelled("slot-file").digest(study).text(slot).hash().hex().substring(0, 32);
    return new SealedFile(folder.resolve(name), what + "/" + name, limit);
  }
}
