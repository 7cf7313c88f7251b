package org.fedval.agent.dicom.codec;

/**
 * The coding parameters of a JPEG-LS scan, with T.87's letters.
 *
 * @param maximum MAXVAL, the largest sample
 * @param near NEAR, the largest error; 0 for lossless
 * @param threshold1 T1, the first gradient threshold
 * @param threshold2 T2
 * @param threshold3 T3
 * @param reset RESET, after how many samples a context's counts are halved
 */
record JpegLsParameters(
    int maximum, int near, int threshold1, int threshold2, int threshold3, int reset) {
  private static final int USUAL_RESET = 64;

  /** What an LSE segment of type 1 presets; 0 stands for the default (T.87 C.2.4.1.1). */
  record Preset(int maximum, int threshold1, int threshold2, int threshold3, int reset) {
    static final Preset NONE = new Preset(0, 0, 0, 0, 0);

    static Preset read(Codestream segment) throws CodecException {
      return new Preset(segment.u16(), segment.u16(), segment.u16(), segment.u16(), segment.u16());
    }
  }

  /** Presets and defaults together (T.87 C.2.4.1.1.1). */
  static JpegLsParameters of(int precision, int near, Preset preset) throws CodecException {
    int top = (1 << precision) - 1;
    int maximum = preset.maximum == 0 ? top : preset.maximum;
    if (maximum > top || near > Math.min(255, maximum / 2)) {
      throw new CodecException("The JPEG-LS parameters do not fit the precision.");
    }
    int[] usual = usualThresholds(maximum, near);
    int threshold1 = preset.threshold1 == 0 ? usual[0] : preset.threshold1;
    int threshold2 = preset.threshold2 == 0 ? usual[1] : preset.threshold2;
    int threshold3 = preset.threshold3 == 0 ? usual[2] : preset.threshold3;
    int reset = preset.reset == 0 ? USUAL_RESET : preset.reset;
    if (threshold1 <= near
        || threshold2 < threshold1
        || threshold3 < threshold2
        || maximum < threshold3
        || reset < 3
        || reset > Math.max(255, maximum)) {
      throw new CodecException("The JPEG-LS preset parameters are outside their ranges.");
    }
    return new JpegLsParameters(maximum, near, threshold1, threshold2, threshold3, reset);
  }

  private static int[] usualThresholds(int maximum, int near) {
    int[] thresholds;
    if (maximum >= 128) {
      int factor = Math.min(maximum, 4095) + 128 >> 8;
      thresholds =
          new int[] {factor + 2 + 3 * near, 4 * factor + 3 + 5 * near, 17 * factor + 4 + 7 * near};
    } else {
      int factor = 256 / (maximum + 1);
      thresholds =
          new int[] {
            Math.max(2, 3 / factor + 3 * near),
            Math.max(3, 7 / factor + 5 * near),
            Math.max(4, 21 / factor + 7 * near)
          };
    }
    int least = near + 1;
    for (int i = 0; i < 3; i++) {
      least = thresholds[i] > maximum || thresholds[i] < least ? least : thresholds[i];
      thresholds[i] = least;
    }
    return thresholds;
  }

  /** From one reconstructed error to the next. */
  int step() {
    return 2 * near + 1;
  }

  /** RANGE, how many prediction errors there are. */
  int range() {
    return (maximum + 2 * near) / step() + 1;
  }

  /** qbpp, the bits of a prediction error. */
  int errorBits() {
    return bitsOf(range());
  }

  /** LIMIT, the longest code. */
  int limit() {
    int bits = Math.max(2, bitsOf(maximum + 1));
    return 2 * (bits + Math.max(8, bits));
  }

  private static int bitsOf(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }
}
