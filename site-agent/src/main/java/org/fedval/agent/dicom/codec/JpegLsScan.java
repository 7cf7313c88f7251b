package org.fedval.agent.dicom.codec;

import java.util.Arrays;
import java.util.List;

/**
 * Decodes one JPEG-LS scan line by line. Lines have a border sample at each end, so that every
 * neighbour of T.87 figure 3 exists.
 */
final class JpegLsScan {
  private static final int NONE = 0;
  private static final int BY_SAMPLE = 2;

  private final JpegFrame frame;
  private final JpegScan scan;
  private final JpegLsParameters parameters;
  private final byte[] quantized;
  private final int[] runIndex;
  private int[][] above;
  private int[][] current;

  JpegLsScan(JpegFrame frame, JpegScan scan, JpegLsParameters.Preset preset) throws CodecException {
    this.frame = frame;
    this.scan = scan;
    parameters = JpegLsParameters.of(frame.precision(), scan.first(), preset);
    int count = scan.components().size();
    if (scan.last() > BY_SAMPLE || (scan.last() == NONE) != (count == 1)) {
      throw new CodecException("The interleave mode of a JPEG-LS scan is not valid.");
    }
    if (scan.low() != 0) {
      throw new CodecException("A point transform of JPEG-LS is not decoded.");
    }
    if (scan.components().stream().anyMatch(part -> part.dc() != 0 || part.ac() != 0)) {
      throw new CodecException("Mapping tables of JPEG-LS are not decoded.");
    }
    quantized = quantized();
    runIndex = new int[count];
    above = new int[count][frame.columns() + 2];
    current = new int[count][frame.columns() + 2];
  }

  /** The region of every gradient, by gradient plus MAXVAL (T.87 A.3.3). */
  private byte[] quantized() {
    int maximum = parameters.maximum();
    byte[] regions = new byte[2 * maximum + 1];
    for (int gradient = 0; gradient <= maximum; gradient++) {
      int region =
          gradient <= parameters.near()
              ? 0
              : gradient < parameters.threshold1()
                  ? 1
                  : gradient < parameters.threshold2()
                      ? 2
                      : gradient < parameters.threshold3() ? 3 : 4;
      regions[maximum + gradient] = (byte) region;
      regions[maximum - gradient] = (byte) -region;
    }
    return regions;
  }

  /**
   * Writes the samples of the scan's components to their places.
   *
   * @param interval lines between restart markers; 0 for none
   * @return where the marker behind the scan is
   */
  int decode(byte[] bytes, int position, int interval, short[] samples) throws CodecException {
    JpegLsBits bits = new JpegLsBits(bytes, position);
    JpegLsModel model = new JpegLsModel(parameters, bits);
    for (int y = 0; y < frame.rows(); y++) {
      if (interval > 0 && y > 0 && y % interval == 0) {
        bits.restart(y / interval - 1);
        model.restart();
        Arrays.fill(runIndex, 0);
        for (int i = 0; i < above.length; i++) {
          Arrays.fill(above[i], 0);
          Arrays.fill(current[i], 0);
        }
      }
      begin();
      if (scan.last() == BY_SAMPLE && above.length > 1) {
        lineOfPixels(model);
      } else {
        for (int i = 0; i < above.length; i++) {
          line(model, above[i], current[i], i);
        }
      }
      bits.requireEnough();
      store(samples, y);
      int[][] done = current;
      current = above;
      above = done;
    }
    return bits.finish();
  }

  private void begin() {
    int columns = frame.columns();
    for (int i = 0; i < above.length; i++) {
      above[i][columns + 1] = above[i][columns];
      current[i][0] = above[i][1];
    }
  }

  private void line(JpegLsModel model, int[] upper, int[] lower, int component)
      throws CodecException {
    byte[] regions = quantized;
    int maximum = parameters.maximum();
    int columns = frame.columns();
    int x = 1;
    while (x <= columns) {
      int left = lower[x - 1];
      int up = upper[x];
      int upLeft = upper[x - 1];
      int gradients =
          81 * regions[maximum + upper[x + 1] - up]
              + 9 * regions[maximum + up - upLeft]
              + regions[maximum + upLeft - left];
      if (gradients != 0) {
        lower[x++] = model.regular(gradients, left, up, upLeft);
        continue;
      }
      int length = model.run(columns + 1 - x, runIndex, component);
      Arrays.fill(lower, x, x + length, left);
      x += length;
      if (x <= columns) {
        lower[x] = model.interruption(left, upper[x], runIndex[component], false);
        JpegLsModel.afterRun(runIndex, component);
        x++;
      }
    }
  }

  private void lineOfPixels(JpegLsModel model) throws CodecException {
    int maximum = parameters.maximum();
    int columns = frame.columns();
    int count = above.length;
    int[] gradients = new int[count];
    int x = 1;
    while (x <= columns) {
      int any = 0;
      for (int i = 0; i < count; i++) {
        int[] upper = above[i];
        gradients[i] =
            81 * quantized[maximum + upper[x + 1] - upper[x]]
                + 9 * quantized[maximum + upper[x] - upper[x - 1]]
                + quantized[maximum + upper[x - 1] - current[i][x - 1]];
        any |= gradients[i];
      }
      if (any != 0) {
        for (int i = 0; i < count; i++) {
          current[i][x] =
              model.regular(gradients[i], current[i][x - 1], above[i][x], above[i][x - 1]);
        }
        x++;
        continue;
      }
      int length = model.run(columns + 1 - x, runIndex, 0);
      for (int[] lower : current) {
        Arrays.fill(lower, x, x + length, lower[x - 1]);
      }
      x += length;
      if (x <= columns) {
        for (int i = 0; i < count; i++) {
          current[i][x] = model.interruption(current[i][x - 1], above[i][x], runIndex[0], true);
        }
        JpegLsModel.afterRun(runIndex, 0);
        x++;
      }
    }
  }

  private void store(short[] samples, int y) {
    List<JpegScan.Part> parts = scan.components();
    int step = frame.components().size();
    for (int i = 0; i < parts.size(); i++) {
      int at = y * frame.columns() * step + parts.get(i).index();
      int[] line = current[i];
      for (int x = 1; x <= frame.columns(); x++, at += step) {
        samples[at] = (short) line[x];
      }
    }
  }
}
