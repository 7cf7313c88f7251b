package org.fedval.agent.dicom;

/**
 * One frame in RLE Lossless (PS3.5 annex G): a header of 16 words names the segments, one for every
 * byte of every sample, most significant byte first; each is packed by the PackBits scheme.
 */
final class RleFrame {
  private static final int HEADER_BYTES = 64;
  private static final int MAX_SEGMENTS = 15;

  /** Two coded bytes give at most 128. */
  private static final int MAX_EXPANSION = 64;

  private RleFrame() {}

  /** Little-endian cells; thrown before they are allocated when the data are too short for them. */
  static byte[] decode(byte[] coded, PixelLayout layout) throws DicomFault {
    int cellBytes = layout.cellBytes();
    int samples = layout.samplesPerPixel();
    int segments = cellBytes * samples;
    int pixels = Math.multiplyExact(layout.rows(), layout.columns());
    if (layout.bitsAllocated() == 1
        || coded.length < HEADER_BYTES
        || word(coded, 0) != segments
        || segments > MAX_SEGMENTS
        || (long) (coded.length - HEADER_BYTES) * MAX_EXPANSION < layout.frameBytes()) {
      throw wrong("An RLE header does not fit the image attributes.");
    }
    byte[] cells = new byte[Math.toIntExact(layout.frameBytes())];
    int pixelBytes = cellBytes * samples;
    for (int segment = 0; segment < segments; segment++) {
      long start = word(coded, segment + 1);
      long end = segment + 1 < segments ? word(coded, segment + 2) : coded.length;
      if (start < HEADER_BYTES || segment == 0 && start != HEADER_BYTES) {
        throw wrong("An RLE segment starts outside its data.");
      }
      if (end <= start || end > coded.length) {
        throw wrong("An RLE segment ends outside its data.");
      }
      int sample = segment / cellBytes;
      int significance = cellBytes - 1 - segment % cellBytes;
      int first = sample * cellBytes + significance;
      unpack(coded, (int) start, (int) end, cells, first, pixelBytes, pixels);
    }
    return cells;
  }

  private static void unpack(
      byte[] coded, int start, int end, byte[] cells, int first, int step, int pixels)
      throws DicomFault {
    int in = start;
    int out = first;
    int left = pixels;
    while (left > 0) {
      if (in + 1 >= end) {
        throw wrong("An RLE segment is too short.");
      }
      int control = coded[in++];
      if (control == -128) {
        continue;
      }
      int run = control >= 0 ? control + 1 : 1 - control;
      if (run > left || control >= 0 && run > end - in) {
        throw wrong("An RLE run leaves its segment.");
      }
      for (int i = 0; i < run; i++) {
        cells[out] = coded[control >= 0 ? in + i : in];
        out += step;
      }
      in += control >= 0 ? run : 1;
      left -= run;
    }
    for (; in < end; in++) {
      if (coded[in] != 0 && coded[in] != -128) {
        throw wrong("An RLE segment is too long.");
      }
    }
  }

  private static long word(byte[] coded, int index) {
    int at = 4 * index;
    return coded[at] & 0xFFL
        | (coded[at + 1] & 0xFFL) << 8
        | (coded[at + 2] & 0xFFL) << 16
        | (coded[at + 3] & 0xFFL) << 24;
  }

  private static DicomFault wrong(String sentence) {
    return DicomFault.pixels(sentence).at(Tag.PIXEL_DATA);
  }
}
