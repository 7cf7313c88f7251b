package org.fedval.evaluation.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws as many cases as a table holds, each from a cell in proportion to its count: case by case
 * where there are few, otherwise one conditional binomial a cell.
 */
final class Multinomial {
  /** One binomial takes about as long as this many single cases. */
  private static final int CASES_A_BINOMIAL = 16;

  private final long[] counts;
  private final int[] filled;
  private final long total;
  private final int[] cellOf;

  Multinomial(long[] counts) {
    this.counts = counts.clone();
    this.filled = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
    this.total = Arrays.stream(counts).reduce(0, Math::addExact);
    this.cellOf =
        total <= (long) CASES_A_BINOMIAL * filled.length
            ? Arrays.stream(filled)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
                .toArray()
            : new int[0];
  }

  long[] draw(SplittableRandom random) {
    long[] drawn = new long[counts.length];
    if (cellOf.length > 0) {
      for (int i = 0; i < cellOf.length; i++) {
        drawn[cellOf[random.nextInt(cellOf.length)]]++;
      }
      return drawn;
    }
    long cases = total;
    long left = total;
    for (int cell : filled) {
      long k =
          counts[cell] == left
              ? cases
              : BinomialSampler.draw(cases, (double) counts[cell] / left, random);
      drawn[cell] = k;
      cases -= k;
      left -= counts[cell];
    }
    return drawn;
  }
}
