package org.fedval.benchmarks.coverage;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One way to draw a study and make an interval from it.
 *
 * @param interval what is checked, such as {@code auroc delong_logit}
 * @param setting in words
 * @param truth that the interval should hold
 * @param contrast whether it only shows what happens without the right method
 * @param draw one study; empty if it has no interval
 */
record Design(
    String interval,
    String setting,
    double truth,
    boolean contrast,
    Function<SplittableRandom, Optional<Bounds>> draw) {

  Design(
      String interval,
      String setting,
      double truth,
      Function<SplittableRandom, Optional<Bounds>> draw) {
    this(interval, setting, truth, false, draw);
  }

  /** An interval on any scale. */
  record Bounds(double lower, double upper) {}
}
