package org.fedval.evaluation.counters;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.lattice.SuppressionRule;
import org.fedval.evaluation.plan.DisclosureRules;

/**
 * What the coordinator knows: the pooled gate and the pooled words of the cells that the
 * suppression rule allows. It cannot be made with any other set of opened cells, so nothing
 * downstream can print what should have stayed closed. Immutable.
 */
public final class PooledCounts {
  private final CounterLayout layout;
  private final long[] gate;
  private final Map<Integer, long[]> opened;
  private final BitSet allowed;

  /** What may be said about a cell. */
  public enum State {
    OPEN,
    /** No patients; published as 0. */
    EMPTY,
    SUPPRESSED
  }

  private PooledCounts(
      CounterLayout layout, long[] gate, Map<Integer, long[]> opened, BitSet allowed) {
    this.layout = layout;
    this.gate = gate;
    this.opened = opened;
    this.allowed = allowed;
  }

  /**
   * The sums of a finished session.
   *
   * @param gateSums words of unit 0
   * @param openedCells words of unit 1 + g by cell number g; exactly the allowed cells
   * @throws IllegalArgumentException if other cells are opened than {@code suppress/1} allows
   * @throws InconsistentCountsException if the counts contradict each other
   */
  public static PooledCounts of(
      CounterLayout layout, long[] gateSums, Map<Integer, long[]> openedCells) {
    Map<Integer, long[]> opened = new HashMap<>();
    openedCells.forEach((cell, words) -> opened.put(cell, words.clone()));
    long[] gate = gateSums.clone();
    CountIdentities.check(layout, gate, opened);
    BitSet allowed = allowed(layout, gate);
    BitSet given = new BitSet();
    opened.keySet().forEach(given::set);
    if (!given.equals(allowed)) {
      throw new IllegalArgumentException(
          "The opened units are not those that "
              + SuppressionRule.NAME
              + " allows for this gate; nothing is published.");
    }
    return new PooledCounts(layout, gate, opened, allowed);
  }

  /** The sums of vectors that lie in plain text at one place, cut down as a session would. */
  public static PooledCounts of(CounterVector sum) {
    Map<Integer, long[]> opened = sum.cells();
    BitSet allowed = allowed(sum.layout(), sum.unit(0));
    opened.keySet().removeIf(cell -> !allowed.get(cell));
    return of(sum.layout(), sum.unit(0), opened);
  }

  private static BitSet allowed(CounterLayout layout, long[] gate) {
    DisclosureRules rules = layout.plan().disclosure();
    return SuppressionRule.allowed(
        layout.structure(), gate, rules.minCell(), rules.minContributors());
  }

  public CounterLayout layout() {
    return layout;
  }

  /** The cells that are open. A copy. */
  public BitSet allowed() {
    return (BitSet) allowed.clone();
  }

  /**
   * A cell without patients below a suppressed cell is suppressed: its 0 would tell of the rest.
   */
  public State state(int cell) {
    if (allowed.get(cell)) {
      return State.OPEN;
    }
    return gate[2 * cell] == 0 && !liesInSuppressed(cell) ? State.EMPTY : State.SUPPRESSED;
  }

  private boolean liesInSuppressed(int cell) {
    int parent = layout.structure().parents().get(cell);
    return parent != CellStructure.ROOT && state(parent) == State.SUPPRESSED;
  }

  /** Distinct patients of an open or empty cell. */
  public long patients(int cell) {
    return published(cell, gate[2 * cell]);
  }

  /** Images of an open or empty cell. */
  public long images(int cell) {
    long[] words = opened.get(cell);
    return published(cell, words == null ? 0 : words[0]);
  }

  /** The score histogram of an open or empty class cell. A copy. */
  public long[] histogram(int cell) {
    published(cell, 0);
    long[] words = opened.get(cell);
    int length = layout.units().get(1 + cell).length();
    return words == null ? new long[length - 1] : Arrays.copyOfRange(words, 1, length);
  }

  private long published(int cell, long count) {
    if (state(cell) == State.SUPPRESSED) {
      throw new IllegalStateException("A suppressed count was asked for.");
    }
    return count;
  }

  /** Why a suppressed cell is suppressed, in words. */
  public String reason(int cell) {
    DisclosureRules rules = layout.plan().disclosure();
    if (gate[2 * cell] > 0 && gate[2 * cell] < rules.minCell()) {
      return "fewer than " + rules.minCell() + " patients";
    }
    if (gate[2 * cell] > 0 && gate[2 * cell + 1] < rules.minContributors()) {
      return "fewer than " + rules.minContributors() + " hospitals contribute";
    }
    if (liesInSuppressed(cell)) {
      return "withheld because the count of all images is withheld";
    }
    boolean partitioned = layout.structure().families().stream().anyMatch(f -> f.parent() == cell);
    return "withheld so that a suppressed level cannot be computed from "
        + (partitioned ? "it" : "the others");
  }
}
