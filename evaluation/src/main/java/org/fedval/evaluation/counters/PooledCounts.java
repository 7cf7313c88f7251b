package org.fedval.evaluation.counters;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.lattice.CellStructure.Joint;
import org.fedval.evaluation.lattice.SuppressionRule;
import org.fedval.evaluation.noise.NoisyHistogram;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.NoisePlan;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.Limbs;

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
  private final double noiseVariance;

  /** What may be said about a cell. */
  public enum State {
    OPEN,
    /** No patients; published as 0. */
    EMPTY,
    SUPPRESSED
  }

  private PooledCounts(
      CounterLayout layout,
      long[] gate,
      Map<Integer, long[]> opened,
      BitSet allowed,
      double noiseVariance) {
    this.layout = layout;
    this.gate = gate;
    this.opened = opened;
    this.allowed = allowed;
    this.noiseVariance = noiseVariance;
  }

  /**
   * The exact sums of a finished session.
   *
   * @param gateSums words of unit 0
   * @param openedCells words of unit 1 + g by cell number g; exactly the allowed cells
   * @throws IllegalArgumentException if other cells are opened than {@code suppress/1} allows, or
   *     if the plan asks for noise
   * @throws InconsistentCountsException if the counts contradict each other
   */
  public static PooledCounts of(
      CounterLayout layout, long[] gateSums, Map<Integer, long[]> openedCells) {
    Map<Integer, long[]> opened = new HashMap<>();
    openedCells.forEach((cell, words) -> opened.put(cell, words.clone()));
    long[] gate = gateSums.clone();
    if (layout.plan().noise() != null) {
      throw new IllegalArgumentException("The plan asks for noise; its sums are not exact.");
    }
    CountIdentities.check(layout, gate, opened);
    BitSet allowed = allowed(layout, gate);
    requireOpened(opened, allowed, SuppressionRule.NAME);
    return new PooledCounts(layout, gate, opened, allowed, 0);
  }

  /**
   * The exact sums of a finished session of a later slot, which opens no cell that an earlier slot
   * withheld; see {@link PooledStudy#openBefore}.
   *
   * @param earlier every slot before this one
   * @throws IllegalArgumentException if the cohort is not that of the first slot, or if other cells
   *     are opened than may be
   * @throws InconsistentCountsException if the counts contradict each other
   */
  public static PooledCounts after(
      PooledStudy earlier,
      CounterLayout layout,
      long[] gateSums,
      Map<Integer, long[]> openedCells) {
    if (!earlier.repeatsCohort(layout, gateSums)) {
      throw new IllegalArgumentException(
          "The patients of a later slot are not those of the first; its sums are not used.");
    }
    Map<Integer, long[]> opened = new HashMap<>();
    openedCells.forEach((cell, words) -> opened.put(cell, words.clone()));
    CountIdentities.check(layout, gateSums, opened);
    BitSet allowed = allowed(layout, gateSums);
    allowed.and(earlier.openBefore(layout));
    requireOpened(opened, allowed, SuppressionRule.NAME);
    return new PooledCounts(layout, gateSums.clone(), opened, allowed, 0);
  }

  /**
   * The sums of a finished session of a study with differential privacy. Sums with noise obey no
   * identity, so only their shape is checked.
   *
   * @param sites how many sites are in the sums, each with its own noise
   * @throws IllegalArgumentException if other cells are opened than {@code suppress/1-noise}
   *     allows, or if the plan asks for no noise
   * @throws InconsistentCountsException if a unit has another length than the layout's
   */
  public static PooledCounts withNoise(
      CounterLayout layout, long[] gateSums, Map<Integer, long[]> openedCells, int sites) {
    NoisePlan noise = layout.plan().noise();
    if (noise == null || sites < 1) {
      throw new IllegalArgumentException("Sums with noise need a plan that asks for it.");
    }
    Map<Integer, long[]> opened = new HashMap<>();
    openedCells.forEach((cell, words) -> opened.put(cell, words.clone()));
    long[] gate = gateSums.clone();
    CountIdentities.checkShape(layout, gate, opened);
    BitSet allowed =
        SuppressionRule.allowedUnderNoise(
            layout.structure(), gate, layout.plan().disclosure().minCell());
    requireOpened(opened, allowed, SuppressionRule.NOISY_NAME);
    return new PooledCounts(layout, gate, opened, allowed, (double) sites * noise.metricVariance());
  }

  private static void requireOpened(Map<Integer, long[]> opened, BitSet allowed, String rule) {
    BitSet given = new BitSet();
    opened.keySet().forEach(given::set);
    if (!given.equals(allowed)) {
      throw new IllegalArgumentException(
          "The opened units are not those that "
              + rule
              + " allows for this gate; nothing is published.");
    }
  }

  /** The sums of vectors that lie in plain text at one place, cut down as a session would. */
  public static PooledCounts of(CounterVector sum) {
    Map<Integer, long[]> opened = sum.cells();
    BitSet allowed = allowed(sum.layout(), sum.unit(0));
    opened.keySet().removeIf(cell -> !allowed.get(cell));
    return of(sum.layout(), sum.unit(0), opened);
  }

  /**
   * Every sum of cases that lie at one place, for whoever holds these cases and computes numbers of
   * their own: no disclosure rule applies. Never for a report that leaves this place. Cells with
   * terms a site stay closed, since no comparison of sites can be made.
   *
   * @throws IllegalArgumentException if the plan asks for noise
   * @throws InconsistentCountsException if the counts contradict each other
   */
  public static PooledCounts unsuppressed(CounterVector sum) {
    CounterLayout layout = sum.layout();
    if (layout.plan().noise() != null) {
      throw new IllegalArgumentException("The plan asks for noise; its sums are not exact.");
    }
    long[] gate = sum.unit(0);
    BitSet open = new BitSet();
    for (int cell = 0; cell < layout.cells().size(); cell++) {
      open.set(
          cell, gate[2 * cell] > 0 && layout.unitOf(cell).kind() != CounterUnit.Kind.SITE_TERMS);
    }
    Map<Integer, long[]> opened = sum.cells();
    opened.keySet().removeIf(cell -> !open.get(cell));
    CountIdentities.check(layout, gate, opened);
    return new PooledCounts(layout, gate, opened, open, 0);
  }

  private static BitSet allowed(CounterLayout layout, long[] gate) {
    DisclosureRules rules = layout.plan().disclosure();
    return SuppressionRule.allowed(
        layout.structure(), gate, rules.minCell(), rules.minContributors());
  }

  public CounterLayout layout() {
    return layout;
  }

  long gateSum(int word) {
    return gate[word];
  }

  /** The gate's sums, which name withheld cells too: never part of a report. A copy. */
  long[] gateSums() {
    return gate.clone();
  }

  /** Numbers of a segment of counts of an open or empty cell. A copy. */
  public long[] counts(int cell, Statistic statistic) {
    published(cell, 0);
    Segment segment = layout.segment(cell, statistic);
    long[] words = opened.get(cell);
    return words == null
        ? new long[segment.entries()]
        : Arrays.copyOfRange(words, segment.offset(), segment.end());
  }

  /** Entries of a segment of exact sums of an open or empty cell. */
  public ExactSums sums(int cell, Statistic statistic) {
    published(cell, 0);
    Segment segment = layout.segment(cell, statistic);
    long[] words = opened.get(cell);
    BigInteger[] entries = ExactSums.zero(segment.entries()).entries();
    if (words != null) {
      for (int i = 0; i < entries.length; i++) {
        int at = segment.offset() + i * Limbs.WORDS;
        entries[i] = Limbs.join(Arrays.copyOfRange(words, at, at + Limbs.WORDS));
      }
    }
    return ExactSums.of(entries);
  }

  /**
   * Both classes of all images of a finding, with the scores of each bin; both cells are open or
   * empty.
   */
  public ScoreBins scoreBins(String finding) {
    int positive = layout.indexOf(Cell.overall(Cell.Kind.POSITIVE, finding));
    int negative = layout.indexOf(Cell.overall(Cell.Kind.NEGATIVE, finding));
    ClassHistograms histograms = new ClassHistograms(histogram(positive), histogram(negative));
    ExactSums scores =
        sums(positive, Statistic.SCORE_SUMS).plus(sums(negative, Statistic.SCORE_SUMS));
    return ScoreBins.of(histograms, scores.entries());
  }

  /** The cells that are open. A copy. */
  public BitSet allowed() {
    return (BitSet) allowed.clone();
  }

  /** Whether the counts carry noise, so that histograms are to be read with {@link #noisy}. */
  public boolean isNoisy() {
    return layout.plan().noise() != null;
  }

  /**
   * A cell without patients below a suppressed cell is suppressed: its 0 would tell of the rest.
   */
  public State state(int cell) {
    if (allowed.get(cell)) {
      return State.OPEN;
    }
    boolean empty = !isNoisy() && gate[2 * cell] == 0 && !liesInSuppressed(cell);
    return empty ? State.EMPTY : State.SUPPRESSED;
  }

  private boolean liesInSuppressed(int cell) {
    int parent = layout.structure().parents().get(cell);
    return (parent != CellStructure.ROOT && state(parent) == State.SUPPRESSED)
        || layout.structure().families().stream()
            .anyMatch(f -> f.cells().contains(cell) && state(f.parent()) == State.SUPPRESSED);
  }

  /** Distinct patients of an open or empty cell. */
  public long patients(int cell) {
    return published(cell, gate[2 * cell]);
  }

  /** Images of an open or empty cell; under noise the nearest whole number that is not negative. */
  public long images(int cell) {
    long[] words = opened.get(cell);
    if (isNoisy() && words != null) {
      double images = words.length > 1 ? noisy(cell).total() : words[0];
      return published(cell, Math.max(0, Math.round(images)));
    }
    return published(cell, words == null ? 0 : words[0]);
  }

  /** The class cell with noise, made consistent; the cell must be open. */
  public NoisyHistogram noisy(int cell) {
    long[] words = opened.get(cell);
    if (words == null || !isNoisy()) {
      throw new IllegalStateException("A cell with noise was asked for that is not open.");
    }
    return NoisyHistogram.of(words, noiseVariance);
  }

  /** The score histogram of an open or empty class cell. A copy. */
  public long[] histogram(int cell) {
    published(cell, 0);
    if (isNoisy()) {
      throw new IllegalStateException("Bins with noise are no exact histogram.");
    }
    return counts(cell, Statistic.HISTOGRAM);
  }

  /**
   * The other score of a comparison on the images and labels of a finding; both cells are open or
   * empty.
   */
  public ClassHistograms comparedHistograms(String finding) {
    return new ClassHistograms(
        counts(
            layout.indexOf(Cell.overall(Cell.Kind.POSITIVE, finding)), Statistic.PAIRED_HISTOGRAM),
        counts(
            layout.indexOf(Cell.overall(Cell.Kind.NEGATIVE, finding)), Statistic.PAIRED_HISTOGRAM));
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
    if (isNoisy()) {
      return liesInSuppressed(cell)
          ? "withheld because the count of all images is withheld"
          : "fewer than " + rules.minCell() + " patients in the count with noise";
    }
    if (gate[2 * cell] > 0 && gate[2 * cell] < rules.minCell()) {
      return "fewer than " + rules.minCell() + " patients";
    }
    if (gate[2 * cell] > 0 && gate[2 * cell + 1] < rules.minContributors()) {
      return "fewer than " + rules.minContributors() + " hospitals contribute";
    }
    if (liesInSuppressed(cell)) {
      return "withheld because the count of all images is withheld";
    }
    Optional<Joint> joint =
        layout.structure().joints().stream().filter(j -> j.cell() == cell).findFirst();
    if (joint.isPresent()) {
      Joint j = joint.get();
      return gate[2 * cell + 1] < j.leastContributors()
          ? "fewer than " + j.leastContributors() + " hospitals contribute"
          : "withheld because a class is withheld";
    }
    boolean partitioned = layout.structure().families().stream().anyMatch(f -> f.parent() == cell);
    return "withheld so that a suppressed level cannot be computed from "
        + (partitioned ? "it" : "the others");
  }
}
