package org.fedval.evaluation.flow;

import java.util.Arrays;
import org.fedval.evaluation.flow.AttritionStep.Reference;

/** Counts of rows by step, and of failed index tests by reference. Adds up over sites. */
public final class Attrition {
  private final long[] counts;
  private final long failedPositives;
  private final long failedNegatives;

  private Attrition(long[] counts, long failedPositives, long failedNegatives) {
    this.counts = counts;
    this.failedPositives = failedPositives;
    this.failedNegatives = failedNegatives;
  }

  /** The neutral element of {@link #plus}. */
  public static Attrition none() {
    return new Attrition(new long[AttritionStep.values().length], 0, 0);
  }

  /** One row. */
  public static Attrition ofRow(AttritionStep step, Reference reference) {
    long[] counts = new long[AttritionStep.values().length];
    counts[step.ordinal()] = 1;
    return new Attrition(
        counts,
        step.indexFailed() && reference == Reference.POSITIVE ? 1 : 0,
        step.indexFailed() && reference == Reference.NEGATIVE ? 1 : 0);
  }

  /** The sum over two disjoint sets of rows. */
  public Attrition plus(Attrition other) {
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.addExact(sum[i], other.counts[i]);
    }
    return new Attrition(
        sum,
        Math.addExact(failedPositives, other.failedPositives),
        Math.addExact(failedNegatives, other.failedNegatives));
  }

  /** Rows that left at this step. */
  public long count(AttritionStep step) {
    return counts[step.ordinal()];
  }

  /** All rows. */
  public long assessed() {
    return Arrays.stream(counts).sum();
  }

  /** Reference positives whose index test failed. */
  public long failedPositives() {
    return failedPositives;
  }

  /** Reference negatives whose index test failed. */
  public long failedNegatives() {
    return failedNegatives;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attrition
        && Arrays.equals(counts, ((Attrition) other).counts)
        && failedPositives == ((Attrition) other).failedPositives
        && failedNegatives == ((Attrition) other).failedNegatives;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
