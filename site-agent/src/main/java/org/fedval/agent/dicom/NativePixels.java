package org.fedval.agent.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Native (uncompressed) pixel data, already little endian (PS3.5 section 8.1.1). */
final class NativePixels implements PixelCodec {
  /** Zeros that scanners append to fill a block; more, or others, are a wrong length. */
  static final int PADDING_BYTES = 512;

  @Override
  public short[] cells(PixelLayout layout, Element pixelData) throws DicomFault {
    if (!(pixelData instanceof Element.Bytes value)) {
      throw DicomFault.pixels("Pixel data is compressed against its transfer syntax.")
          .at(Tag.PIXEL_DATA);
    }
    byte[] bytes = value.bytes();
    long needed = layout.bytes();
    if (bytes.length < needed || !onlyPadding(bytes, needed)) {
      throw DicomFault.pixels("Pixel data is not as long as rows and columns say.")
          .at(Tag.PIXEL_DATA)
          .length(bytes.length);
    }
    short[] cells = new short[(int) layout.samples()];
    if (layout.bitsAllocated() == 16) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(cells);
    } else {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (short) (bytes[i] & 0xFF);
      }
    }
    return cells;
  }

  private static boolean onlyPadding(byte[] bytes, long from) {
    long evenEnd = from + from % 2;
    if (bytes.length - evenEnd > PADDING_BYTES) {
      return false;
    }
    for (long i = evenEnd; i < bytes.length; i++) {
      if (bytes[(int) i] != 0) {
        return false;
      }
    }
    return true;
  }
}
