package org.fedval.evaluation.counters;

import java.util.Arrays;
import org.fedval.evaluation.score.ScoreKey;

/** The images of a case table, patient by patient. */
final class PatientOrder {
  /** The odd constant of SplitMix64. */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final int[] images;
  private final int[] starts;

  PatientOrder(CaseTable cases) {
    starts = new int[cases.patients() + 1];
    for (int i = 0; i < cases.size(); i++) {
      starts[cases.patient(i) + 1]++;
    }
    for (int p = 0; p < cases.patients(); p++) {
      starts[p + 1] += starts[p];
    }
    int[] next = starts.clone();
    images = new int[cases.size()];
    for (int i = 0; i < cases.size(); i++) {
      images[next[cases.patient(i)]++] = i;
    }
  }

  int patients() {
    return starts.length - 1;
  }

  /** The k-th image in patient order. */
  int image(int k) {
    return images[k];
  }

  int start(int patient) {
    return starts[patient];
  }

  int end(int patient) {
    return starts[patient + 1];
  }

  /**
   * A rank for each patient that depends on the scores and labels of one finding alone, not on
   * names or on the order in which images came: patients are ordered by a hash of them, and those
   * with equal ones are exchangeable.
   */
  int[] ranks(CaseTable cases, int finding) {
    long[] hashes = new long[patients()];
    for (int p = 0; p < hashes.length; p++) {
      long sum = 0;
      for (int k = start(p); k < end(p); k++) {
        int image = image(k);
        int label = cases.isMissing(image, finding) ? 2 : cases.isPositive(image, finding) ? 1 : 0;
        sum += mixed(3 * ScoreKey.of(cases.score(image, finding)) + label);
      }
      // The finaliser maps 0, a negative image of score 0, to 0: so the images count, too.
      hashes[p] = mixed(sum + (end(p) - start(p)) * GOLDEN_GAMMA);
    }
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    int[] used = new int[hashes.length];
    int[] ranks = new int[hashes.length];
    for (int p = 0; p < ranks.length; p++) {
      int first = first(sorted, hashes[p]);
      ranks[p] = first + used[first];
      used[first]++;
    }
    return ranks;
  }

  /** The position of the first of equal entries. */
  private static int first(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA). */
  private static long mixed(long x) {
    long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
