package org.fedval.agent.dicom;

/** Unpacks the pixel data of one family of transfer syntaxes. Implementations are thread-safe. */
interface PixelCodec {
  /**
   * The frame's cells, row-major, each {@link PixelLayout#bitsAllocated()} wide with the stored
   * bits at the place that the layout names; bits outside those are ignored by the caller.
   *
   * @return exactly {@link PixelLayout#samples()} cells
   * @throws DicomFault with PIXEL_DECODE when the data do not give exactly this frame; thrown
   *     before memory for the frame is allocated where the data are too short for it
   */
  short[] cells(PixelLayout layout, Element pixelData) throws DicomFault;
}
