package org.fedval.agent.release;

import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterUnit;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.wire.study.LockedStudy;

/**
 * The one door through which data leaves: turns a frozen counter vector into released counts, when
 * the study is the one that this site approved and every number obeys the declared layout.
 */
public final class ReleaseGate {
  private final Sha256Digest approvedStudy;

  /**
   * @param approvedStudy digest of the study that this site's policy or people approved
   */
  public ReleaseGate(Sha256Digest approvedStudy) {
    this.approvedStudy = approvedStudy;
  }

  /** Why nothing leaves. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String sentence) {
      super(sentence);
    }
  }

  /**
   * Releases the counts for the approved study.
   *
   * @throws Refused when study or vector are not what was approved
   */
  public ReleasedCounts release(LockedStudy study, CounterVector counts) throws Refused {
    if (!study.definition().hash().equals(approvedStudy)) {
      throw new Refused("The counts belong to a study that this site did not approve.");
    }
    int slot = counts.layout().slot();
    if (slot >= study.slots() || !study.counters(slot).matches(counts.layout())) {
      throw new Refused("The counts do not have the layout of the study.");
    }
    CounterLayout layout = study.counters(slot);
    List<long[]> units = new ArrayList<>();
    for (int u = 0; u < layout.units().size(); u++) {
      CounterUnit unit = layout.units().get(u);
      long[] numbers = counts.unit(u);
      if (numbers.length != unit.length()) {
        throw new Refused("The counts do not have the layout of the study.");
      }
      long lowest = unit.isSigned() ? -unit.bound() : 0;
      for (long number : numbers) {
        if (number < lowest || number > unit.bound()) {
          throw new Refused("A count is beyond the bound that the study declares for it.");
        }
      }
      units.add(numbers.clone());
    }
    return new ReleasedCounts(approvedStudy, units);
  }
}
