package org.fedval.agent.dicom;

import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;
import org.jspecify.annotations.Nullable;

/**
 * Turns a parsed file into the grayscale values that a model is shown. How pixel data become cells
 * is {@link PixelFrames}' business; all else (bits, sign, modality LUT or rescale, window) is the
 * same for every transfer syntax. Thread-safe.
 */
public final class PixelDecoder {
  private static final PixelDecoder STANDARD = new PixelDecoder(ReaderLimits.STANDARD);

  private final ReaderLimits limits;

  PixelDecoder(ReaderLimits limits) {
    this.limits = limits;
  }

  /** The decoder for every transfer syntax that this version decodes. */
  public static PixelDecoder standard() {
    return STANDARD;
  }

  /**
   * The single grayscale frame of a file read whole.
   *
   * @throws DicomFault TRANSFER_SYNTAX when there is no codec for it; PIXEL_DECODE when the image
   *     is damaged, or is not one grayscale frame of at most 16 bits allocated
   */
  public GrayscaleImage decode(Part10Object object) throws DicomFault {
    DataSet dataSet = object.dataSet();
    PixelFrames frames = PixelFrames.open(object, limits);
    PixelLayout layout = frames.layout();
    requireOneGrayscaleFrame(layout);
    ModalityLut lut = ModalityLut.of(dataSet, layout.signed());
    DisplayAttributes.Rescale rescale =
        lut == null ? DisplayAttributes.rescale(dataSet) : new DisplayAttributes.Rescale(1, 0);
    VoiWindow window = DisplayAttributes.window(dataSet).orElse(null);
    short[] stored = frames.reader().frame(0).shorts();
    isolateStoredBits(layout, stored);
    return image(layout, lut, rescale, window, stored);
  }

  private static GrayscaleImage image(
      PixelLayout layout,
      @Nullable ModalityLut lut,
      DisplayAttributes.Rescale rescale,
      @Nullable VoiWindow window,
      short[] stored) {
    if (lut != null) {
      lut.apply(stored, layout.signed());
    }
    return new GrayscaleImage(
        layout.rows(),
        layout.columns(),
        lut == null ? layout.bitsStored() : lut.bits(),
        lut == null && layout.signed(),
        layout.photometric().equals("MONOCHROME1"),
        rescale.slope(),
        rescale.intercept(),
        window,
        stored);
  }

  private static void requireOneGrayscaleFrame(PixelLayout layout) throws DicomFault {
    if (layout.samplesPerPixel() != 1 || !layout.photometric().startsWith("MONOCHROME")) {
      throw DicomFault.pixels("The image is not grayscale.").at(Tag.PHOTOMETRIC_INTERPRETATION);
    }
    if (layout.frames() != 1) {
      throw DicomFault.pixels("The image does not have one frame.").at(Tag.NUMBER_OF_FRAMES);
    }
    if (layout.kind() != PixelLayout.Kind.INTEGER || layout.bitsAllocated() > 16) {
      throw DicomFault.pixels("Samples are wider than 16 bits.").at(Tag.BITS_ALLOCATED);
    }
  }

  private static void isolateStoredBits(PixelLayout layout, short[] cells) {
    int bits = layout.bitsStored();
    int shift = layout.highBit() + 1 - bits;
    if (shift == 0 && !layout.signed()) {
      maskStoredBits((1 << bits) - 1, cells);
      return;
    }
    boolean signed = layout.signed();
    int drop = 32 - bits;
    for (int i = 0; i < cells.length; i++) {
      int moved = (cells[i] & 0xFFFF) >>> shift << drop;
      cells[i] = (short) (signed ? moved >> drop : moved >>> drop);
    }
  }

  /** The common case, in a loop that a compiler turns into vector instructions. */
  private static void maskStoredBits(int mask, short[] cells) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (short) (cells[i] & mask);
    }
  }
}
