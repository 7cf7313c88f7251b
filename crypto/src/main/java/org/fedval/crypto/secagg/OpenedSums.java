package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.Result;

/**
 * Everything that a finished session opened, as its signed {@link Result} hashes it: the gate with
 * the allowed units, and the sum of each. The proposal of a later slot comes with it, so that every
 * site derives the published tables itself. It names withheld cells and is no part of a report.
 * {@code L("OpenedSums") || ringBits u8 || vec(GateResult) || lst(unit u16, vec(sum bytes))}.
 * Immutable; prints nothing.
 */
public final class OpenedSums {
  private static final String TYPE = "OpenedSums";
  private static final int MAX_UNITS = 4096;
  private static final int MAX_PART_BYTES = 1 << 28;
  private static final int MIN_UNIT_BYTES = 6;

  private final RingBits ringBits;
  private final GateResult gate;
  private final SortedMap<Integer, Octets> sums;

  private OpenedSums(RingBits ringBits, GateResult gate, SortedMap<Integer, Octets> sums) {
    this.ringBits = ringBits;
    this.gate = gate;
    this.sums = sums;
  }

  /**
   * What the coordinator opened.
   *
   * @param gateResult the body that it signed
   */
  public static OpenedSums of(RingBits ringBits, byte[] gateResult, PooledVector pooled) {
    SortedMap<Integer, Octets> sums = new TreeMap<>();
    pooled.openUnits().stream()
        .forEach(
            unit ->
                sums.put(
                    unit,
                    Octets.of(
                        RingVector.ofLongs(ringBits, pooled.sums(unit).orElseThrow())
                            .toByteArray())));
    return new OpenedSums(ringBits, GateResult.decode(gateResult), sums);
  }

  /** The bytes that travel and are kept. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).u8(ringBits.bits()).vec(gate.encode());
    out.list(
        new ArrayList<>(sums.entrySet()), e -> out.u16(e.getKey()).vec(e.getValue().toByteArray()));
    return out.toByteArray();
  }

  /** Reads {@link #encode}'s bytes; anything else is a {@link MalformedBody}. */
  public static OpenedSums decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    int width = in.u8();
    GateResult gate = GateResult.decode(in.vec(MAX_PART_BYTES));
    SortedMap<Integer, Octets> sums = new TreeMap<>();
    List<Integer> units =
        in.list(
            MAX_UNITS,
            MIN_UNIT_BYTES,
            () -> {
              int unit = in.u16();
              sums.put(unit, Octets.of(in.vec(MAX_PART_BYTES)));
              return unit;
            });
    in.end();
    if (!units.equals(List.copyOf(sums.keySet()))) {
      throw new MalformedBody("Opened sums are not in the order of their units.");
    }
    for (RingBits bits : RingBits.values()) {
      if (bits.bits() == width) {
        return new OpenedSums(bits, gate, sums);
      }
    }
    throw new MalformedBody("Opened sums have an unknown ring width.");
  }

  /** The session that opened them. */
  public Sha256Digest sid() {
    return gate.sid();
  }

  /**
   * Checks that these are the sums behind a signed result; throws {@link ProtocolViolation} with
   * code FALSE_TABLES.
   */
  public void requireBehind(Result result) {
    List<Integer> units = result.sums().stream().map(Result.UnitSum::unit).toList();
    require(
        result.sid().equals(sid())
            && result.gateHash().equals(gate.hash())
            && units.equals(gate.allowedUnits())
            && units.equals(List.copyOf(sums.keySet()))
            && result.sums().stream().allMatch(this::isSum),
        Code.FALSE_TABLES,
        "The opened sums of an earlier slot are not the ones behind its signed result.");
  }

  private boolean isSum(Result.UnitSum sum) {
    Octets bytes = sums.get(sum.unit());
    return bytes != null && Sha256Digest.hash(bytes.toByteArray()).equals(sum.sumHash());
  }

  /** The gate's sums under the layout of the slot; throws {@link ProtocolViolation}. */
  public long[] gate(Layout layout) {
    return words(layout, 0, gate.gateSums());
  }

  /** The words of every opened unit by its number; throws {@link ProtocolViolation}. */
  public Map<Integer, long[]> units(Layout layout) {
    Map<Integer, long[]> units = new TreeMap<>();
    sums.forEach((unit, bytes) -> units.put(unit, words(layout, unit, bytes)));
    return units;
  }

  private long[] words(Layout layout, int unit, Octets bytes) {
    require(
        unit < layout.units().size()
            && bytes.size() == (long) layout.units().get(unit).length() * ringBits.bytes(),
        Code.FALSE_TABLES,
        "The opened sums of an earlier slot do not have its layout.");
    return RingVector.ofBytes(ringBits, bytes.toByteArray()).toSignedLongs();
  }

  @Override
  public String toString() {
    return "OpenedSums[redacted]";
  }
}
