package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * The generic cluster-robust variance G/(G-1) sum over patients of (sum of influences)^2, from two
 * sums of a round after the influence table is published: patients G and the sum of squares.
 */
public final class InfluenceSums {
  private final InfluenceTable table;
  private final Map<Object, BigInteger> patients = new LinkedHashMap<>();

  /** Collects the cases of one site. For one thread. */
  public InfluenceSums(InfluenceTable table) {
    this.table = table;
  }

  /** Adds a case in a bin of the table. */
  public InfluenceSums add(Object patient, boolean positive, int bin) {
    patients.merge(patient, table.of(positive, bin), BigInteger::add);
    return this;
  }

  /** The site's vector. */
  public ExactSums sums() {
    BigInteger squares = BigInteger.ZERO;
    for (BigInteger total : patients.values()) {
      squares = squares.add(total.multiply(total));
    }
    return ExactSums.of(BigInteger.valueOf(patients.size()), squares);
  }

  /** Empty with fewer than two patients. */
  public static OptionalDouble variance(ExactSums pooled) {
    long clusters = pooled.count(0);
    if (clusters < 2) {
      return OptionalDouble.empty();
    }
    double squares =
        FixedPoint.of(0).decode(pooled.get(1)) * Math.scalb(1.0, -2 * FixedPoint.FINE.bits());
    return OptionalDouble.of(squares * clusters / (clusters - 1));
  }
}
