package org.fedval.crypto.secagg;

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.body.Layout;

/**
 * What a session releases: the gate sums, and the sums over the survivors of the units that were
 * opened. A closed unit has no numbers here, not even zeros. Immutable.
 */
public final class PooledVector {
  private final Layout layout;
  private final SortedSet<Integer> survivors;
  private final long[] gateSums;
  private final SortedMap<Integer, long[]> sums;

  private PooledVector(
      Layout layout,
      SortedSet<Integer> survivors,
      long[] gateSums,
      SortedMap<Integer, long[]> sums) {
    this.layout = layout;
    this.survivors = survivors;
    this.gateSums = gateSums;
    this.sums = sums;
  }

  static PooledVector of(
      Layout layout,
      Set<Integer> survivors,
      RingVector gateSums,
      SortedMap<Integer, RingVector> opened) {
    SortedMap<Integer, long[]> sums = new TreeMap<>();
    opened.forEach((unit, sum) -> sums.put(unit, sum.toSignedLongs()));
    return new PooledVector(layout, new TreeSet<>(survivors), gateSums.toSignedLongs(), sums);
  }

  /** The layout of the slot. */
  public Layout layout() {
    return layout;
  }

  /** Roster indices of the sites in the sum, ascending. */
  public Set<Integer> survivors() {
    return new TreeSet<>(survivors);
  }

  /** Patients (entry {@code 2g}) and contributors ({@code 2g + 1}) of every cell. */
  public long[] gateSums() {
    return gateSums.clone();
  }

  /** The units that were opened; never unit 0. */
  public BitSet openUnits() {
    BitSet open = new BitSet();
    sums.keySet().forEach(open::set);
    return open;
  }

  /** The sums of a unit, or nothing if it stayed closed. */
  public Optional<long[]> sums(int unit) {
    return Optional.ofNullable(sums.get(unit)).map(long[]::clone);
  }

  @Override
  public String toString() {
    return "PooledVector[" + survivors.size() + " sites, units " + openUnits() + " open]";
  }
}
