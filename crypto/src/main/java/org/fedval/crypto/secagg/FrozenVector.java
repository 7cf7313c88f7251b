package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * A site's own numbers for one slot, checked against the declared bounds (section 10) and never
 * changed afterwards: every attempt at the slot masks exactly these. Under differential privacy the
 * noise is in them, so it is drawn once. Prints nothing.
 */
public final class FrozenVector {
  /** Length of the salt in bytes. */
  public static final int SALT_BYTES = 32;

  private static final String TYPE = "FrozenVector";

  private final Layout layout;
  private final long[] elements;
  private final SecretBytes salt;
  private final int commitIndex;
  private final @Nullable SlotNoise noise;

  private FrozenVector(
      Layout layout,
      long[] elements,
      SecretBytes salt,
      int commitIndex,
      @Nullable SlotNoise noise) {
    this.layout = layout;
    this.elements = elements;
    this.salt = salt;
    this.commitIndex = commitIndex;
    this.noise = noise;
  }

  /**
   * Checks and copies the units; throws {@link ProtocolViolation} for a wrong shape or a number
   * beyond its unit's bound.
   *
   * @param salt 32 random bytes for this slot, kept at the site for an audit
   * @param commitIndex the site's roster index in its first attempt at this slot
   */
  public static FrozenVector freeze(
      Layout layout, List<long[]> units, SecretBytes salt, int commitIndex) {
    return new FrozenVector(layout, checked(layout, units, salt), salt, commitIndex, null);
  }

  /**
   * As {@link #freeze}, with noise on every element, for a study with differential privacy.
   *
   * @param units the exact counts, within their bounds
   * @param noise what the study asks each site to add
   * @param noiseKey 32 random bytes, kept beside the salt or no audit could recompute the vector
   */
  public static FrozenVector freezeWithNoise(
      Layout layout,
      List<long[]> units,
      SecretBytes salt,
      int commitIndex,
      SlotNoise noise,
      SecretBytes noiseKey) {
    long[] noisy = noise.added(checked(layout, units, salt), layout, noiseKey);
    return ranged(layout, noisy, salt, commitIndex, noise);
  }

  /** Elements that have their noise, checked against the bounds that noise can reach. */
  private static FrozenVector ranged(
      Layout layout, long[] noisy, SecretBytes salt, int commitIndex, SlotNoise noise) {
    int at = 0;
    for (Layout.Unit unit : layout.units()) {
      for (int e = 0; e < unit.length(); e++) {
        require(
            noisy[at] >= -noise.reach() && noisy[at] <= unit.bound() + noise.reach(),
            Code.INPUT_OUT_OF_RANGE,
            "A number of the vector is beyond the bound of its unit and its noise.");
        at++;
      }
    }
    return new FrozenVector(layout, noisy, salt, commitIndex, noise);
  }

  private static long[] checked(Layout layout, List<long[]> units, SecretBytes salt) {
    require(
        units.size() == layout.units().size() && salt.size() == SALT_BYTES,
        Code.INPUT_OUT_OF_RANGE,
        "The vector does not have the units of the layout or its salt is not 32 bytes.");
    long[] elements = new long[elements(layout)];
    int at = 0;
    for (int u = 0; u < units.size(); u++) {
      long[] numbers = units.get(u);
      checkUnit(layout.units().get(u), numbers);
      System.arraycopy(numbers, 0, elements, at, numbers.length);
      at += numbers.length;
    }
    return elements;
  }

  private static void checkUnit(Layout.Unit unit, long[] numbers) {
    require(
        numbers.length == unit.length(),
        Code.INPUT_OUT_OF_RANGE,
        "A unit of the vector does not have the length of the layout.");
    long lowest = unit.kind().isSigned() ? -unit.bound() : 0;
    for (long number : numbers) {
      require(
          number >= lowest && number <= unit.bound(),
          Code.INPUT_OUT_OF_RANGE,
          "A number of the vector is beyond the bound of its unit.");
    }
  }

