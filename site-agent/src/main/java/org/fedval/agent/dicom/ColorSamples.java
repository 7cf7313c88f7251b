package org.fedval.agent.dicom;

/** Brings the three samples of each pixel side by side; color itself is not touched. */
final class ColorSamples {
  private static final int SAMPLES = 3;

  private ColorSamples() {}

  /** One plane a sample (Planar Configuration 1) to pixel after pixel. */
  static byte[] interleaved(byte[] planes, int cellBytes) {
    byte[] pixels = new byte[planes.length];
    int plane = planes.length / SAMPLES;
    int out = 0;
    for (int cell = 0; cell < plane; cell += cellBytes) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        for (int i = 0; i < cellBytes; i++) {
          pixels[out++] = planes[sample * plane + cell + i];
        }
      }
    }
    return pixels;
  }

  /** Two luminances and one pair of chrominances (PS3.3 C.7.6.3.1.2) to two whole pixels. */
  static byte[] upsampled(byte[] pairs, int cellBytes) {
    byte[] pixels = new byte[pairs.length / 2 * SAMPLES];
    int group = 4 * cellBytes;
    int out = 0;
    for (int start = 0; start + group <= pairs.length; start += group) {
      for (int pixel = 0; pixel < 2; pixel++) {
        out = copyCell(pairs, start + pixel * cellBytes, pixels, out, cellBytes);
        out = copyCell(pairs, start + 2 * cellBytes, pixels, out, cellBytes);
        out = copyCell(pairs, start + 3 * cellBytes, pixels, out, cellBytes);
      }
    }
    return pixels;
  }

  private static int copyCell(byte[] from, int at, byte[] to, int out, int cellBytes) {
    System.arraycopy(from, at, to, out, cellBytes);
    return out + cellBytes;
  }
}
