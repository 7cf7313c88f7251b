package org.fedval.evaluation.counters;

import java.util.Arrays;
import org.fedval.evaluation.cluster.ClusteredProportion;

/** Counts one cell, patient by patient. */
final class StratumTally {
  private final int cell;
  private final UnitWords words;
  private final int bins;
  private final boolean clustered;
  private final long[] ofPatient;
  private final long[][] sums;
  private long imagesOfPatient;
  private long patients;
  private long images;
  private long squares;

  StratumTally(int cell, UnitWords words, int points) {
    this.cell = cell;
    this.words = words;
    this.bins =
        words.has(cell, Statistic.HISTOGRAM)
            ? words.offset(cell, Statistic.HISTOGRAM)
            : words.has(cell, Statistic.CALLS) ? words.offset(cell, Statistic.CALLS) : -1;
    this.clustered = words.has(cell, Statistic.CLUSTERED_CALLS);
    this.ofPatient = new long[points];
    this.sums = new long[points][3];
  }

  /**
   * @param calls whether the image is a positive call at each operating point
   */
  void add(int bin, boolean[] calls) {
    imagesOfPatient++;
    if (bins >= 0) {
      words.words(cell)[bins + bin]++;
    }
    if (clustered) {
      for (int t = 0; t < calls.length; t++) {
        ofPatient[t] += calls[t] ? 1 : 0;
      }
    }
  }

  void endPatient() {
    if (imagesOfPatient == 0) {
      return;
    }
    patients++;
    images += imagesOfPatient;
    squares = Math.addExact(squares, imagesOfPatient * imagesOfPatient);
    for (int t = 0; t < ofPatient.length; t++) {
      long x = ofPatient[t];
      sums[t][0] += x;
      sums[t][1] = Math.addExact(sums[t][1], x * x);
      sums[t][2] = Math.addExact(sums[t][2], x * imagesOfPatient);
    }
    imagesOfPatient = 0;
    Arrays.fill(ofPatient, 0);
  }

  void write() {
    words.gate(cell, patients, patients > 0, images);
    if (clustered) {
      for (int t = 0; t < sums.length; t++) {
        words.exact(
            cell,
            Statistic.CLUSTERED_CALLS,
            t,
            ClusteredProportion.sums(
                patients, sums[t][0], images, sums[t][1], sums[t][2], squares));
      }
    }
  }
}
