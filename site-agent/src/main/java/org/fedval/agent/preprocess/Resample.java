package org.fedval.agent.preprocess;

/**
 * Where each output sample of one axis comes from: {@code source = (i + 0.5) * (in / out) - 0.5},
 * clamped to the first and last sample, linear between its two neighbours.
 */
final class Resample {
  private final int[] low;
  private final int[] high;
  private final double[] fraction;

  Resample(int in, int out) {
    low = new int[out];
    high = new int[out];
    fraction = new double[out];
    double scale = (double) in / out;
    for (int i = 0; i < out; i++) {
      double source = Math.min(in - 1.0, Math.max(0, (i + 0.5) * scale - 0.5));
      low[i] = (int) source;
      high[i] = Math.min(low[i] + 1, in - 1);
      fraction[i] = source - low[i];
    }
  }

  int low(int i) {
    return low[i];
  }

  int high(int i) {
    return high[i];
  }

  /** Weight of {@link #high}, in [0, 1). */
  double fraction(int i) {
    return fraction[i];
  }
}
