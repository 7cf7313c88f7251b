package org.fedval.agent.secagg;

import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.slot.CohortRecord;

/**
 * This site's numbers of one slot and the cohort they are of. Only {@link FrozenSlots} makes one,
 * from released counts or from the file that it froze them into. Prints nothing.
 */
public final class FrozenSlot {
  private final FrozenVector vector;
  private final CohortRecord cohort;

  FrozenSlot(FrozenVector vector, CohortRecord cohort) {
    this.vector = vector;
    this.cohort = cohort;
  }

  FrozenVector vector() {
    return vector;
  }

  /** Who is in it, by keyed hashes. */
  public CohortRecord cohort() {
    return cohort;
  }

  @Override
  public String toString() {
    return "FrozenSlot[redacted]";
  }
}
