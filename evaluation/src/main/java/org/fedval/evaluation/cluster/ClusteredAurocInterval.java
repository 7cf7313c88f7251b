package org.fedval.evaluation.cluster;

import java.util.OptionalDouble;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.StudentT;
import org.fedval.evaluation.roc.AurocInterval;

/**
 * The interval of an AUROC whose variance comes from patients: Obuchowski's ({@link
 * ClusteredAuroc}) or the Poisson bootstrap's.
 *
 * <p>On the logit scale with Student's t and, as degrees of freedom, the patients of the rarer
 * class less one: the variance is a mean square over that many patients, and with the normal
 * quantile the interval holds the truth in less than 93 of 100 studies with 30 such patients. With
 * fewer than {@value AurocInterval#FEWEST_FOR_DELONG} of them, or where the variance is 0 or does
 * not exist, Newcombe's method 5 takes each patient for one case, so that no interval ever has zero
 * width.
 */
public final class ClusteredAurocInterval {
  public static final String LOGIT_T = "clustered_logit_t";
  public static final String NEWCOMBE5_PATIENTS = "newcombe5_patients";

  private ClusteredAurocInterval() {}

  /**
   * @param auroc of all images, in [0, 1]
   * @param variance over patients
   * @param withPositives patients with a positive image, 1 or more
   * @param withNegatives patients with a negative image, 1 or more
   * @param confidence such as 0.95
   */
  public static AurocInterval of(
      double auroc,
      OptionalDouble variance,
      long withPositives,
      long withNegatives,
      double confidence) {
    long fewest = Math.min(withPositives, withNegatives);
    if (fewest < 1) {
      throw new IllegalArgumentException("An AUROC needs a patient of either class.");
    }
    double known = variance.orElse(0);
    if (fewest < AurocInterval.FEWEST_FOR_DELONG || known <= 0 || auroc <= 0 || auroc >= 1) {
      double z = Normal.twoSided(confidence);
      return new AurocInterval(
          AurocInterval.newcombe5(auroc, withPositives, withNegatives, z), NEWCOMBE5_PATIENTS);
    }
    double t = StudentT.twoSided(fewest - 1.0, confidence);
    return new AurocInterval(AurocInterval.logit(auroc, known, t), LOGIT_T);
  }
}
