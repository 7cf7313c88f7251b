package org.fedval.evaluation.clinical;

import java.util.Optional;
import java.util.OptionalLong;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;

/**
 * What an imperfect reference standard of known sensitivity and specificity does to the numbers.
 */
public final class LabelNoise {
  private LabelNoise() {}

  /** A prevalence and its interval. */
  public record Prevalence(double value, Interval interval) {}

  /**
   * The true prevalence behind k apparent positives of n (Rogan and Gladen 1978, American Journal
   * of Epidemiology 107:71-76): (a + Sp - 1)/(Se + Sp - 1), for the apparent prevalence a and both
   * of its Wilson limits, cut to [0, 1]. Empty unless Se + Sp is above 1.
   */
  public static Optional<Prevalence> roganGladen(
      long k, long n, double sensitivity, double specificity, double z) {
    double gain = sensitivity + specificity - 1;
    if (gain <= 0) {
      return Optional.empty();
    }
    Interval apparent = Wilson.interval(k, n, z);
    double value = cut(((double) k / n + specificity - 1) / gain);
    double lower = cut((apparent.lower() + specificity - 1) / gain);
    double upper = cut((apparent.upper() + specificity - 1) / gain);
    return Optional.of(new Prevalence(value, new Interval(lower, upper)));
  }

  private static double cut(double x) {
    return Math.min(1, Math.max(0, x));
  }

  /** Sensitivity and specificity against the truth, and the true prevalence. */
  public record Corrected(double sensitivity, double specificity, double prevalence) {}

  /**
   * If errors of test and reference are independent given the truth (Staquet et al. 1981, J Chronic
   * Dis 34:599-610; Gart and Buck 1966): Se = ((a+b)Sp_r - b)/(n(Sp_r - 1) + a + c), Sp =
   * ((c+d)Se_r - c)/(n Se_r - (a+c)). Empty if the reference is no better than chance or a result
   * leaves [0, 1]: the assumption does not hold then.
   *
   * @param a test and reference positive
   * @param b only the test positive
   * @param c only the reference positive
   * @param d both negative
   */
  public static Optional<Corrected> staquet(
      long a, long b, long c, long d, double referenceSensitivity, double referenceSpecificity) {
    double n = (double) a + b + c + d;
    double reference = (double) a + c;
    double positives = n * (referenceSpecificity - 1) + reference;
    double negatives = n * referenceSensitivity - reference;
    double gain = referenceSensitivity + referenceSpecificity - 1;
    if (!(positives > 0 && negatives > 0 && gain > 0)) {
      return Optional.empty();
    }
    double se = (((double) a + b) * referenceSpecificity - b) / positives;
    double sp = (((double) c + d) * referenceSensitivity - c) / negatives;
    double prevalence = positives / (n * gain);
    boolean possible = se >= 0 && se <= 1 && sp >= 0 && sp <= 1 && prevalence <= 1;
    return possible ? Optional.of(new Corrected(se, sp, prevalence)) : Optional.empty();
  }

  /**
   * The fewest true positives whose relabelling as missed brings the Wilson lower bound of
   * sensitivity to the goal or below; 0 if it is there already.
   *
   * @return empty if no number does
   */
  public static OptionalLong tippingPoint(long tp, long fn, double goal, double z) {
    for (long flips = 0; flips <= tp; flips++) {
      if (Wilson.interval(tp - flips, tp + fn, z).lower() <= goal) {
        return OptionalLong.of(flips);
      }
    }
    return OptionalLong.empty();
  }
}
