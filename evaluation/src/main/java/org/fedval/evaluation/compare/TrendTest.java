package org.fedval.evaluation.compare;

import java.util.Optional;
import org.fedval.evaluation.dist.ChiSquared;

/**
 * The Cochran-Armitage test for a linear trend of proportions over scores 1, 2, ... (Armitage 1955,
 * Biometrics 11:375-386). Treats the groups as independent; over severities of one set of images it
 * is descriptive.
 */
public record TrendTest(double chiSquared, double p) {

  /** Empty if all or none succeed, or with fewer than two groups. */
  public static Optional<TrendTest> of(long[] k, long[] n) {
    double cases = 0;
    double successes = 0;
    double weighted = 0;
    double squares = 0;
    for (int g = 0; g < k.length; g++) {
      cases += n[g];
      successes += k[g];
      weighted += (g + 1.0) * n[g];
      squares += (g + 1.0) * (g + 1.0) * n[g];
    }
    double pooled = successes / cases;
    double spread = squares - weighted * weighted / cases;
    if (!(pooled > 0 && pooled < 1 && spread > 0)) {
      return Optional.empty();
    }
    double slope = 0;
    for (int g = 0; g < k.length; g++) {
      slope += (g + 1.0) * (k[g] - n[g] * pooled);
    }
    double statistic = slope * slope / (pooled * (1 - pooled) * spread);
    return Optional.of(new TrendTest(statistic, ChiSquared.upperTail(statistic, 1)));
  }
}
