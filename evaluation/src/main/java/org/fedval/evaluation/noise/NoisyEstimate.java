package org.fedval.evaluation.noise;

import org.fedval.evaluation.dist.Interval;

/**
 * A value in [0, 1] inside an interval that holds sampling error and noise.
 *
 * @param value cut to [0, 1]
 */
public record NoisyEstimate(double value, Interval interval) {
  public NoisyEstimate {
    if (!(interval.lower() <= value && value <= interval.upper())) {
      throw new IllegalArgumentException("An estimate lies inside its interval.");
    }
  }
}
