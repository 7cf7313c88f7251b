package org.fedval.cli.bench;

import org.fedval.cli.bench.Rounds.Timed;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;

/** AUROC, DeLong's variance and interval from LOGIT-1024, over an array or over a stream. */
final class HistogramBench {
  static final int BINS = 1024;

  private static final double Z = Normal.twoSided(0.95);
  private static final int BLOCK = 1 << 16;
  private static final double NANOS_PER_MILLI = 1e6;

  private final EdgeTable edges = EdgeTable.logit(BINS);

  /** The interval is computed for the clock's sake. */
  record Estimate(Auroc auroc, AurocInterval interval) {
    static Estimate of(Auroc auroc) {
      return new Estimate(auroc, AurocInterval.of(auroc, Z));
    }
  }

  /**
   * One pass over a stream.
   *
   * @param millis of the counting and the estimate, without the making of the rows
   * @param liveMb what lived at the end: the counts, the edges, one block of rows
   */
  record Streamed(Auroc auroc, double millis, double liveMb) {}

  Timed<Estimate> inMemory(double[] scores, boolean[] positive, Rounds rounds) {
    return rounds.time(
        () -> {
          Counts counts = new Counts(edges);
          counts.add(scores, positive, scores.length);
          return Estimate.of(counts.auroc());
        });
  }

  /** Makes the rows block by block and keeps none of them. */
  Streamed stream(long rows) {
    double before = Heap.live();
    BinormalRows source = new BinormalRows();
    double[] scores = new double[BLOCK];
    boolean[] positive = new boolean[BLOCK];
    Counts counts = new Counts(edges);
    long nanos = 0;
    for (long done = 0; done < rows; done += BLOCK) {
      int block = (int) Math.min(BLOCK, rows - done);
      source.fill(scores, positive, block);
      long start = System.nanoTime();
      counts.add(scores, positive, block);
      nanos += System.nanoTime() - start;
    }
    long start = System.nanoTime();
    Estimate estimate = Estimate.of(counts.auroc());
    nanos += System.nanoTime() - start;
    double live = Heap.live() - before;
    // Used after the reading of the heap, so that it is still there then.
    counts.add(scores, positive, 0);
    source.fill(scores, positive, 0);
    return new Streamed(estimate.auroc(), nanos / NANOS_PER_MILLI, live);
  }

  private static final class Counts {
    private final EdgeTable edges;
    private final long[] positives;
    private final long[] negatives;

    Counts(EdgeTable edges) {
      this.edges = edges;
      positives = new long[edges.bins()];
      negatives = new long[edges.bins()];
    }

    void add(double[] scores, boolean[] positive, int rows) {
      for (int i = 0; i < rows; i++) {
        int bin = edges.bin(scores[i]);
        if (positive[i]) {
          positives[bin]++;
        } else {
          negatives[bin]++;
        }
      }
    }

    Auroc auroc() {
      return Auroc.of(new ClassHistograms(positives, negatives));
    }
  }
}
