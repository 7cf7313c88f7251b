package org.fedval.evaluation.meta;

import java.util.Optional;
import org.fedval.evaluation.dist.ChiSquared;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.dist.StudentT;

/**
 * Mean, interval and prediction at a given between-site variance t, on the scale of the site
 * results. The fixed-effect model is t = 0.
 *
 * <p>Hartung-Knapp-Sidik-Jonkman (2001, Statistics in Medicine 20:3875-3889): the variance of the
 * mean times q = Q(t)/(k-1), and Student's t with k - 1 degrees of freedom; ad hoc, q is at least
 * 1.
 */
public final class RandomEffects {
  /** Which variance the mean gets. */
  public enum Errors {
    NORMAL,
    HARTUNG_KNAPP,
    HARTUNG_KNAPP_AT_LEAST_NORMAL
  }

  private final WeightedSums atZero;
  private final WeightedSums atTau;
  private final double tauSquared;
  private final Errors errors;

  /**
   * @param atTau sums at {@code tauSquared}
   * @throws IllegalArgumentException with fewer than two sites
   */
  public RandomEffects(WeightedSums atZero, WeightedSums atTau, double tauSquared, Errors errors) {
    if (atZero.sites() < 2) {
      throw new IllegalArgumentException("Random effects need two sites.");
    }
    this.atZero = atZero;
    this.atTau = atTau;
    this.tauSquared = tauSquared;
    this.errors = errors;
  }

  /** The mean over sites. */
  public double mean() {
    return atTau.mean();
  }

  /** Of the mean. */
  public double standardError() {
    double factor = atTau.q() / (atTau.sites() - 1);
    switch (errors) {
      case HARTUNG_KNAPP:
        return Math.sqrt(factor / atTau.w());
      case HARTUNG_KNAPP_AT_LEAST_NORMAL:
        return Math.sqrt(Math.max(1, factor) / atTau.w());
      default:
        return Math.sqrt(1 / atTau.w());
    }
  }

  private double quantile(double confidence) {
    return errors == Errors.NORMAL
        ? Normal.twoSided(confidence)
        : StudentT.twoSided(atTau.sites() - 1.0, confidence);
  }

  /** Of the mean. */
  public RealInterval interval(double confidence) {
    return RealInterval.around(mean(), quantile(confidence) * standardError());
  }

  /** For the next site, with the quantile of {@link #interval}; empty with fewer than 3 sites. */
  public Optional<RealInterval> prediction(double confidence) {
    return atTau.sites() < 3
        ? Optional.empty()
        : Optional.of(RealInterval.around(mean(), quantile(confidence) * spread()));
  }

  /**
   * For the next site, with Student's t and k - 2 degrees of freedom (Higgins, Thompson and
   * Spiegelhalter 2009, JRSS A 172:137-159); empty with fewer than 3 sites.
   */
  public Optional<RealInterval> higginsPrediction(double confidence) {
    if (atTau.sites() < 3) {
      return Optional.empty();
    }
    double t = StudentT.twoSided(atTau.sites() - 2.0, confidence);
    return Optional.of(RealInterval.around(mean(), t * spread()));
  }

  private double spread() {
    double error = standardError();
    return Math.sqrt(tauSquared + error * error);
  }

  /** Cochran's Q, at t = 0. */
  public double cochranQ() {
    return atZero.q();
  }

  /** P-value of {@link #cochranQ}. */
  public double cochranP() {
    return ChiSquared.upperTail(cochranQ(), atZero.sites() - 1.0);
  }

  /** t/(t + s^2), in [0, 1), with the typical variance s^2 within a site. */
  public double iSquared() {
    return iSquared(atZero, tauSquared);
  }

  /** As {@link #iSquared()} at another between-site variance, such as a limit of its interval. */
  public static double iSquared(WeightedSums atZero, double tauSquared) {
    return tauSquared / (tauSquared + atZero.typicalVariance());
  }

  /** 1 + t/s^2. */
  public double hSquared() {
    return 1 + tauSquared / atZero.typicalVariance();
  }

  /** max(0, (Q - k + 1)/Q), the fixed-effect form. */
  public double iSquaredFromQ() {
    double excess = cochranQ() - atZero.sites() + 1;
    return excess <= 0 ? 0 : excess / cochranQ();
  }

  /** Q/(k - 1), the fixed-effect form. */
  public double hSquaredFromQ() {
    return cochranQ() / (atZero.sites() - 1);
  }
}
