package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;

/**
 * The units of a slot's vector in order. Unit 0 is the gate with entries {@code 2g} (patients) and
 * {@code 2g + 1} (contributors) of cell {@code g}; unit {@code 1 + g} is cell {@code g}.
 */
public record Layout(List<Unit> units) {
  public static final String TYPE = "Layout";

  /** {@link Unit#parentCell} of a cell without a parent. */
  public static final int ROOT = 0xFFFF;

  private static final int MIN_UNIT_BYTES = 23;
  private static final int MAX_FAMILIES = 64;

  public Layout {
    Canonical.require(
        units.size() >= 2 && units.size() <= Canonical.MAX_UNITS,
        "A layout has a gate unit and 1 to 4095 cells.");
    units = List.copyOf(units);
    int cells = units.size() - 1;
    Unit gate = units.get(0);
    Canonical.require(
        gate.kind() == UnitKind.GATE
            && gate.length() == 2L * cells
            && gate.families().isEmpty()
            && gate.parentCell() == ROOT,
        "Unit 0 must be the gate with two entries for every cell.");
    long total = gate.length();
    for (Unit unit : units.subList(1, units.size())) {
      Canonical.require(unit.kind() != UnitKind.GATE, "Only unit 0 may be a gate.");
      Canonical.require(
          unit.parentCell() == ROOT || unit.parentCell() < cells, "A parent cell does not exist.");
      total += unit.length();
    }
    Canonical.require(total <= RingVector.MAX_ELEMENTS, "A layout has at most 2^27 elements.");
    requireNoCycle(units);
  }

  /**
   * One unit of a vector.
   *
   * @param length number of elements, at least 1
   * @param families the partitions this cell belongs to, ascending; empty for none
   * @param parentCell the cell that contains this one, or {@link #ROOT}
   * @param bound the largest absolute value of one site's element
   */
  public record Unit(
      String name, long length, UnitKind kind, List<Integer> families, int parentCell, long bound) {
    public Unit {
      FvcText.check(name);
      Canonical.require(
          length >= 1 && length <= RingVector.MAX_ELEMENTS, "A unit has 1 to 2^27 elements.");
      families = Canonical.set(families, MAX_FAMILIES, family -> family);
      Canonical.require(bound >= 0, "A bound must not be negative.");
    }
  }

  /** Number of cells, without the gate. */
  public int cells() {
    return units.size() - 1;
  }

  /** Lengths of all units in order. */
  public List<Integer> lengths() {
    return units.stream().map(unit -> (int) unit.length()).toList();
  }

  /** The largest bound of any unit. */
  public long largestBound() {
    return units.stream().mapToLong(Unit::bound).max().orElse(0);
  }

  /** SHA-256 of the body. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE);
    return out.list(
            units,
            u ->
                out.text(u.name())
                    .u32(u.length())
                    .u8(u.kind().code())
                    .list(u.families(), out::u16)
                    .u16(u.parentCell())
                    .u64(u.bound()))
        .toByteArray();
  }

  /** Reads a body. */
  public static Layout decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Layout layout =
        new Layout(
            in.list(
                Canonical.MAX_UNITS,
                MIN_UNIT_BYTES,
                () ->
                    new Unit(
                        in.text(),
                        in.u32(),
                        UnitKind.ofCode(in.u8()),
                        in.list(MAX_FAMILIES, 2, in::u16),
                        in.u16(),
                        in.u64())));
    in.end();
    return layout;
  }

  private static void requireNoCycle(List<Unit> units) {
    for (Unit unit : units) {
      int parent = unit.parentCell();
      for (int steps = 0; parent != ROOT; steps++) {
        Canonical.require(steps < units.size(), "A cell must not contain itself.");
        parent = units.get(1 + parent).parentCell();
      }
    }
  }
}