  /**
   * The bytes to persist, secret as the numbers themselves; the caller encrypts and erases them.
   * The salt is among them and how much noise was added; layout and noise key are not.
   */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(layout.hash()).u16(commitIndex);
    out.u8(noise == null ? 0 : 1);
    if (noise != null) {
      out.u64(noise.gateVariance()).u64(noise.metricVariance());
    }
    byte[] salted = salt.open(InsecureSecretAccess.get());
    byte[] numbers = new byte[Long.BYTES * elements.length];
    ByteBuffer.wrap(numbers).asLongBuffer().put(elements);
    try {
      return out.raw(salted).vec(numbers).toByteArray();
    } finally {
      Arrays.fill(salted, (byte) 0);
      Arrays.fill(numbers, (byte) 0);
    }
  }

  /**
   * Reads persisted bytes; throws {@link ProtocolViolation} when they are of another layout or
   * beyond its bounds, {@code MalformedBody} when they are no frozen vector.
   */
  public static FrozenVector decode(Layout layout, byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    require(
        in.digest().equals(layout.hash()),
        Code.WRONG_LAYOUT,
        "The vector was frozen for another layout than the session's.");
    int commitIndex = in.u16();
    SlotNoise noise = in.flag() ? new SlotNoise(in.u64(), in.u64()) : null;
    byte[] salt = in.raw(SALT_BYTES);
    byte[] numbers = in.vec(Integer.MAX_VALUE);
    in.end();
    require(
        numbers.length == (long) Long.BYTES * elements(layout),
        Code.INPUT_OUT_OF_RANGE,
        "The frozen vector does not have the length of the layout.");
    LongBuffer words = ByteBuffer.wrap(numbers).asLongBuffer();
    if (noise != null) {
      long[] noisy = new long[words.remaining()];
      words.get(noisy);
      try {
        return ranged(layout, noisy, SecretBytes.copyOf(salt), commitIndex, noise);
      } finally {
        Arrays.fill(salt, (byte) 0);
        Arrays.fill(numbers, (byte) 0);
      }
    }
    List<long[]> units = new ArrayList<>();
    for (int length : layout.lengths()) {
      long[] unit = new long[length];
      words.get(unit);
      units.add(unit);
    }
    try {
      return freeze(layout, units, SecretBytes.copyOf(salt), commitIndex);
    } finally {
      Arrays.fill(salt, (byte) 0);
      Arrays.fill(numbers, (byte) 0);
    }
  }

  private static int elements(Layout layout) {
    return layout.lengths().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Whether a word of unit 0 has this value: how a site sees that a later slot is about the same
   * cohort.
   */
  public boolean hasGateWord(int word, long value) {
    return word < layout.units().get(0).length() && elements[word] == value;
  }

  /**
   * A copy of the numbers by unit, with their noise: exactly what is masked. For the site's own
   * people; never sent.
   */
  public List<long[]> plainUnits() {
    List<long[]> units = new ArrayList<>();
    int at = 0;
    for (int length : layout.lengths()) {
      units.add(Arrays.copyOfRange(elements, at, at + length));
      at += length;
    }
    return units;
  }

  RingVector toRing(RingBits width) {
    return RingVector.ofLongs(width, elements);
  }

  /** Whether the numbers have exactly the layout of these terms and the noise that they ask for. */
  boolean isFor(SessionTerms terms) {
    return layout.equals(terms.layout())
        && Optional.ofNullable(noise).equals(SlotNoise.of(terms.study()));
  }

  /** The salted commitment by which a ledger knows the frozen numbers again, at any ring width. */
  public Sha256Digest commitment(Sha256Digest studyHash, String slot) {
    return plainCommit(studyHash, slot, RingBits.W64);
  }

  /** {@code H(L("plain-commit")||studyHash||slot||i||salt||H(frozen bytes))} (section 10). */
  Sha256Digest plainCommit(Sha256Digest studyHash, String slot, RingBits width) {
    return FvcWriter.labelled("plain-commit")
        .digest(studyHash)
        .text(slot)
        .u16(commitIndex)
        .raw(salt.open(InsecureSecretAccess.get()))
        .digest(Sha256Digest.hash(toRing(width).toByteArray()))
        .hash();
  }

  @Override
  public String toString() {
    return "FrozenVector[" + elements.length + " elements]";
  }
}
