package org.fedval.evaluation.power;

import org.fedval.evaluation.dist.Normal;

/**
 * Positives for showing that an AUROC differs from 1/2 (Obuchowski and McClish 1997, Statistics in
 * Medicine 16:1529-1542, as in Obuchowski, Lieber and Wians 2004): [z_{a/2} sqrt(0.0792(1 + 1/k)) +
 * z_b sqrt(V)]^2/(A - 1/2)^2, V = 0.0099 exp(-a^2/2)[(5a^2 + 8) + (a^2 + 8)/k], a = 1.414
 * quantile(A), with k negatives a positive.
 */
public final class AurocAgainstHalf {
  private AurocAgainstHalf() {}

  /**
   * Positives, before rounding up.
   *
   * @param auroc in (0.5, 1)
   * @param negativesPerPositive k
   */
  public static double positives(
      double auroc, double alpha, double power, double negativesPerPositive) {
    if (!(auroc > 0.5 && auroc < 1 && negativesPerPositive > 0)) {
      throw new IllegalArgumentException("A sample size needs an AUROC between 0.5 and 1.");
    }
    double a = Normal.quantile(auroc) * 1.414;
    double variance =
        0.0099 * Math.exp(-a * a / 2) * (5 * a * a + 8 + (a * a + 8) / negativesPerPositive);
    double chance = 0.0792 * (1 + 1 / negativesPerPositive);
    double root =
        Normal.oneSided(alpha / 2) * Math.sqrt(chance)
            + Normal.quantile(power) * Math.sqrt(variance);
    return root * root / ((auroc - 0.5) * (auroc - 0.5));
  }
}
