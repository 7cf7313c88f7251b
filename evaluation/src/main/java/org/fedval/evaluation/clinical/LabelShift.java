package org.fedval.evaluation.clinical;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The prevalence of cases without labels, if only the prevalence changed and the scores of each
 * class did not. That assumption is tested elsewhere and printed beside the number.
 */
public final class LabelShift {
  private static final int ITERATIONS = 100_000;
  private static final double TOLERANCE = 1e-14;

  private LabelShift() {}

  /** A prevalence and how many steps it took. */
  public record Estimate(double prevalence, int iterations) {}

  /**
   * Maximum likelihood by expectation maximisation (Saerens, Latinne and Decaestecker 2002, Neural
   * Computation 14:21-41), from a histogram of the unlabelled scores.
   *
   * @param counts cases a bin
   * @param scores the calibrated score that stands for each bin, in [0, 1]
   * @param training prevalence under which the scores are calibrated, in (0, 1)
   * @throws IllegalArgumentException without cases
   */
  public static Estimate expectationMaximisation(long[] counts, double[] scores, double training) {
    long n = Arrays.stream(counts).sum();
    if (n == 0 || !(training > 0 && training < 1)) {
      throw new IllegalArgumentException("Label shift needs a case and a training prevalence.");
    }
    double prevalence = training;
    for (int i = 1; i <= ITERATIONS; i++) {
      double sum = 0;
      for (int b = 0; b < counts.length; b++) {
        if (counts[b] > 0) {
          sum += counts[b] * adjusted(scores[b], training, prevalence);
        }
      }
      double next = sum / n;
      if (Math.abs(next - prevalence) <= TOLERANCE) {
        return new Estimate(next, i);
      }
      prevalence = next;
    }
    return new Estimate(prevalence, ITERATIONS);
  }

  /**
   * p r1/(p r1 + (1-p) r0), with the ratios r1, r0 of the new to the old class shares.
   *
   * @param p score calibrated at prevalence {@code from}
   */
  public static double adjusted(double p, double from, double to) {
    double positive = p * (to / from);
    double negative = (1 - p) * ((1 - to) / (1 - from));
    return positive + negative == 0 ? 0 : positive / (positive + negative);
  }

  /**
   * (m - FPR)/(TPR - FPR) with the share m of positive calls (Lipton, Wang and Smola 2018, ICML;
   * Rogan and Gladen 1978). Empty unless TPR is above FPR.
   */
  public static OptionalDouble fromCalls(double positiveRate, double tpr, double fpr) {
    return tpr > fpr
        ? OptionalDouble.of((positiveRate - fpr) / (tpr - fpr))
        : OptionalDouble.empty();
  }
}
