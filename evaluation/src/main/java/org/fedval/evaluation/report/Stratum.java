package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.Cell.Level;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.noise.NoisyHistogram;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;
import org.jspecify.annotations.Nullable;

/**
 * One finding in all images, in one level of a subgroup, or in two crossed levels: a positive and a
 * negative cell.
 */
final class Stratum {
  private final String finding;
  private final List<Level> levels;
  private final PooledCounts counts;
  private final EdgeTable edges;
  private final Statistic bins;
  private final int positiveCell;
  private final int negativeCell;
  private final @Nullable ClassHistograms refined;

  private Stratum(PooledCounts counts, String finding, List<Level> levels) {
    this(counts, finding, levels, null);
  }

  private Stratum(
      PooledCounts counts, String finding, List<Level> levels, @Nullable ClassHistograms refined) {
    CounterLayout layout = counts.layout();
    this.finding = finding;
    this.levels = levels;
    this.counts = counts;
    this.refined = refined;
    this.bins = levels.size() == 2 ? Statistic.CALLS : Statistic.HISTOGRAM;
    this.edges =
        switch (levels.size()) {
          case 0 -> layout.overallEdges();
          case 1 -> layout.marginalEdges();
          default -> layout.callEdges();
        };
    this.positiveCell = layout.indexOf(new Cell(Kind.POSITIVE, finding, levels, null));
    this.negativeCell = layout.indexOf(new Cell(Kind.NEGATIVE, finding, levels, null));
  }

  static Stratum all(PooledCounts counts, String finding) {
    return new Stratum(counts, finding, List.of());
  }

  /** All images, with the refined histogram where the rule of {@link RefinedAuroc} takes it. */
  static Stratum all(PooledStudy study, String finding) {
    ClassHistograms refined = RefinedAuroc.ofRule(study, finding).orElse(null);
    return new Stratum(study.first(), finding, List.of(), refined);
  }

  /** All images, each level of each subgroup, then each crossed level, in plan order. */
  static List<Stratum> of(PooledStudy study, String finding) {
    PooledCounts counts = study.first();
    List<Stratum> strata = new ArrayList<>();
    strata.add(all(study, finding));
    for (Subgroup subgroup : counts.layout().plan().subgroups()) {
      strata.addAll(levels(counts, finding, subgroup));
    }
    for (Analyses.Interaction i : counts.layout().plan().analyses().interactions()) {
      for (String row : levelsOf(counts, i.first())) {
        for (String column : levelsOf(counts, i.second())) {
          Level first = new Level(i.first(), row);
          strata.add(new Stratum(counts, finding, List.of(first, new Level(i.second(), column))));
        }
      }
    }
    return strata;
  }

  /** The levels of one subgroup, in plan order, with {@code other} and {@code unknown}. */
  static List<Stratum> levels(PooledCounts counts, String finding, Subgroup subgroup) {
    return subgroup.allLevels().stream()
        .map(l -> new Stratum(counts, finding, List.of(new Level(subgroup.attribute(), l))))
        .toList();
  }

  private static List<String> levelsOf(PooledCounts counts, String attribute) {
    return counts.layout().plan().subgroups().stream()
        .filter(s -> s.attribute().equals(attribute))
        .flatMap(s -> s.allLevels().stream())
        .toList();
  }

  String finding() {
    return finding;
  }

  /** {@code all}, {@code attribute=level}, or two of them. */
  String name() {
    return levels.isEmpty() ? "all" : Cell.subgroup(levels);
  }

  boolean isAll() {
    return levels.isEmpty();
  }

  /** The attributes and levels that it holds; none for all images. */
  List<Level> levels() {
    return levels;
  }

  /** Whether the scores are counted at the operating points only. */
  boolean isCrossed() {
    return levels.size() == 2;
  }

  EdgeTable edges() {
    return edges;
  }

  PooledCounts counts() {
    return counts;
  }

  int cell(boolean positive) {
    return positive ? positiveCell : negativeCell;
  }

  /** Why what needs these classes is suppressed here; null where all of them may be shown. */
  @Nullable String suppression(Needs needs) {
    boolean positives = needs.positives() && hidden(positiveCell);
    boolean negatives = needs.negatives() && hidden(negativeCell);
    if (!positives && !negatives) {
      return null;
    }
    if (needs != Needs.BOTH) {
      return counts.reason(positives ? positiveCell : negativeCell);
    }
    String ofPositives = positives ? "positives: " + counts.reason(positiveCell) : "";
    String ofNegatives = negatives ? "negatives: " + counts.reason(negativeCell) : "";
    return ofPositives + (positives && negatives ? "; " : "") + ofNegatives;
  }

  /** Histograms with zeros in place of a class that is not needed. */
  ClassHistograms histograms(Needs needs) {
    long[] none = new long[edges.bins()];
    return new ClassHistograms(
        needs.positives() ? counts.counts(positiveCell, bins) : none,
        needs.negatives() ? counts.counts(negativeCell, bins) : none);
  }

  /** The histograms that the AUROC is computed from; both classes may be shown. */
  ClassHistograms rankHistograms() {
    return refined == null ? histograms(Needs.BOTH) : refined;
  }

  /** The two-by-two table at an operating point; both classes may be shown. */
  Confusion confusion(OperatingPoint point) {
    return Confusion.at(histograms(Needs.BOTH), edges.firstPositiveBin(point.threshold()));
  }

  /** Whether the counts carry the noise of differential privacy. */
  boolean isNoisy() {
    return counts.isNoisy();
  }

  /** The positive class with noise; the cell must not be suppressed. */
  NoisyHistogram noisyPositives() {
    return counts.noisy(positiveCell);
  }

  /** The negative class with noise; the cell must not be suppressed. */
  NoisyHistogram noisyNegatives() {
    return counts.noisy(negativeCell);
  }

  /** Images with a positive label; null when suppressed. */
  @Nullable Long positives() {
    return hidden(positiveCell) ? null : counts.images(positiveCell);
  }

  /** Images with a negative label; null when suppressed. */
  @Nullable Long negatives() {
    return hidden(negativeCell) ? null : counts.images(negativeCell);
  }

  /** Images with either label; null when one is suppressed. */
  @Nullable Long images() {
    Long positives = positives();
    Long negatives = negatives();
    return positives == null || negatives == null ? null : (Long) (positives + negatives);
  }

  /**
   * Distinct patients of the one class that is needed. Null where both are: a patient may have
   * positive and negative images, and the number of those who have both would follow from a
   * published union.
   */
  @Nullable Long patients(Needs needs) {
    if (needs == Needs.BOTH) {
      return null;
    }
    int cell = needs.positives() ? positiveCell : negativeCell;
    return hidden(cell) ? null : counts.patients(cell);
  }

  private boolean hidden(int cell) {
    return counts.state(cell) == State.SUPPRESSED;
  }
}
