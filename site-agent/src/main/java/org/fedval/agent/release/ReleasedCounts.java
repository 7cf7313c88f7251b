package org.fedval.agent.release;

import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Counts that may leave this hospital, masked. Only {@link ReleaseGate} makes them, and only they
 * can be masked and sent. Prints nothing of them.
 */
public final class ReleasedCounts {
  private final Sha256Digest study;
  private final List<long[]> units;

  ReleasedCounts(Sha256Digest study, List<long[]> units) {
    this.study = study;
    this.units = units;
  }

  /** The study they are released for, and no other. */
  public Sha256Digest study() {
    return study;
  }

  /** A copy of the units in layout order. */
  public List<long[]> units() {
    List<long[]> copy = new ArrayList<>();
    units.forEach(unit -> copy.add(unit.clone()));
    return copy;
  }

  @Override
  public String toString() {
    return "ReleasedCounts";
  }
}
