package org.fedval.agent.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Native (uncompressed) pixel data, already little endian (PS3.5 section 8.1.1). */
final class NativePixels implements PixelCodec {
  @Override
  public short[] cells(PixelLayout layout, Element pixelData) throws DicomFault {
    if (!(pixelData instanceof Element.Bytes value)) {
      throw DicomFault.pixels("Pixel data is compressed against its transfer syntax.")
          .at(Tag.PIXEL_DATA);
    }
    byte[] bytes = value.bytes();
    long needed = layout.bytes();
    if (bytes.length != needed && bytes.length != needed + needed % 2) {
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
}
