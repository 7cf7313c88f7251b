package org.fedval.evaluation.calib;

import java.math.BigInteger;
import java.util.OptionalDouble;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * Scalar sums over the raw scores of a study, and what follows from them.
 *
 * <p>Brier score: mean of (y - p)^2 (Brier 1950, Monthly Weather Review 78:1-3); scaled: 1 -
 * BS/(o(1-o)) with the prevalence o. Spiegelhalter's z (1986, Statistics in Medicine 5:421-433):
 * sum (y-p)(1-2p) / sqrt(sum (1-2p)^2 p(1-p)).
 */
public final class ScoreMoments {
  private static final int POSITIVES = 0;
  private static final int NEGATIVES = 1;
  private static final int POSITIVE_SQUARES = 2;
  private static final int NEGATIVE_SQUARES = 3;
  private static final int SPIEGELHALTER = 4;
  private static final int SPIEGELHALTER_VARIANCE = 5;

  /** Entries of the vector. */
  public static final int LENGTH = 6;

  private final ExactSums sums;

  private ScoreMoments(ExactSums sums) {
    this.sums = sums;
  }

  /** The neutral element of {@link #plus}. */
  public static ScoreMoments none() {
    return new ScoreMoments(ExactSums.zero(LENGTH));
  }

  /** From a pooled vector in the order of {@link #sums}. */
  public static ScoreMoments of(ExactSums sums) {
    if (sums.length() != LENGTH) {
      throw new IllegalArgumentException("Score moments have " + LENGTH + " entries.");
    }
    return new ScoreMoments(sums);
  }

  /** One case. */
  public static ScoreMoments ofCase(boolean positive, double p) {
    BigInteger one = BigInteger.ONE;
    BigInteger zero = BigInteger.ZERO;
    double miss = positive ? 1 - p : p;
    BigInteger square = FixedPoint.FINE.encode(miss * miss);
    double slant = 1 - 2 * p;
    return new ScoreMoments(
        ExactSums.of(
            positive ? one : zero,
            positive ? zero : one,
            positive ? square : zero,
            positive ? zero : square,
            FixedPoint.FINE.encode((positive ? miss : -miss) * slant),
            FixedPoint.FINE.encode(slant * slant * p * (1 - p))));
  }

  /** Collects the cases of one site. Mutable; for one thread. */
  public static final class Builder {
    private final BigInteger[] entries = ExactSums.zero(LENGTH).entries();

    /** Adds a case with a score in [0, 1]. */
    public Builder add(boolean positive, double p) {
      ExactSums one = ofCase(positive, p).sums;
      for (int i = 0; i < LENGTH; i++) {
        if (one.get(i).signum() != 0) {
          entries[i] = entries[i].add(one.get(i));
        }
      }
      return this;
    }

    public ScoreMoments build() {
      return new ScoreMoments(ExactSums.of(entries));
    }
  }

  /** The sum over two disjoint sets of cases. */
  public ScoreMoments plus(ScoreMoments other) {
    return new ScoreMoments(sums.plus(other.sums));
  }

  /** M, N, sum (1-p)^2 of positives, sum p^2 of negatives, and Spiegelhalter's two sums. */
  public ExactSums sums() {
    return sums;
  }

  /** M + N. */
  public long cases() {
    return Math.addExact(sums.count(POSITIVES), sums.count(NEGATIVES));
  }

  /** Empty without cases. */
  public OptionalDouble brier() {
    if (cases() == 0) {
      return OptionalDouble.empty();
    }
    BigInteger squares = sums.get(POSITIVE_SQUARES).add(sums.get(NEGATIVE_SQUARES));
    return OptionalDouble.of(FixedPoint.FINE.mean(squares, cases()));
  }

  /** 1 for perfect, 0 for the prevalence as score; empty if a class is. */
  public OptionalDouble scaledBrier() {
    if (sums.count(POSITIVES) == 0 || sums.count(NEGATIVES) == 0) {
      return OptionalDouble.empty();
    }
    double prevalence = (double) sums.count(POSITIVES) / cases();
    return OptionalDouble.of(1 - brier().orElseThrow() / (prevalence * (1 - prevalence)));
  }

  /** Normal under perfect calibration; empty if every score is 0, 1/2 or 1. */
  public OptionalDouble spiegelhalterZ() {
    double variance = FixedPoint.FINE.decode(sums.get(SPIEGELHALTER_VARIANCE));
    if (variance <= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(FixedPoint.FINE.decode(sums.get(SPIEGELHALTER)) / Math.sqrt(variance));
  }

  /** Two-sided p of {@link #spiegelhalterZ}. */
  public OptionalDouble spiegelhalterP() {
    OptionalDouble z = spiegelhalterZ();
    return z.isEmpty() ? z : OptionalDouble.of(Normal.twoSidedP(z.getAsDouble()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreMoments && sums.equals(((ScoreMoments) other).sums);
  }

  @Override
  public int hashCode() {
    return sums.hashCode();
  }
}
