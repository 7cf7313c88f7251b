package org.fedval.evaluation.meta;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.fedval.evaluation.dist.ChiSquared;
import org.fedval.evaluation.dist.RealInterval;

/**
 * The variance between sites, from rounds of weighted sums.
 *
 * <ul>
 *   <li>DerSimonian and Laird (1986, Controlled Clinical Trials 7:177-188): max(0, (Q - k + 1)/tr
 *       P) at t = 0, one round;
 *   <li>maximum likelihood and restricted maximum likelihood: three rounds over grids of {@value
 *       #GRID} values, then the vertex of a parabola;
 *   <li>Paule and Mandel (1982): Q(t) = k - 1, and the Q-profile interval (Viechtbauer 2007,
 *       Statistics in Medicine 26:37-52): Q(t) at chi-squared quantiles, on the same kind of grid.
 * </ul>
 */
public final class TauSquared {
  /** Values of one grid round. */
  public static final int GRID = 48;

  private static final int ROUNDS = 3;
  private static final double LOG_RANGE = 7;

  private final TauRound round;
  private final WeightedSums atZero;

  /**
   * @throws IllegalArgumentException with fewer than two sites
   */
  public TauSquared(TauRound round) {
    this.round = round;
    this.atZero = round.pooled(0).get(0);
    if (atZero.sites() < 2) {
      throw new IllegalArgumentException("Heterogeneity needs two sites.");
    }
  }

  /** The sums at t = 0. */
  public WeightedSums atZero() {
    return atZero;
  }

  public double derSimonianLaird() {
    return derSimonianLaird(atZero);
  }

  /** From the sums at t = 0 alone. */
  public static double derSimonianLaird(WeightedSums atZero) {
    return Math.max(0, (atZero.q() - atZero.sites() + 1) / atZero.traceP());
  }

  public double maximumLikelihood() {
    return maximum(WeightedSums::logLikelihood);
  }

  public double restrictedMaximumLikelihood() {
    return maximum(WeightedSums::restrictedLogLikelihood);
  }

  public double pauleMandel() {
    return crossing(atZero.sites() - 1.0);
  }

  /** Limits of 0 or more. */
  public RealInterval qProfile(double confidence) {
    double degrees = atZero.sites() - 1.0;
    double tail = (1 - confidence) / 2;
    double lower = crossing(ChiSquared.quantile(1 - tail, degrees));
    double upper = crossing(ChiSquared.quantile(tail, degrees));
    return new RealInterval(lower, Math.max(lower, upper));
  }

  /** 0, then a grid that is even in the logarithm, around the typical variance within a site. */
  private double[] firstGrid() {
    return firstGrid(atZero);
  }

  /** {@value #GRID} values from the sums at t = 0: 0, then even in the logarithm. */
  public static double[] firstGrid(WeightedSums atZero) {
    double[] grid = new double[GRID];
    double typical = atZero.typicalVariance();
    for (int i = 1; i < GRID; i++) {
      grid[i] = typical * StrictMath.exp(LOG_RANGE * (2.0 * (i - 1) / (GRID - 2) - 1));
    }
    return grid;
  }

  private static double[] grid(double from, double to) {
    double[] grid = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      grid[i] = from + (to - from) * i / (GRID - 1);
    }
    return grid;
  }

  /**
   * The second grid of each estimate after one round over the first: {@value #GRID} values for
   * restricted maximum likelihood, for Paule and Mandel, and for the lower and upper limit of the
   * Q-profile interval, in this order.
   */
  public static double[] zoom(double[] grid, List<WeightedSums> sums) {
    double degrees = sums.get(0).sites() - 1.0;
    double[][] parts = {
      aroundMaximum(grid, sums, WeightedSums::restrictedLogLikelihood),
      aroundCrossing(grid, sums, degrees),
      aroundCrossing(grid, sums, ChiSquared.quantile(0.975, degrees)),
      aroundCrossing(grid, sums, ChiSquared.quantile(0.025, degrees))
    };
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] aroundMaximum(
      double[] grid, List<WeightedSums> sums, ToDoubleFunction<WeightedSums> objective) {
    int best = GridSearch.highest(sums.stream().mapToDouble(objective).toArray());
    int middle = Math.min(grid.length - 2, Math.max(1, best));
    return grid(grid[middle - 1], grid[middle + 1]);
  }

  private static double[] aroundCrossing(double[] grid, List<WeightedSums> sums, double value) {
    int above = GridSearch.lastAbove(sums, value);
    return grid(grid[above], grid[above + 1]);
  }

  private double maximum(ToDoubleFunction<WeightedSums> objective) {
    double[] grid = firstGrid();
    for (int r = 0; ; r++) {
      double[] values = round.pooled(grid).stream().mapToDouble(objective).toArray();
      int best = GridSearch.highest(values);
      if (grid[best] == 0) {
        return 0;
      }
      int middle = Math.min(GRID - 2, Math.max(1, best));
      if (r == ROUNDS - 1) {
        return vertex(grid, values, middle);
      }
      grid = grid(grid[middle - 1], grid[middle + 1]);
    }
  }

  /** Of the parabola through three evenly spaced points. */
  private static double vertex(double[] grid, double[] values, int middle) {
    double step = grid[middle + 1] - grid[middle];
    double left = values[middle] - values[middle - 1];
    double right = values[middle + 1] - values[middle];
    double bend = left - right;
    return bend <= 0 ? grid[middle] : grid[middle] + step * (left + right) / (2 * bend);
  }

  /** The t with Q(t) equal to a value; 0 if Q(0) is below it. Q falls in t. */
  private double crossing(double value) {
    if (atZero.q() <= value) {
      return 0;
    }
    double[] grid = firstGrid();
    for (int r = 0; ; r++) {
      List<WeightedSums> sums = round.pooled(grid);
      int above = GridSearch.lastAbove(sums, value);
      if (r == ROUNDS - 1) {
        double high = sums.get(above).q();
        double low = sums.get(above + 1).q();
        double share = (high - value) / (high - low);
        return grid[above] + share * (grid[above + 1] - grid[above]);
      }
      grid = grid(grid[above], grid[above + 1]);
    }
  }

  /** Standard error of {@link #derSimonianLaird}. */
  public double derSimonianLairdError() {
    double t = derSimonianLaird();
    double p = atZero.traceP();
    double variance = 2 * (atZero.sites() - 1.0) + 4 * t * p + 2 * t * t * atZero.tracePp();
    return Math.sqrt(variance) / p;
  }

  /** Standard error of the maximum likelihood estimate, sqrt(2/sum w^2); sums at the estimate. */
  public static double maximumLikelihoodError(WeightedSums at) {
    return Math.sqrt(2 / at.ww());
  }

  /** Standard error of the restricted estimate, sqrt(2/tr PP); sums at the estimate. */
  public static double restrictedError(WeightedSums at) {
    return Math.sqrt(2 / at.tracePp());
  }

  /** Standard error of Paule and Mandel's, sqrt(2k^2/(k-1))/sum w; sums at the estimate. */
  public static double pauleMandelError(WeightedSums at) {
    double k = at.sites();
    return Math.sqrt(2 * k * k / (k - 1)) / at.w();
  }
}
