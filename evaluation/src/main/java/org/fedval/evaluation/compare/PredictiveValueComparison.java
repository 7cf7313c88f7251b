package org.fedval.evaluation.compare;

import org.fedval.evaluation.dist.ChiSquared;

/**
 * Predictive values of two models on the same cases. The statistics are chi-squared with one degree
 * of freedom: the weighted generalised score statistic (Kosinski 2013, Statistics in Medicine
 * 32:964-977) and the generalised score statistic (Leisenring, Alonzo and Pepe 2000, Biometrics
 * 56:345-351).
 *
 * <p>For PPV a case counts under a model that calls it positive and is right if the reference is
 * positive; for NPV likewise with negative. {@code right} holds the cases that a call would get
 * right, {@code wrong} those that it would get wrong, each by which model makes the call.
 */
public final class PredictiveValueComparison {
  /** Cases of one reference class by which model makes the call. */
  private record Calls(double both, double aOnly, double bOnly) {
    double a() {
      return both + aOnly;
    }

    double b() {
      return both + bOnly;
    }
  }

  private final Calls right;
  private final Calls wrong;

  private PredictiveValueComparison(Calls right, Calls wrong) {
    this.right = right;
    this.wrong = wrong;
  }

  /**
   * Positive predictive values.
   *
   * @param positives reference positives by who was right
   * @param negatives reference negatives by who was right
   * @throws IllegalArgumentException if a model makes no such call
   */
  public static PredictiveValueComparison ppv(PairedTable positives, PairedTable negatives) {
    return checked(calls(positives), failures(negatives));
  }

  /** Negative predictive values; as {@link #ppv}. */
  public static PredictiveValueComparison npv(PairedTable positives, PairedTable negatives) {
    return checked(calls(negatives), failures(positives));
  }

  private static Calls calls(PairedTable t) {
    return new Calls(t.both(), t.aOnly(), t.bOnly());
  }

  private static Calls failures(PairedTable t) {
    return new Calls(t.neither(), t.bOnly(), t.aOnly());
  }

  private static PredictiveValueComparison checked(Calls right, Calls wrong) {
    if (right.a() + wrong.a() == 0 || right.b() + wrong.b() == 0) {
      throw new IllegalArgumentException("Each model must make such a call.");
    }
    return new PredictiveValueComparison(right, wrong);
  }

  /** Of model a. */
  public double a() {
    return right.a() / callsOfA();
  }

  /** Of model b. */
  public double b() {
    return right.b() / callsOfB();
  }

  private double callsOfA() {
    return right.a() + wrong.a();
  }

  private double callsOfB() {
    return right.b() + wrong.b();
  }

  private double pooled() {
    return (right.a() + right.b()) / (callsOfA() + callsOfB());
  }

  /** (a-b)^2/{[p(1-p) - 2C](1/n_a + 1/n_b)}, C = [r(1-p)^2 + w p^2]/(n_a+n_b) over both-called. */
  public double weightedScore() {
    double p = pooled();
    double shared =
        (right.both() * (1 - p) * (1 - p) + wrong.both() * p * p) / (callsOfA() + callsOfB());
    double variance = (p * (1 - p) - 2 * shared) * (1 / callsOfA() + 1 / callsOfB());
    return ratio((a() - b()) * (a() - b()), variance);
  }

  /** Squared score over the sum of squared scores, case by case. */
  public double score() {
    double p = pooled();
    double share = callsOfB() / (callsOfA() + callsOfB());
    double score = right.b() * (1 - share) - right.a() * share;
    double variance = squares(right, 1 - p, share) + squares(wrong, p, share);
    return ratio(score * score, variance);
  }

  private static double squares(Calls calls, double residual, double share) {
    double both = 1 - 2 * share;
    return residual
        * residual
        * (calls.both() * both * both
            + calls.aOnly() * share * share
            + calls.bOnly() * (1 - share) * (1 - share));
  }

  private static double ratio(double square, double variance) {
    return square == 0 ? 0 : square / variance;
  }

  /** P-value of either statistic. */
  public static double p(double statistic) {
    return ChiSquared.upperTail(statistic, 1);
  }
}
