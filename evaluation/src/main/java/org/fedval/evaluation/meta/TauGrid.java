package org.fedval.evaluation.meta;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The end of a grid search for the variance between sites: an even grid of variances with the
 * pooled sums at each, as {@link TauSquared#zoom} lays it out. Between grid values every quantity
 * is the polynomial of degree 4 through the five nearest of them, so that two grids give what three
 * grids and a parabola give. Immutable.
 */
public final class TauGrid {
  private final double[] values;
  private final List<WeightedSums> sums;

  private TauGrid(double[] values, List<WeightedSums> sums) {
    this.values = values;
    this.sums = sums;
  }

  /**
   * @param values ascending and even, five or more
   * @param sums one a value
   */
  public static TauGrid of(double[] values, List<WeightedSums> sums) {
    if (values.length < 5 || values.length != sums.size()) {
      throw new IllegalArgumentException("A grid needs five values and one set of sums each.");
    }
    return new TauGrid(values.clone(), List.copyOf(sums));
  }

  /** Restricted maximum likelihood; 0 if the likelihood falls from there on. */
  public double restrictedMaximum() {
    double[] heights = sums.stream().mapToDouble(WeightedSums::restrictedLogLikelihood).toArray();
    int best = GridSearch.highest(heights);
    if (values[best] == 0) {
      return 0;
    }
    int middle = middle(best);
    double from = Math.max(-2, best - 1 - middle);
    double to = Math.min(2, best + 1 - middle);
    return value(middle, around(middle, WeightedSums::restrictedLogLikelihood).top(from, to));
  }

  /** The t with Q(t) equal to a value; the least value of the grid if Q is not above it there. */
  public double crossing(double q) {
    if (sums.get(0).q() <= q) {
      return values[0];
    }
    int above = GridSearch.lastAbove(sums, q);
    int middle = middle(above);
    double from = above - middle;
    return value(middle, around(middle, WeightedSums::q).fallsTo(q, from, from + 1));
  }

  /** The sums at a value inside the grid. */
  public WeightedSums at(double t) {
    int nearest = (int) Math.round((t - values[0]) / step());
    int middle = middle(nearest);
    double u = (t - values[middle]) / step();
    return WeightedSums.of(sums.get(0).sites(), i -> around(middle, s -> s.term(i)).at(u));
  }

  private Quartic around(int middle, ToDoubleFunction<WeightedSums> of) {
    return Quartic.through(
        of.applyAsDouble(sums.get(middle - 2)),
        of.applyAsDouble(sums.get(middle - 1)),
        of.applyAsDouble(sums.get(middle)),
        of.applyAsDouble(sums.get(middle + 1)),
        of.applyAsDouble(sums.get(middle + 2)));
  }

  /** The nearest index with two neighbours on either side. */
  private int middle(int index) {
    return Math.min(values.length - 3, Math.max(2, index));
  }

  private double step() {
    return values[1] - values[0];
  }

  private double value(int middle, double u) {
    return Math.max(0, values[middle] + u * step());
  }
}
