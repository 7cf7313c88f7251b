package org.fedval.agent.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * Writes lossless JPEG for tests (T.81 annex H): every difference category has a code of five bits.
 */
record JpegLosslessEncoder(int precision, int predictor, int pointTransform, int restartLines) {
  private static final class Bits {
    private final ByteArrayOutputStream out;
    private int buffer;
    private int held;

    Bits(ByteArrayOutputStream out) {
      this.out = out;
    }

    void put(int value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        buffer = buffer << 1 | value >> i & 1;
        if (++held == 8) {
          out.write(buffer);
          if (buffer == 0xFF) {
            out.write(0);
          }
          buffer = 0;
          held = 0;
        }
      }
    }

    void flush() {
      while (held != 0) {
        put(1, 1);
      }
    }
  }

  byte[] encode(short[] samples, int rows, int columns, int components, boolean interleaved) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    words(out, 0xFFD8, 0xFFC3, 8 + 3 * components);
    out.write(precision);
    words(out, rows, columns);
    out.write(components);
    for (int c = 0; c < components; c++) {
      out.write(c + 1);
      out.write(0x11);
      out.write(0);
    }
    words(out, 0xFFC4, 2 + 1 + 16 + 17);
    out.write(0);
    for (int length = 1; length <= 16; length++) {
      out.write(length == 5 ? 17 : 0);
    }
    for (int size = 0; size <= 16; size++) {
      out.write(size);
    }
    if (restartLines > 0) {
      words(out, 0xFFDD, 4, restartLines * columns);
    }
    for (int first = 0; first < components; first += interleaved ? components : 1) {
      int count = interleaved ? components : 1;
      words(out, 0xFFDA, 6 + 2 * count);
      out.write(count);
      for (int c = first; c < first + count; c++) {
        out.write(c + 1);
        out.write(0);
      }
      out.write(predictor);
      out.write(0);
      out.write(pointTransform);
      scan(out, samples, rows, columns, components, first, count);
    }
    words(out, 0xFFD9);
    return out.toByteArray();
  }

  private void scan(
      ByteArrayOutputStream out,
      short[] samples,
      int rows,
      int columns,
      int components,
      int first,
      int count) {
    Bits bits = new Bits(out);
    for (int y = 0; y < rows; y++) {
      boolean start = restartLines == 0 ? y == 0 : y % restartLines == 0;
      if (start && y > 0) {
        bits.flush();
        words(out, 0xFFD0 + (y / restartLines - 1) % 8);
      }
      for (int x = 0; x < columns; x++) {
        for (int c = first; c < first + count; c++) {
          int value = at(samples, columns, components, x, y, c);
          int difference = value - predicted(samples, columns, components, x, y, c, start);
          difference = (short) difference;
          if (difference == -32768) {
            bits.put(16, 5);
            continue;
          }
          int size = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
          bits.put(size, 5);
          bits.put(difference < 0 ? difference - 1 : difference, size);
        }
      }
    }
    bits.flush();
  }

  private int at(short[] samples, int columns, int components, int x, int y, int c) {
    return (samples[(y * columns + x) * components + c] & 0xFFFF) >> pointTransform;
  }

  private int predicted(
      short[] samples, int columns, int components, int x, int y, int c, boolean start) {
    if (start) {
      return x == 0
          ? 1 << precision - pointTransform - 1
          : at(samples, columns, components, x - 1, y, c);
    }
    int above = at(samples, columns, components, x, y - 1, c);
    if (x == 0) {
      return above;
    }
    int left = at(samples, columns, components, x - 1, y, c);
    int aboveLeft = at(samples, columns, components, x - 1, y - 1, c);
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> aboveLeft;
      case 4 -> left + above - aboveLeft;
      case 5 -> left + (above - aboveLeft >> 1);
      case 6 -> above + (left - aboveLeft >> 1);
      default -> left + above >> 1;
    };
  }

  private static void words(ByteArrayOutputStream out, int... values) {
    for (int value : values) {
      out.write(value >> 8);
      out.write(value);
    }
  }
}
