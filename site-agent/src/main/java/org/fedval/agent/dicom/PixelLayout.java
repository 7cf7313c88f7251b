package org.fedval.agent.dicom;

import java.util.Set;

/**
 * What the image attributes say of every frame (PS3.3 sections C.7.6.3 and C.7.6.24, PS3.5 section
 * 8.1.1).
 *
 * @param rows 1 to 65,535
 * @param columns 1 to 65,535
 * @param samplesPerPixel 1 or 3
 * @param frames 1 or more
 * @param bitsAllocated 1, 8, 16 or 32; of floating point samples 32 or 64
 * @param bitsStored 1 to {@code bitsAllocated}
 * @param highBit place of the most significant stored bit
 * @param planar whether native pixel data has one plane a sample
 */
record PixelLayout(
    int rows,
    int columns,
    int samplesPerPixel,
    int frames,
    Kind kind,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    String photometric,
    boolean planar) {

  /** What a sample is, told by the element that holds the pixel data. */
  enum Kind {
    INTEGER,
    FLOAT,
    DOUBLE;

    /** The kind that an element of pixel data holds. */
    static Kind of(Tag pixelData) {
      return pixelData.equals(Tag.FLOAT_PIXEL_DATA)
          ? FLOAT
          : pixelData.equals(Tag.DOUBLE_FLOAT_PIXEL_DATA) ? DOUBLE : INTEGER;
    }
  }

  private static final Set<String> ONE_SAMPLE =
      Set.of("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR");
  private static final Set<String> THREE_SAMPLES =
      Set.of("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_RCT", "YBR_ICT");

  /** Reads and checks the image pixel attributes. */
  static PixelLayout of(DataSet dataSet, Kind kind) throws DicomFault {
    int samples = required(dataSet, Tag.SAMPLES_PER_PIXEL);
    String photometric = dataSet.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse("");
    if (samples != 1 && samples != 3 || samples == 3 && kind != Kind.INTEGER) {
      throw DicomFault.pixels("Pixels do not have one or three samples.").at(Tag.SAMPLES_PER_PIXEL);
    }
    if (!(samples == 1 ? ONE_SAMPLE : THREE_SAMPLES).contains(photometric)) {
      throw DicomFault.pixels("Photometric interpretation and samples do not fit.")
          .at(Tag.PHOTOMETRIC_INTERPRETATION);
    }
    if (photometric.equals("PALETTE COLOR") && !hasPalette(dataSet)) {
      throw DicomFault.pixels("A palette color image has no palette.")
          .at(Tag.RED_PALETTE_DESCRIPTOR);
    }
    PixelLayout layout =
        kind == Kind.INTEGER
            ? integers(dataSet, samples, photometric)
            : floats(dataSet, kind, photometric);
    if (layout.subsampled() && layout.columns % 2 != 0) {
      throw DicomFault.pixels("Subsampled color needs an even number of columns.").at(Tag.COLUMNS);
    }
    return layout;
  }

  private static PixelLayout integers(DataSet dataSet, int samples, String photometric)
      throws DicomFault {
    int allocated = required(dataSet, Tag.BITS_ALLOCATED);
    int stored = required(dataSet, Tag.BITS_STORED);
    int highBit = dataSet.integer(Tag.HIGH_BIT).orElse(stored - 1);
    if (allocated != 8 && allocated != 16 && allocated != 32 && (allocated != 1 || samples != 1)) {
      throw DicomFault.pixels("Samples are not of 1, 8, 16 or 32 bits.").at(Tag.BITS_ALLOCATED);
    }
    if (stored < 1 || stored > allocated) {
      throw DicomFault.pixels("Samples hold fewer bits than are stored.").at(Tag.BITS_STORED);
    }
    if (highBit < stored - 1 || highBit >= allocated) {
      throw DicomFault.pixels("The high bit lies outside the sample.").at(Tag.HIGH_BIT);
    }
    int planar = dataSet.integer(Tag.PLANAR_CONFIGURATION).orElse(0);
    return new PixelLayout(
        positive(dataSet, Tag.ROWS),
        positive(dataSet, Tag.COLUMNS),
        samples,
        frames(dataSet),
        Kind.INTEGER,
        allocated,
        stored,
        highBit,
        zeroOrOne(required(dataSet, Tag.PIXEL_REPRESENTATION), Tag.PIXEL_REPRESENTATION),
        photometric,
        samples == 3 && zeroOrOne(planar, Tag.PLANAR_CONFIGURATION));
  }

  private static PixelLayout floats(DataSet dataSet, Kind kind, String photometric)
      throws DicomFault {
    int bits = kind == Kind.FLOAT ? 32 : 64;
    if (required(dataSet, Tag.BITS_ALLOCATED) != bits) {
      throw DicomFault.pixels("Floating point samples have another width.").at(Tag.BITS_ALLOCATED);
    }
    int rows = positive(dataSet, Tag.ROWS);
    int columns = positive(dataSet, Tag.COLUMNS);
    return new PixelLayout(
        rows, columns, 1, frames(dataSet), kind, bits, bits, bits - 1, true, photometric, false);
  }

  private static boolean hasPalette(DataSet dataSet) {
    return dataSet.element(Tag.RED_PALETTE_DESCRIPTOR).isPresent()
        && dataSet.element(Tag.GREEN_PALETTE_DESCRIPTOR).isPresent()
        && dataSet.element(Tag.BLUE_PALETTE_DESCRIPTOR).isPresent();
  }

  /** Samples of one decoded frame; at most three times 65,535 squared. */
  long frameSamples() {
    return (long) rows * columns * samplesPerPixel;
  }

  /** Bytes of a decoded sample; one also where a single bit is allocated. */
  int cellBytes() {
    return Math.max(1, bitsAllocated / 8);
  }

  /** Bytes of one decoded frame. */
  long frameBytes() {
    return frameSamples() * cellBytes();
  }

  /** Whether native pixel data keeps two color samples for two pixels (PS3.3 C.7.6.3.1.2). */
  boolean subsampled() {
    return photometric.endsWith("_422");
  }

  /** Bits of one frame in native encoding. Frames are not padded to bytes. */
  long nativeFrameBits() {
    long samples = subsampled() ? frameSamples() / 3 * 2 : frameSamples();
    return samples * bitsAllocated;
  }

  /** Bytes of all frames in native encoding, without padding; saturates. */
  long nativeBytes() {
    long frameBits = nativeFrameBits();
    return frameBits > (Long.MAX_VALUE - 7) / frames
        ? Long.MAX_VALUE / 8
        : (frameBits * frames + 7) / 8;
  }

  private static int frames(DataSet dataSet) throws DicomFault {
    if (dataSet.text(Tag.NUMBER_OF_FRAMES).isEmpty()) {
      return 1;
    }
    int frames = dataSet.integer(Tag.NUMBER_OF_FRAMES).orElse(0);
    if (frames < 1) {
      throw DicomFault.pixels("The number of frames is not a number above zero.")
          .at(Tag.NUMBER_OF_FRAMES);
    }
    return frames;
  }

  private static int required(DataSet dataSet, Tag tag) throws DicomFault {
    return dataSet
        .integer(tag)
        .orElseThrow(() -> DicomFault.pixels("A required image attribute is missing.").at(tag));
  }

  private static int positive(DataSet dataSet, Tag tag) throws DicomFault {
    int value = required(dataSet, tag);
    if (value < 1) {
      throw DicomFault.pixels("The image has no pixels.").at(tag);
    }
    return value;
  }

  private static boolean zeroOrOne(int value, Tag tag) throws DicomFault {
    if (value != 0 && value != 1) {
      throw DicomFault.pixels("An image attribute has an undefined value.").at(tag);
    }
    return value == 1;
  }
}
