package org.fedval.evaluation.counters;

import java.util.random.RandomGenerator;

/** From the frozen cases of a site to its vector of a slot. */
public final class SlotCounts {
  private SlotCounts() {}

  /**
   * The first slot.
   *
   * @throws IllegalArgumentException if the cases are not of the layout's plan, or a sum is too
   *     large for its words
   * @throws InconsistentCountsException if a count exceeds the layout's bound
   */
  public static CounterVector first(CounterLayout layout, CaseTable cases) {
    check(layout, cases);
    if (layout.slot() != 0) {
      throw new IllegalArgumentException("A later slot needs the tables published for it.");
    }
    return new FirstSlotCounts(layout, cases).count();
  }

  /**
   * A later slot.
   *
   * @param published for this slot, derived from the sums of the earlier ones
   * @param secret the site's own generator, which nobody else can predict; with known weights the
   *     bootstrap over patients would give the cases away
   * @throws IllegalArgumentException as {@link #first}
   * @throws InconsistentCountsException as {@link #first}
   */
  public static CounterVector later(
      CounterLayout layout, CaseTable cases, Published published, RandomGenerator secret) {
    check(layout, cases);
    if (layout.slot() == 0 || published.slot() != layout.slot()) {
      throw new IllegalArgumentException("These tables were published for another slot.");
    }
    return new LaterSlotCounts(layout, cases, published, secret).count();
  }

  private static void check(CounterLayout layout, CaseTable cases) {
    if (!cases.hasShape(layout.plan().findings().size(), layout.plan().subgroups().size())) {
      throw new IllegalArgumentException("The frozen cases belong to another plan.");
    }
  }
}
