package org.fedval.agent.dicom;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;

/**
 * Turns a parsed file into stored grayscale values. What the transfer syntax asks for is looked up
 * in a map of codecs; all else (bits, sign, rescale, window) is the same for every syntax.
 * Thread-safe.
 */
public final class PixelDecoder {
  private static final PixelDecoder STANDARD = new PixelDecoder(nativeSyntaxes());

  private final Map<TransferSyntax, PixelCodec> codecs;

  PixelDecoder(Map<TransferSyntax, PixelCodec> codecs) {
    this.codecs = Map.copyOf(codecs);
  }

  /** The decoder for every transfer syntax that this version decodes. */
  public static PixelDecoder standard() {
    return STANDARD;
  }

  private static Map<TransferSyntax, PixelCodec> nativeSyntaxes() {
    Map<TransferSyntax, PixelCodec> codecs = new EnumMap<>(TransferSyntax.class);
    for (TransferSyntax syntax : TransferSyntax.values()) {
      if (!syntax.encapsulated()) {
        codecs.put(syntax, new NativePixels());
      }
    }
    return codecs;
  }

  boolean decodes(TransferSyntax syntax) {
    return codecs.containsKey(syntax);
  }

  /**
   * The single grayscale frame of a file read whole.
   *
   * @throws DicomFault TRANSFER_SYNTAX when there is no codec for it; PIXEL_DECODE when the image
   *     is damaged, or is not one grayscale frame of 8 or 16 bits allocated
   */
  public GrayscaleImage decode(Part10Object object) throws DicomFault {
    PixelCodec codec =
        TransferSyntax.find(object.transferSyntaxUid())
            .flatMap(syntax -> Optional.ofNullable(codecs.get(syntax)))
            .orElseThrow(() -> DicomFault.transferSyntax(object.transferSyntaxUid()));
    DataSet dataSet = object.dataSet();
    PixelLayout layout = PixelLayout.of(dataSet);
    if (!dataSet.items(Tag.MODALITY_LUT_SEQUENCE).isEmpty()) {
      throw DicomFault.pixels("A modality lookup table is not supported.")
          .at(Tag.MODALITY_LUT_SEQUENCE);
    }
    double slope = numberOr(1, dataSet, Tag.RESCALE_SLOPE);
    if (slope == 0) {
      throw DicomFault.pixels("The rescale slope is zero.").at(Tag.RESCALE_SLOPE);
    }
    double intercept = numberOr(0, dataSet, Tag.RESCALE_INTERCEPT);
    VoiWindow window = window(dataSet).orElse(null);
    Element pixelData =
        dataSet
            .element(Tag.PIXEL_DATA)
            .orElseThrow(
                () ->
                    DicomFault.pixels(
                            "The file has no pixel data of the length that its attributes say.")
                        .at(Tag.PIXEL_DATA));
    short[] stored = codec.cells(layout, pixelData);
    isolateStoredBits(layout, stored);
    return new GrayscaleImage(
        layout.rows(),
        layout.columns(),
        layout.bitsStored(),
        layout.signed(),
        layout.monochrome1(),
        slope,
        intercept,
        window,
        stored);
  }

  private static void isolateStoredBits(PixelLayout layout, short[] cells) {
    int bits = layout.bitsStored();
    int drop = 32 - bits;
    int shift = layout.highBit() + 1 - bits;
    for (int i = 0; i < cells.length; i++) {
      int moved = (cells[i] & 0xFFFF) >>> shift << drop;
      cells[i] = (short) (layout.signed() ? moved >> drop : moved >>> drop);
    }
  }

  /** The first pair of values counts (PS3.3 section C.11.2.1.2). */
  private static Optional<VoiWindow> window(DataSet dataSet) throws DicomFault {
    if (dataSet.text(Tag.WINDOW_CENTER).isEmpty() || dataSet.text(Tag.WINDOW_WIDTH).isEmpty()) {
      return Optional.empty();
    }
    double center = numberOr(0, dataSet, Tag.WINDOW_CENTER);
    double width = numberOr(0, dataSet, Tag.WINDOW_WIDTH);
    VoiWindow.Function function =
        switch (dataSet.text(Tag.VOI_LUT_FUNCTION).orElse("LINEAR")) {
          case "LINEAR" -> VoiWindow.Function.LINEAR;
          case "LINEAR_EXACT" -> VoiWindow.Function.LINEAR_EXACT;
          case "SIGMOID" -> VoiWindow.Function.SIGMOID;
          default ->
              throw DicomFault.pixels("The VOI LUT function is not one of the standard's.")
                  .at(Tag.VOI_LUT_FUNCTION);
        };
    if (function == VoiWindow.Function.LINEAR ? width < 1 : width <= 0) {
      throw DicomFault.pixels("The window is narrower than its function allows.")
          .at(Tag.WINDOW_WIDTH);
    }
    return Optional.of(new VoiWindow(center, width, function));
  }

  private static double numberOr(double absent, DataSet dataSet, Tag tag) throws DicomFault {
    if (dataSet.text(tag).isEmpty()) {
      return absent;
    }
    OptionalDouble value = dataSet.decimal(tag);
    if (value.isEmpty()) {
      throw DicomFault.pixels("A display attribute is not a number.").at(tag);
    }
    return value.getAsDouble();
  }
}
