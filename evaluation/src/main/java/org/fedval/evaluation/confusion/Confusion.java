package org.fedval.evaluation.confusion;

import java.math.BigInteger;
import java.util.OptionalDouble;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * Counts at one operating point; a call is positive when {@code score >= threshold}.
 *
 * <p>F1 = 2TP/(2TP+FP+FN) (van Rijsbergen 1979); MCC = (TP TN - FP FN)/sqrt((TP+FP)(TP+FN)(TN+FP)
 * (TN+FN)) (Matthews 1975, BBA 405:442-451); Youden's J = sensitivity + specificity - 1 (Youden
 * 1950, Cancer 3:32-35).
 */
public record Confusion(long tp, long fn, long fp, long tn) {
  public Confusion {
    if (Math.min(Math.min(tp, fn), Math.min(fp, tn)) < 0) {
      throw new IllegalArgumentException("A count of a two-by-two table is negative.");
    }
  }

  /**
   * The table of a histogram.
   *
   * @param firstPositiveBin lowest bin of a positive call, as {@code EdgeTable.firstPositiveBin}
   */
  public static Confusion at(ClassHistograms h, int firstPositiveBin) {
    long tp = h.positivesFrom(firstPositiveBin);
    long fp = h.negativesFrom(firstPositiveBin);
    return new Confusion(tp, h.positives() - tp, fp, h.negatives() - fp);
  }

  /** M, reference positives. */
  public long positives() {
    return tp + fn;
  }

  /** N, reference negatives. */
  public long negatives() {
    return fp + tn;
  }

  /** All cases. */
  public long cases() {
    return positives() + negatives();
  }

  /** Empty without reference positives. */
  public OptionalDouble sensitivity() {
    return share(tp, positives());
  }

  /** Empty without reference negatives. */
  public OptionalDouble specificity() {
    return share(tn, negatives());
  }

  /** Empty without a positive call. */
  public OptionalDouble ppv() {
    return share(tp, tp + fp);
  }

  /** Empty without a negative call. */
  public OptionalDouble npv() {
    return share(tn, tn + fn);
  }

  /** Empty without cases. */
  public OptionalDouble accuracy() {
    return share(tp + tn, cases());
  }

  /** Mean of sensitivity and specificity; empty if a class is. */
  public OptionalDouble balancedAccuracy() {
    if (positives() == 0 || negatives() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(((double) tp / positives() + (double) tn / negatives()) / 2);
  }

  /** Sensitivity + specificity - 1; empty if a class is. */
  public OptionalDouble youden() {
    OptionalDouble balanced = balancedAccuracy();
    return balanced.isEmpty() ? balanced : OptionalDouble.of(2 * balanced.getAsDouble() - 1);
  }

  /** 0 without a true positive; empty if nothing is positive and nothing is called so. */
  public OptionalDouble f1() {
    return share(2 * tp, 2 * tp + fp + fn);
  }

  /** Empty if a class or a kind of call is missing. */
  public OptionalDouble mcc() {
    BigInteger product = BigInteger.ONE;
    for (long margin : new long[] {tp + fp, tp + fn, tn + fp, tn + fn}) {
      product = product.multiply(BigInteger.valueOf(margin));
    }
    if (product.signum() == 0) {
      return OptionalDouble.empty();
    }
    BigInteger numerator = times(tp, tn).subtract(times(fp, fn));
    return OptionalDouble.of(numerator.doubleValue() / Math.sqrt(product.doubleValue()));
  }

  private static BigInteger times(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static OptionalDouble share(long k, long n) {
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) k / n);
  }
}
