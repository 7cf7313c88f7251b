package org.fedval.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pooled AUROC of a million images from 1024 score bins, exact DeLong variance and interval
 * included. Whoever holds the scores themselves must at least sort them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(2)
public class AurocBenchmark {
  private static final int IMAGES = 1_000_000;
  private static final int BINS = 1024;
  private static final double Z = 1.959963984540054;

  private final float[] scores = new float[IMAGES];
  private ClassHistograms histograms = new ClassHistograms(new long[BINS], new long[BINS]);

  @Setup
  public void scores() {
    Random random = new Random(1);
    long[] positives = new long[BINS];
    long[] negatives = new long[BINS];
    for (int i = 0; i < IMAGES; i++) {
      boolean positive = i % 4 == 0;
      double logit = random.nextGaussian() + (positive ? 1.5 : 0);
      scores[i] = (float) (1 / (1 + Math.exp(-logit)));
      (positive ? positives : negatives)[Math.min(BINS - 1, (int) (scores[i] * BINS))]++;
    }
    histograms = new ClassHistograms(positives, negatives);
  }

  /** What the coordinator does. */
  @Benchmark
  public AurocInterval fromHistograms() {
    return AurocInterval.of(Auroc.of(histograms), Z);
  }

  /** The first step of an AUROC from the scores. */
  @Benchmark
  public float[] sortedScores() {
    float[] copy = scores.clone();
    Arrays.sort(copy);
    return copy;
  }
}
