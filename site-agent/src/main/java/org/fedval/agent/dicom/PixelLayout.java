package org.fedval.agent.dicom;

/**
 * How the samples of a single grayscale frame lie in pixel data (PS3.3 section C.7.6.3, PS3.5
 * section 8.1.1).
 *
 * @param bitsAllocated 8 or 16
 * @param bitsStored 1 to {@code bitsAllocated}
 * @param highBit place of the most significant stored bit
 */
record PixelLayout(
    int rows,
    int columns,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean monochrome1) {

  /** Reads and checks the image pixel attributes. */
  static PixelLayout of(DataSet dataSet) throws DicomFault {
    if (required(dataSet, Tag.SAMPLES_PER_PIXEL) != 1) {
      throw DicomFault.pixels("The image is not grayscale.").at(Tag.SAMPLES_PER_PIXEL);
    }
    String photometric = dataSet.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse("");
    if (!photometric.equals("MONOCHROME1") && !photometric.equals("MONOCHROME2")) {
      throw DicomFault.pixels("The image is not grayscale.").at(Tag.PHOTOMETRIC_INTERPRETATION);
    }
    if (dataSet.text(Tag.NUMBER_OF_FRAMES).isPresent()
        && dataSet.integer(Tag.NUMBER_OF_FRAMES).orElse(0) != 1) {
      throw DicomFault.pixels("The image does not have one frame.").at(Tag.NUMBER_OF_FRAMES);
    }
    int allocated = required(dataSet, Tag.BITS_ALLOCATED);
    int stored = required(dataSet, Tag.BITS_STORED);
    int highBit = dataSet.integer(Tag.HIGH_BIT).orElse(stored - 1);
    if (allocated != 8 && allocated != 16) {
      throw DicomFault.pixels("Samples are not of 8 or 16 bits.").at(Tag.BITS_ALLOCATED);
    }
    if (stored < 1 || stored > allocated) {
      throw DicomFault.pixels("Samples hold fewer bits than are stored.").at(Tag.BITS_STORED);
    }
    if (highBit < stored - 1 || highBit >= allocated) {
      throw DicomFault.pixels("The high bit lies outside the sample.").at(Tag.HIGH_BIT);
    }
    int representation = required(dataSet, Tag.PIXEL_REPRESENTATION);
    if (representation > 1) {
      throw DicomFault.pixels("An image attribute has an undefined value.")
          .at(Tag.PIXEL_REPRESENTATION);
    }
    return new PixelLayout(
        positive(dataSet, Tag.ROWS),
        positive(dataSet, Tag.COLUMNS),
        allocated,
        stored,
        highBit,
        representation == 1,
        photometric.equals("MONOCHROME1"));
  }

  /** Bytes of the frame in native encoding; 0 when the attributes describe no such frame. */
  static long frameBytes(DataSet dataSet) {
    try {
      return of(dataSet).bytes();
    } catch (DicomFault notOneGrayscaleFrame) {
      return 0;
    }
  }

  /** Samples in the frame; at most 65,535 squared. */
  long samples() {
    return (long) rows * columns;
  }

  /** Bytes of the frame in native encoding, without padding. */
  long bytes() {
    return samples() * (bitsAllocated / 8);
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
}
