package org.fedval.agent.dicom.codec;

import java.util.Arrays;

/**
 * The adaptive state of a JPEG-LS scan and the decoding of one sample with it (T.87 annex A). The
 * arrays have the standard's letters: A sums of error magnitudes, B of errors, C corrections, N
 * counts; the last two contexts are those of run interruption.
 */
final class JpegLsModel {
  private static final int REGULAR_CONTEXTS = 365;

  /** J of T.87 A.2.1, the order of the codes of run segments. */
  private static final int[] RUN_ORDER = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final JpegLsBits bits;
  private final int maximum;
  private final int near;
  private final int step;
  private final int range;
  private final int reset;
  private final int limit;
  private final int errorBits;
  private final int[] a = new int[REGULAR_CONTEXTS + 2];
  private final int[] b = new int[REGULAR_CONTEXTS];
  private final int[] c = new int[REGULAR_CONTEXTS];
  private final int[] n = new int[REGULAR_CONTEXTS + 2];
  private final int[] negative = new int[2];

  JpegLsModel(JpegLsParameters parameters, JpegLsBits bits) {
    this.bits = bits;
    maximum = parameters.maximum();
    near = parameters.near();
    step = parameters.step();
    range = parameters.range();
    reset = parameters.reset();
    limit = parameters.limit();
    errorBits = parameters.errorBits();
    restart();
  }

  /** Forgets what was learnt, as at the start of a scan (T.87 A.2.1). */
  void restart() {
    Arrays.fill(a, Math.max(2, range + 32 >> 6));
    Arrays.fill(b, 0);
    Arrays.fill(c, 0);
    Arrays.fill(n, 1);
    Arrays.fill(negative, 0);
  }

  /** The order of the Golomb code of a context: the least k with {@code count << k >= sum}. */
  private static int order(int count, int sum) {
    int k = Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum);
    return k < 0 ? 0 : count << k < sum ? k + 1 : k;
  }

  /**
   * A sample in regular mode (T.87 A.4 to A.6).
   *
   * @param gradients the merged quantised gradients, -364 to 364
   * @param left Ra
   * @param above Rb
   * @param aboveLeft Rc
   */
  int regular(int gradients, int left, int above, int aboveLeft) throws CodecException {
    int sign = gradients >> 31;
    int q = (gradients ^ sign) - sign;
    int smaller = Math.min(left, above);
    int larger = Math.max(left, above);
    int predicted =
        aboveLeft >= larger ? smaller : aboveLeft <= smaller ? larger : left + above - aboveLeft;
    predicted = Math.max(0, Math.min(maximum, predicted + ((c[q] ^ sign) - sign)));
    int k = order(n[q], a[q]);
    int mapped = bits.golomb(k, limit - errorBits - 1, errorBits, range);
    int error = mapped >>> 1 ^ -(mapped & 1);
    if (k == 0 && near == 0 && 2 * b[q] <= -n[q]) {
      error = ~error;
    }
    update(q, error);
    return reconstruct(predicted, (error ^ sign) - sign);
  }

  private void update(int q, int error) {
    int sum = b[q] + error * step;
    int count = n[q];
    a[q] += Math.abs(error);
    if (count == reset) {
      a[q] >>= 1;
      sum = sum >= 0 ? sum >> 1 : -(1 - sum >> 1);
      count >>= 1;
    }
    count++;
    n[q] = count;
    if (sum <= -count) {
      sum = Math.max(sum + count, 1 - count);
      c[q] = Math.max(c[q] - 1, -128);
    } else if (sum > 0) {
      sum = Math.min(sum - count, 0);
      c[q] = Math.min(c[q] + 1, 127);
    }
    b[q] = sum;
  }

  private int reconstruct(int predicted, int error) {
    int value = predicted + error * step;
    if (value < -near) {
      value += range * step;
    } else if (value > maximum + near) {
      value -= range * step;
    }
    return Math.max(0, Math.min(maximum, value));
  }

  /**
   * The length of a run (T.87 A.7.1).
   *
   * @param remaining samples to the end of the line, this one included
   * @param runIndex RUNindex at {@code which}; moves on
   */
  int run(int remaining, int[] runIndex, int which) throws CodecException {
    int length = 0;
    while (bits.take(1) == 1) {
      int segment = 1 << RUN_ORDER[runIndex[which]];
      length += segment;
      if (length <= remaining && runIndex[which] < 31) {
        runIndex[which]++;
      }
      if (length >= remaining) {
        return remaining;
      }
    }
    length += bits.take(RUN_ORDER[runIndex[which]]);
    if (length >= remaining) {
      throw new CodecException("A run of the JPEG-LS codestream is longer than its line.");
    }
    return length;
  }

  /** The sample that ends a run (T.87 A.7.2); RUNindex moves back by {@link #afterRun}. */
  int interruption(int left, int above, int runIndex, boolean sampleInterleaved)
      throws CodecException {
    boolean alike = !sampleInterleaved && Math.abs(left - above) <= near;
    int type = alike ? 1 : 0;
    int q = REGULAR_CONTEXTS + type;
    int sum = alike ? a[q] + (n[q] >> 1) : a[q];
    int k = order(n[q], sum);
    int zeros = limit - RUN_ORDER[runIndex] - 1 - errorBits - 1;
    int mapped = bits.golomb(k, zeros, errorBits, range);
    int magnitude = mapped + type + 1 >> 1;
    boolean odd = (mapped + type & 1) == 1;
    boolean below = (k != 0 || 2 * negative[type] >= n[q]) == odd;
    int error = below ? -magnitude : magnitude;
    updateInterruption(q, type, error, mapped);
    if (alike) {
      return reconstruct(left, error);
    }
    return reconstruct(above, left > above ? -error : error);
  }

  private void updateInterruption(int q, int type, int error, int mapped) {
    if (error < 0) {
      negative[type]++;
    }
    a[q] += mapped + 1 - type >> 1;
    if (n[q] == reset) {
      a[q] >>= 1;
      n[q] >>= 1;
      negative[type] >>= 1;
    }
    n[q]++;
  }

  static void afterRun(int[] runIndex, int which) {
    if (runIndex[which] > 0) {
      runIndex[which]--;
    }
  }
}
