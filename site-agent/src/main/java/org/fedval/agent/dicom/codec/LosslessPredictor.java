package org.fedval.agent.dicom.codec;

/** Turns the differences of a line into samples, modulo 2^16 (T.81 H.1.2.1, table H.1). */
final class LosslessPredictor {
  private static final int MASK = 0xFFFF;

  private LosslessPredictor() {}

  /** The first line of a scan or restart interval: each sample is predicted by the one before. */
  static void first(int[] line, int[] differences, int from, int step, int middle) {
    int left = middle;
    for (int x = 0, d = from; x < line.length; x++, d += step) {
      left = left + differences[d] & MASK;
      line[x] = left;
    }
  }

  /**
   * Any other line.
   *
   * @param selection the predictor, 1 to 7
   * @param line the samples of the line above; becomes those of this line
   * @param from where this component's first difference is
   * @param step from one of its differences to the next
   */
  static void apply(int selection, int[] line, int[] differences, int from, int step) {
    int aboveLeft = line[0];
    int left = line[0] + differences[from] & MASK;
    line[0] = left;
    int d = from + step;
    for (int x = 1; x < line.length; x++, d += step) {
      int above = line[x];
      int predicted =
          switch (selection) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveLeft;
            case 4 -> left + above - aboveLeft;
            case 5 -> left + (above - aboveLeft >> 1);
            case 6 -> above + (left - aboveLeft >> 1);
            default -> left + above >> 1;
          };
      left = predicted + differences[d] & MASK;
      line[x] = left;
      aboveLeft = above;
    }
  }
}
