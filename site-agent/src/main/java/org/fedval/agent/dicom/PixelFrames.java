package org.fedval.agent.dicom;

import java.util.Optional;
import org.fedval.agent.dicom.codec.FrameCodec;
import org.fedval.agent.dicom.codec.FrameCodecs;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a parsed file: what its attributes promise, checked against its transfer syntax and
 * the length of its pixel data, and a reader of them. Nothing is decoded before a frame is asked
 * for, so memory does not grow with their number.
 */
record PixelFrames(PixelLayout layout, FrameReader reader) {
  /** Whether a file has pixel data, of whatever kind. */
  static boolean in(DataSet dataSet) {
    return dataSet.elements().keySet().stream().anyMatch(Tag::isPixelData);
  }

  /** Whether there is a decoder for a transfer syntax. */
  static boolean decodes(TransferSyntax syntax) {
    return !syntax.encapsulated()
        || syntax == TransferSyntax.RLE_LOSSLESS
        || FrameCodecs.find(syntax.uid()).isPresent();
  }

  /**
   * Opens the pixel data of a file read whole.
   *
   * @throws DicomFault TRANSFER_SYNTAX when there is no decoder for it, or the file names none;
   *     PIXEL_DECODE when attributes and data do not fit
   */
  static PixelFrames open(Part10Object object, ReaderLimits limits) throws DicomFault {
    if (!object.namesTransferSyntax()) {
      throw DicomFault.unnamedTransferSyntax();
    }
    Optional<TransferSyntax> syntax = TransferSyntax.find(object.transferSyntaxUid());
    Optional<FrameCodec> codec = FrameCodecs.find(object.transferSyntaxUid());
    if (codec.isEmpty() && syntax.filter(PixelFrames::decodes).isEmpty()) {
      throw DicomFault.transferSyntax(object.transferSyntaxUid());
    }
    DataSet dataSet = object.dataSet();
    Tag tag = pixelTag(dataSet);
    PixelLayout layout = PixelLayout.of(dataSet, PixelLayout.Kind.of(tag));
    Element element = dataSet.elements().get(tag);
    PixelData data = data(element);
    boolean encapsulated = syntax.isEmpty() || syntax.get().encapsulated();
    if (encapsulated != data instanceof PixelData.Encapsulated) {
      throw DicomFault.pixels("Pixel data is compressed, or is not, against its transfer syntax.")
          .at(tag);
    }
    FrameReader reader;
    if (data instanceof PixelData.Native raw) {
      reader = NativeFrames.of(layout, raw, element == null ? Vr.OB : element.vr());
      requireWithin(limits, layout);
    } else {
      requireWithin(limits, layout);
      reader = coded((PixelData.Encapsulated) data, layout, codec, dataSet, limits);
    }
    return new PixelFrames(layout, reader);
  }

  private static FrameReader coded(
      PixelData.Encapsulated data,
      PixelLayout layout,
      Optional<FrameCodec> codec,
      DataSet dataSet,
      ReaderLimits limits)
      throws DicomFault {
    if (layout.kind() != PixelLayout.Kind.INTEGER) {
      throw DicomFault.pixels("Floating point samples are compressed.").at(Tag.PIXEL_DATA);
    }
    return new CodedFrames(
        data,
        FrameFragments.of(data, layout.frames(), dataSet),
        codec.isPresent() ? CodedFrames.codec(codec.get(), layout) : CodedFrames.rle(layout),
        limits.frameBytes());
  }

  private static Tag pixelTag(DataSet dataSet) throws DicomFault {
    Tag found = null;
    for (Tag tag : dataSet.elements().keySet()) {
      if (tag.isPixelData()) {
        if (found != null) {
          throw DicomFault.pixels("The file has pixel data of two kinds.").at(tag);
        }
        found = tag;
      }
    }
    if (found == null) {
      throw DicomFault.pixels("The file has no pixel data.").at(Tag.PIXEL_DATA);
    }
    return found;
  }

  private static PixelData data(@Nullable Element element) {
    if (element instanceof Element.Pixels pixels) {
      return pixels.data();
    }
    byte[] bytes = element instanceof Element.Bytes loaded ? loaded.bytes() : new byte[0];
    return new PixelData.Native(ByteSource.of(bytes), 0, bytes.length, false);
  }

  private static void requireWithin(ReaderLimits limits, PixelLayout layout) throws DicomFault {
    if (layout.frameBytes() > limits.frameBytes()) {
      throw DicomFault.pixels("A frame is larger than this version decodes.")
          .at(Tag.ROWS)
          .length(layout.frameBytes());
    }
    if (layout.frames() > limits.elements()) {
      throw DicomFault.pixels("There are more frames than this version decodes.")
          .at(Tag.NUMBER_OF_FRAMES);
    }
  }
}
