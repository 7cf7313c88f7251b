package org.fedval.evaluation.cluster;

import java.util.OptionalDouble;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;
import org.fedval.evaluation.sums.WideSum;

/**
 * The generic cluster-robust variance G/(G-1) sum over patients of (sum of influences)^2, from two
 * sums of a round after the influence table is published: patients G and the sum of squares.
 */
public final class InfluenceSums {
  private final InfluenceTable table;
  private final PatientTotals patients = new PatientTotals(1);

  /** Collects the cases of one site. For one thread. */
  public InfluenceSums(InfluenceTable table) {
    this.table = table;
  }

  /** Adds a case in a bin of the table. */
  public InfluenceSums add(Object patient, boolean positive, int bin) {
    patients.of(patient)[0].add(table.of(positive, bin));
    return this;
  }

  /** The site's vector. */
  public ExactSums sums() {
    WideSum clusters = new WideSum();
    WideSum squares = new WideSum();
    patients.forEach(
        total -> {
          clusters.add(1);
          squares.addProduct(total[0], total[0]);
        });
    return ExactSums.of(clusters.value(), squares.value());
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
