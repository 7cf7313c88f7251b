package org.fedval.coordinator.config;

import java.time.Duration;

/**
 * How long a phase may wait.
 *
 * @param recruiting for every site's approval
 * @param phase for every expected site's answer in the phases but masking
 * @param signOfLife masking ends this long after the last sign of life of a site that is missing
 */
public record Deadlines(Duration recruiting, Duration phase, Duration signOfLife) {
  public Deadlines {
    if (recruiting.isNegative() || phase.isNegative() || signOfLife.isNegative()) {
      throw new IllegalArgumentException("Deadlines are positive durations.");
    }
  }
}
