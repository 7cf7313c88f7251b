package org.fedval.agent.secagg;

import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;

/**
 * This site's numbers of one slot and the cohort they are of. Only {@link FrozenSlots} makes one,
 * from released counts or from the file that it froze them into. Prints nothing.
 */
public final class FrozenSlot {
  private final FrozenVector vector;
  private final CohortRecord cohort;
  private final Sha256Digest tables;

  FrozenSlot(FrozenVector vector, CohortRecord cohort, Sha256Digest tables) {
    this.vector = vector;
    this.cohort = cohort;
    this.tables = tables;
  }

  /** SHA-256 of the published tables that a later slot was counted with; zero for the first. */
  public Sha256Digest tables() {
    return tables;
  }

  /**
   * Whether a later slot's counts are of the same cases as these: the same patients in every cell
   * that both have.
   *
   * @param first the layout of these numbers
   */
  public boolean isRepeatedBy(CounterVector later, CounterLayout first) {
    long[] gate = later.unit(0);
    for (int cell = 0; cell < later.layout().cells().size(); cell++) {
      int before = first.indexOf(later.layout().cells().get(cell));
      if (!vector.hasGateWord(2 * before, gate[2 * cell])
          || !vector.hasGateWord(2 * before + 1, gate[2 * cell + 1])) {
        return false;
      }
    }
    return true;
  }

  /** The numbers by unit, exactly as they are masked; for this site's own people, never sent. */
  public List<long[]> plainUnits() {
    return vector.plainUnits();
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
