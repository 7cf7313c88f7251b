package org.fedval.evaluation.noise;

import java.util.Arrays;

/**
 * The counts of one class cell under noise: its number of images and its B score bins, each opened
 * with independent noise of one variance v. Without noise the bins add up to the images; the
 * closest numbers that do so (least squares) are kept: with r = sum of bins - images, each bin
 * loses r/(B+1) and the images gain r/(B+1). A sum of k bins then has variance v (k - k^2/(B+1)),
 * the sum of all of them v B/(B+1), which is less than before. Numbers may be negative. Immutable.
 */
public final class NoisyHistogram {
  private final double[] bins;
  private final double total;
  private final double variance;

  private NoisyHistogram(double[] bins, double total, double variance) {
    this.bins = bins;
    this.total = total;
    this.variance = variance;
  }

  /**
   * @param words the opened words of the cell: images, then the bins
   * @param variance of the noise on each word, 0 or more
   */
  public static NoisyHistogram of(long[] words, double variance) {
    if (words.length < 3 || !(variance >= 0)) {
      throw new IllegalArgumentException("A noisy histogram needs two bins and a variance.");
    }
    double[] bins = Arrays.stream(words, 1, words.length).asDoubleStream().toArray();
    double share = (Arrays.stream(bins).sum() - words[0]) / (bins.length + 1.0);
    for (int b = 0; b < bins.length; b++) {
      bins[b] -= share;
    }
    return new NoisyHistogram(bins, words[0] + share, variance);
  }

  /** B. */
  public int bins() {
    return bins.length;
  }

  /** Images of one bin. */
  public double bin(int b) {
    return bins[b];
  }

  /** All images. */
  public double total() {
    return total;
  }

  /** Images in this bin and above. */
  public double from(int bin) {
    return Arrays.stream(bins, bin, bins.length).sum();
  }

  /** Variance of the noise on a word before it was made consistent. */
  public double variance() {
    return variance;
  }

  /** Variance of the noise on the sum of {@code count} bins. */
  public double varianceOf(int count) {
    return variance * (count - (double) count * count / (bins.length + 1.0));
  }

  /** Covariance of the noise on {@code count} bins with that on all others; 0 or less. */
  public double covarianceWithRest(int count) {
    return -variance * count * (bins.length - count) / (bins.length + 1.0);
  }
}
