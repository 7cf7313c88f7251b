package org.fedval.agent.dicom.codec;

/**
 * Brings a component to the size of the image. Twice as many samples are had by the triangle filter
 * that most decoders use (three parts of the nearer sample, one of the further), other whole ratios
 * by repetition.
 */
final class Upsampling {
  private final JpegPlane plane;
  private final int horizontal;
  private final int vertical;
  private final boolean filtered;
  private final int[] row;

  Upsampling(JpegPlane plane, JpegFrame frame, JpegFrame.Component component)
      throws CodecException {
    this.plane = plane;
    horizontal = frame.mostHorizontal() / component.horizontal();
    vertical = frame.mostVertical() / component.vertical();
    if (horizontal * component.horizontal() != frame.mostHorizontal()
        || vertical * component.vertical() != frame.mostVertical()) {
      throw new CodecException("The codestream's subsampling is not in whole ratios.");
    }
    filtered = horizontal <= 2 && vertical <= 2 && (horizontal == 1 || plane.width() > 2);
    row = new int[plane.width()];
  }

  /** Writes {@code columns} samples of row {@code y}, each {@code step} after the one before. */
  void row(int y, int columns, short[] out, int at, int step) {
    if (!filtered) {
      int from = y / vertical * plane.stride();
      for (int x = 0; x < columns; x++) {
        out[at + x * step] = plane.samples()[from + x / horizontal];
      }
      return;
    }
    mixRows(y);
    int bits = (horizontal == 2 ? 2 : 0) + (vertical == 2 ? 2 : 0);
    if (horizontal == 1) {
      int bias = vertical == 1 ? 0 : 1 + (y & 1);
      for (int x = 0; x < columns; x++) {
        out[at + x * step] = (short) (row[x] + bias >> bits);
      }
      return;
    }
    for (int x = 0; x < columns; x++) {
      int near = x >> 1;
      boolean right = (x & 1) == 1;
      int far = Math.max(0, Math.min(plane.width() - 1, right ? near + 1 : near - 1));
      int bias = vertical == 2 ? (right ? 7 : 8) : (right ? 2 : 1);
      out[at + x * step] = (short) (3 * row[near] + row[far] + bias >> bits);
    }
  }

  private void mixRows(int y) {
    int near = y / vertical;
    int far = Math.max(0, Math.min(plane.height() - 1, (y & 1) == 1 ? near + 1 : near - 1));
    for (int x = 0; x < row.length; x++) {
      int value = plane.samples()[near * plane.stride() + x];
      row[x] = vertical == 1 ? value : 3 * value + plane.samples()[far * plane.stride() + x];
    }
  }
}
