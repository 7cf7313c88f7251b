package org.fedval.evaluation.calib;

/** Log-odds, with scores clipped so that 0 and 1 stay finite. */
public final class Logit {
  /** Scores are clipped to [CLIP, 1 - CLIP] before the logarithm. */
  public static final double CLIP = 1e-7;

  private Logit() {}

  /** ln(p/(1-p)) of a clipped probability. */
  public static double of(double p) {
    double q = Math.min(1 - CLIP, Math.max(CLIP, p));
    return StrictMath.log(q / (1 - q));
  }

  /** 1/(1 + exp(-x)). */
  public static double expit(double x) {
    return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
  }
}
