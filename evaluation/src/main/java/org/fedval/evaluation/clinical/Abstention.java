package org.fedval.evaluation.clinical;

import java.util.OptionalDouble;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * A model that does not decide where {@code low <= score < high}. Decided-only measures are never
 * shown without coverage and without those that count abstentions.
 *
 * @param decided the table of the decided cases; at or above {@code high} is a positive call
 * @param abstainedPositives reference positives in the band
 * @param abstainedNegatives reference negatives in the band
 */
public record Abstention(Confusion decided, long abstainedPositives, long abstainedNegatives) {

  /**
   * From a histogram whose edges contain both ends of the band.
   *
   * @param firstAbstained lowest bin of the band
   * @param firstPositive lowest bin above it
   */
  public static Abstention of(ClassHistograms h, int firstAbstained, int firstPositive) {
    long tp = h.positivesFrom(firstPositive);
    long fp = h.negativesFrom(firstPositive);
    long positives = h.positivesFrom(firstAbstained) - tp;
    long negatives = h.negativesFrom(firstAbstained) - fp;
    Confusion decided =
        new Confusion(tp, h.positives() - tp - positives, fp, h.negatives() - fp - negatives);
    return new Abstention(decided, positives, negatives);
  }

  private long positives() {
    return decided.positives() + abstainedPositives;
  }

  private long negatives() {
    return decided.negatives() + abstainedNegatives;
  }

  /** Share of cases decided; empty without cases. */
  public OptionalDouble coverage() {
    return share(decided.cases(), positives() + negatives());
  }

  /** Share of decided cases that are wrong; empty without decided cases. */
  public OptionalDouble selectiveError() {
    return share(decided.fp() + decided.fn(), decided.cases());
  }

  /** Sensitivity if every abstention goes to a reader as positive. */
  public OptionalDouble sensitivityAbstainPositive() {
    return share(decided.tp() + abstainedPositives, positives());
  }

  /** Specificity if every abstention goes to a reader as positive. */
  public OptionalDouble specificityAbstainPositive() {
    return share(decided.tn(), negatives());
  }

  /** Sensitivity if every abstention is an error. */
  public OptionalDouble sensitivityAbstainWrong() {
    return share(decided.tp(), positives());
  }

  /** Specificity if every abstention is an error. */
  public OptionalDouble specificityAbstainWrong() {
    return share(decided.tn(), negatives());
  }

  private static OptionalDouble share(long k, long n) {
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) k / n);
  }
}
