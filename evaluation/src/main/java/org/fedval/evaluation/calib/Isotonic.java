package org.fedval.evaluation.calib;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.sums.Ratio;

/**
 * The non-decreasing step function nearest to the outcomes (pool adjacent violators; Ayer et al.
 * 1955, Annals of Mathematical Statistics 26:641-647; for scores Zadrozny and Elkan 2002, KDD).
 * Scores of one bin are one point. Blocks are compared by exact cross-multiplication.
 */
public final class Isotonic {

  /** Scores from {@code from} to {@code to} get {@code value}. */
  public record Block(double from, double to, long positives, long cases) {
    public double value() {
      return Ratio.of(BigInteger.valueOf(positives), BigInteger.valueOf(cases));
    }

    private boolean notBelow(Block next) {
      return BigInteger.valueOf(positives)
              .multiply(BigInteger.valueOf(next.cases))
              .compareTo(BigInteger.valueOf(next.positives).multiply(BigInteger.valueOf(cases)))
          >= 0;
    }

    private Block with(Block next) {
      return new Block(from, next.to, positives + next.positives, cases + next.cases);
    }
  }

  private final List<Block> blocks;

  private Isotonic(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * @throws IllegalArgumentException without cases
   */
  public static Isotonic fit(ScoreBins bins) {
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < bins.bins(); b++) {
      if (bins.count(b) > 0) {
        double x = bins.mean(b);
        blocks.add(new Block(x, x, bins.histograms().positives(b), bins.count(b)));
        while (blocks.size() > 1
            && blocks.get(blocks.size() - 2).notBelow(blocks.get(blocks.size() - 1))) {
          Block last = blocks.remove(blocks.size() - 1);
          blocks.add(blocks.remove(blocks.size() - 1).with(last));
        }
      }
    }
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("An isotonic fit needs a case.");
    }
    return new Isotonic(List.copyOf(blocks));
  }

  /** The blocks, ascending in score and strictly ascending in value. */
  public List<Block> blocks() {
    return blocks;
  }

  /** The value at a score; linear between blocks, constant beyond the outermost. */
  public double at(double score) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).to() < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Block block = blocks.get(low);
    if (low == 0 || score >= block.from()) {
      return block.value();
    }
    Block before = blocks.get(low - 1);
    double share = (score - before.to()) / (block.from() - before.to());
    return before.value() + share * (block.value() - before.value());
  }

  /** Brier score of the fitted values on the cases of the fit ("apparent"). */
  public double apparentBrier() {
    double sum = 0;
    long n = 0;
    for (Block block : blocks) {
      sum += block.cases() * block.value() * (1 - block.value());
      n += block.cases();
    }
    return sum / n;
  }
}
