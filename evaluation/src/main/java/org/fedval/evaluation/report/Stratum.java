package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.noise.NoisyHistogram;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;
import org.jspecify.annotations.Nullable;

/** One finding in all images or in one level of a subgroup: a positive and a negative cell. */
final class Stratum {
  private final String name;
  private final PooledCounts counts;
  private final EdgeTable edges;
  private final int positiveCell;
  private final int negativeCell;

  private Stratum(String name, PooledCounts counts, EdgeTable edges, Cell positive, Cell negative) {
    this.name = name;
    this.counts = counts;
    this.edges = edges;
    this.positiveCell = counts.layout().indexOf(positive);
    this.negativeCell = counts.layout().indexOf(negative);
  }

  static Stratum all(PooledCounts counts, String finding) {
    return new Stratum(
        "all",
        counts,
        counts.layout().overallEdges(),
        Cell.overall(Kind.POSITIVE, finding),
        Cell.overall(Kind.NEGATIVE, finding));
  }

  /** All images, then each level of each subgroup, in plan order. */
  static List<Stratum> of(PooledCounts counts, String finding) {
    CounterLayout layout = counts.layout();
    List<Stratum> strata = new ArrayList<>();
    strata.add(all(counts, finding));
    for (Subgroup subgroup : layout.plan().subgroups()) {
      String attribute = subgroup.attribute();
      for (String level : subgroup.allLevels()) {
        strata.add(
            new Stratum(
                attribute + "=" + level,
                counts,
                layout.marginalEdges(),
                Cell.level(Kind.POSITIVE, finding, attribute, level),
                Cell.level(Kind.NEGATIVE, finding, attribute, level)));
      }
    }
    return strata;
  }

  /** {@code all} or {@code attribute=level}. */
  String name() {
    return name;
  }

  boolean isAll() {
    return name.equals("all");
  }

  EdgeTable edges() {
    return edges;
  }

  /** Why a metric is suppressed here; null where both or the needed class may be shown. */
  @Nullable String suppression(Metric metric) {
    boolean positives = metric.needsPositives() && hidden(positiveCell);
    boolean negatives = metric.needsNegatives() && hidden(negativeCell);
    if (!positives && !negatives) {
      return null;
    }
    if (!metric.needsPositives() || !metric.needsNegatives()) {
      return counts.reason(positives ? positiveCell : negativeCell);
    }
    String ofPositives = positives ? "positives: " + counts.reason(positiveCell) : "";
    String ofNegatives = negatives ? "negatives: " + counts.reason(negativeCell) : "";
    return ofPositives + (positives && negatives ? "; " : "") + ofNegatives;
  }

  /** Histograms with zeros in place of a suppressed class, which the metric must not need. */
  ClassHistograms histograms(Metric metric) {
    long[] none = new long[edges.bins()];
    return new ClassHistograms(
        metric.needsPositives() ? counts.histogram(positiveCell) : none,
        metric.needsNegatives() ? counts.histogram(negativeCell) : none);
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
   * Distinct patients behind a metric: of the class that it needs. Null for a metric of both
   * classes: a patient may have positive and negative images, and the number of those who have both
   * would follow from a published union.
   */
  @Nullable Long patients(Metric metric) {
    if (metric.needsPositives() && metric.needsNegatives()) {
      return null;
    }
    int cell = metric.needsPositives() ? positiveCell : negativeCell;
    return hidden(cell) ? null : counts.patients(cell);
  }

  private boolean hidden(int cell) {
    return counts.state(cell) == State.SUPPRESSED;
  }
}
