package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.fedval.evaluation.calib.CalibrationStep;
import org.fedval.evaluation.calib.LogisticFit;
import org.jspecify.annotations.Nullable;

/**
 * The opened sums of a study, slot after slot. A later slot may be missing, since a site was lost;
 * the sums of the earlier ones stay valid. Immutable.
 */
public final class PooledStudy {
  private final List<PooledCounts> slots;
  private final @Nullable String absence;

  private PooledStudy(List<PooledCounts> slots, @Nullable String absence) {
    this.slots = List.copyOf(slots);
    this.absence = absence;
  }

  /**
   * A study after its first slot.
   *
   * @throws IllegalArgumentException for sums of a later slot
   */
  public static PooledStudy of(PooledCounts first) {
    if (first.layout().slot() != 0) {
      throw new IllegalArgumentException("A study begins with its first slot.");
    }
    return new PooledStudy(List.of(first), null);
  }

  /**
   * With the sums of the next slot.
   *
   * @throws IllegalArgumentException if they are of another slot or of another cohort
   */
  public PooledStudy plus(PooledCounts next) {
    if (next.layout().slot() != slots.size()
        || !next.layout().plan().equals(first().layout().plan())) {
      throw new IllegalArgumentException("These sums are not of the study's next slot.");
    }
    if (!repeatsCohort(next.layout(), next.gateSums())) {
      throw new IllegalArgumentException(
          "The patients of a later slot are not those of the first; its sums are not used.");
    }
    List<PooledCounts> longer = new ArrayList<>(slots);
    longer.add(next);
    return new PooledStudy(longer, null);
  }

  /**
   * Whether the gate of a later slot repeats that of the first: the same patients and sites in
   * every cell that both have.
   */
  public boolean repeatsCohort(CounterLayout later, long[] gateSums) {
    return Arrays.equals(gateOf(later), gateSums);
  }

  /** The gate sums that a later slot must repeat; they name withheld cells too. */
  public long[] gateOf(CounterLayout later) {
    long[] gate = new long[2 * later.cells().size()];
    for (int cell = 0; cell < later.cells().size(); cell++) {
      int before = first().layout().indexOf(later.cell(cell));
      gate[2 * cell] = first().gateSum(2 * before);
      gate[2 * cell + 1] = first().gateSum(2 * before + 1);
    }
    return gate;
  }

  /**
   * The cells of a later slot that no earlier slot withheld: a first slot may withhold a cell for
   * the sake of its levels, which a later slot no longer has.
   */
  public BitSet openBefore(CounterLayout later) {
    BitSet open = new BitSet();
    for (int cell = 0; cell < later.cells().size(); cell++) {
      Cell name = later.cell(cell);
      open.set(
          cell,
          slots.stream()
              .filter(s -> s.layout().has(name))
              .allMatch(s -> s.allowed().get(s.layout().indexOf(name))));
    }
    return open;
  }

  /**
   * The same sums, with the reason why no further slot follows.
   *
   * @param reason begins with a code, such as {@code SITE_LOST}
   */
  public PooledStudy without(String reason) {
    return new PooledStudy(slots, reason);
  }

  /** The sums of the first slot. */
  public PooledCounts first() {
    return slots.get(0);
  }

  /** The sums of a slot; empty if it was not reached. */
  public Optional<PooledCounts> slot(int slot) {
    return slot < slots.size() ? Optional.of(slots.get(slot)) : Optional.empty();
  }

  List<PooledCounts> slots() {
    return slots;
  }

  /** How many slots have sums. */
  public int size() {
    return slots.size();
  }

  /** Whether all slots of the plan have sums. */
  public boolean isComplete() {
    return slots.size() == first().layout().plan().analyses().rounds();
  }

  /**
   * Calibration intercept and slope on the raw scores after the last step of Newton's method; the
   * third slot has sums and its cell of both classes is open. Empty where no fit exists.
   */
  public Optional<LogisticFit> rawCalibration(String finding) {
    PooledCounts third =
        slot(2).orElseThrow(() -> new IllegalStateException("The third slot has no sums."));
    Published.Tables tables = new Publication(this).of(2, finding);
    LogisticFit fit = tables == null ? null : tables.fit();
    int both = third.layout().indexOf(Cell.overall(Cell.Kind.BOTH, finding));
    return fit == null
        ? Optional.empty()
        : CalibrationStep.next(fit, third.sums(both, Statistic.CALIBRATION_STEP));
  }

  /** Why a slot is missing, beginning with a code; empty if none is or nobody said. */
  public Optional<String> absence() {
    return Optional.ofNullable(absence);
  }

  /**
   * The tables of the next slot.
   *
   * @throws IllegalStateException if the study is complete
   */
  public Published next() {
    if (isComplete()) {
      throw new IllegalStateException("The study has no further round.");
    }
    return published(slots.size());
  }

  /** The tables that a slot used; all earlier slots must have sums. */
  public Published published(int slot) {
    if (slot < 1 || slot > slots.size()) {
      throw new IllegalArgumentException("The tables of this slot need the sums before it.");
    }
    return new Publication(this).of(slot);
  }
}
