package org.fedval.agent.dicom.codec;

/**
 * The inverse discrete cosine transform of eight by eight coefficients (T.81 A.3.3) in integers:
 * the factorisation of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 13-bit constants and
 * the roundings of the "accurate integer" method that most decoders use, so that results are the
 * same bit for bit.
 */
final class InverseDct {
  private static final int CONSTANT_BITS = 13;
  // Constants of the factorisation times 2^13.
  private static final int C0_298631336 = 2446;
  private static final int C0_390180644 = 3196;
  private static final int C0_541196100 = 4433;
  private static final int C0_765366865 = 6270;
  private static final int C0_899976223 = 7373;
  private static final int C1_175875602 = 9633;
  private static final int C1_501321110 = 12299;
  private static final int C1_847759065 = 15137;
  private static final int C1_961570560 = 16069;
  private static final int C2_053119869 = 16819;
  private static final int C2_562915447 = 20995;
  private static final int C3_072711026 = 25172;

  private final int extraBits;
  private final int middle;
  private final int highest;
  private final int[] even = new int[4];
  private final int[] odd = new int[4];
  private final int[] columns = new int[64];

  /**
   * @param precision of the samples, 8 or 12
   */
  InverseDct(int precision) {
    extraBits = precision == 8 ? 2 : 1; // kept between the passes; fewer, so that 12 bits fit
    middle = 1 << precision - 1;
    highest = (1 << precision) - 1;
  }

  /** Writes the samples of a block whose coefficients but the first are zero. */
  void constant(int first, short[] plane, int at, int stride) {
    short value = (short) clamp(first + 4 >> 3);
    for (int y = 0; y < 8; y++) {
      java.util.Arrays.fill(plane, at + y * stride, at + y * stride + 8, value);
    }
  }

  /** Writes the samples of a block of dequantised coefficients in raster order. */
  void transform(int[] coefficients, short[] plane, int at, int stride) {
    int shift = CONSTANT_BITS - extraBits;
    int round = 1 << shift - 1;
    for (int x = 0; x < 8; x++) {
      pass(coefficients, x, 8);
      for (int i = 0; i < 4; i++) {
        columns[x + 8 * i] = even[i] + odd[i] + round >> shift;
        columns[x + 8 * (7 - i)] = even[i] - odd[i] + round >> shift;
      }
    }
    shift = CONSTANT_BITS + extraBits + 3;
    round = 1 << shift - 1;
    for (int y = 0; y < 8; y++) {
      pass(columns, 8 * y, 1);
      int row = at + y * stride;
      for (int i = 0; i < 4; i++) {
        plane[row + i] = (short) clamp(even[i] + odd[i] + round >> shift);
        plane[row + 7 - i] = (short) clamp(even[i] - odd[i] + round >> shift);
      }
    }
  }

  private int clamp(int value) {
    return Math.max(0, Math.min(highest, value + middle));
  }

  /** One dimension: sample i is {@code even[i] + odd[i]}, sample 7 - i their difference. */
  private void pass(int[] in, int from, int step) {
    int common = (in[from + 2 * step] + in[from + 6 * step]) * C0_541196100;
    int low = common + in[from + 2 * step] * C0_765366865;
    int high = common - in[from + 6 * step] * C1_847759065;
    int sum = in[from] + in[from + 4 * step] << CONSTANT_BITS;
    int difference = in[from] - in[from + 4 * step] << CONSTANT_BITS;
    even[0] = sum + low;
    even[1] = difference + high;
    even[2] = difference - high;
    even[3] = sum - low;

    int f1 = in[from + step];
    int f3 = in[from + 3 * step];
    int f5 = in[from + 5 * step];
    int f7 = in[from + 7 * step];
    int all = (f1 + f3 + f5 + f7) * C1_175875602;
    int z17 = (f1 + f7) * -C0_899976223;
    int z35 = (f3 + f5) * -C2_562915447;
    int z37 = all - (f3 + f7) * C1_961570560;
    int z15 = all - (f1 + f5) * C0_390180644;
    odd[0] = f1 * C1_501321110 + z17 + z15;
    odd[1] = f3 * C3_072711026 + z35 + z37;
    odd[2] = f5 * C2_053119869 + z35 + z15;
    odd[3] = f7 * C0_298631336 + z17 + z37;
  }
}
