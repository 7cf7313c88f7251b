package org.fedval.agent.dicom.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A small image by a formula, and codestreams that other encoders made of it: CharLS and the JPEG
 * library of DCMTK 3.6.7, OpenJPEG 2.5.0.
 */
final class SampleFrames {
  static final int ROWS = 20;
  static final int COLUMNS = 24;

  private SampleFrames() {}

  /** Flat patches between curves that wrap at the highest value. */
  static int sample(int x, int y, int component, int bits) {
    int highest = (1 << bits) - 1;
    if ((x / 6 + y / 5) % 3 == 0) {
      return component * 40 + highest / 3 & highest;
    }
    int curve = x * x * 3 + y * y * 5 + x * y + component * 37;
    return curve * Math.max(1, highest / 1023) + (x * 7 + y * 3) % 5 & highest;
  }

  static short[] frame(int components, int bits) {
    short[] samples = new short[ROWS * COLUMNS * components];
    int at = 0;
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        for (int c = 0; c < components; c++) {
          samples[at++] = (short) sample(x, y, c, bits);
        }
      }
    }
    return samples;
  }

  static FrameShape shape(int components, int bits) {
    return new FrameShape(ROWS, COLUMNS, components, bits <= 8 ? 8 : 16, bits, false);
  }

  static byte[] codestream(String name) {
    try (InputStream in = SampleFrames.class.getResourceAsStream("/codec/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FrameCodec codec(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".jls" -> new JpegLsCodec();
      case ".jpg" -> name.contains("lossless") ? JpegCodec.lossless() : JpegCodec.dct();
      default -> new Jpeg2000Codec();
    };
  }

  static int components(String name) {
    return name.startsWith("colour") ? 3 : 1;
  }

  static int bits(String name) {
    return Integer.parseInt(name.replaceAll("^[a-z]+([0-9]+).*", "$1"));
  }

  static short[] decoded(String name) throws CodecException {
    return codec(name).decode(codestream(name), shape(components(name), bits(name)));
  }
}
