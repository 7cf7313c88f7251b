package org.fedval.evaluation.roc;

import java.math.BigInteger;
import org.fedval.evaluation.sums.ExactSums;

/**
 * What a site adds in the second round for two models on the same cases: C10, the sum of products
 * of placements over its positives, and C01 over its negatives. Mutable; for one thread.
 */
public final class PairedPlacementSums {
  private final Placements first;
  private final Placements second;
  private final BigInteger[] products = {BigInteger.ZERO, BigInteger.ZERO};

  /**
   * @param first published placements of the first model, over its bins
   * @param second of the second model
   */
  public PairedPlacementSums(Placements first, Placements second) {
    this.first = first;
    this.second = second;
  }

  /** Adds a case that lies in these bins of the two models. */
  public void add(boolean positive, int firstBin, int secondBin) {
    BigInteger product =
        BigInteger.valueOf(first.of(positive, firstBin))
            .multiply(BigInteger.valueOf(second.of(positive, secondBin)));
    int at = positive ? 0 : 1;
    products[at] = products[at].add(product);
  }

  /** C10 and C01. */
  public ExactSums sums() {
    return ExactSums.of(products);
  }
}
