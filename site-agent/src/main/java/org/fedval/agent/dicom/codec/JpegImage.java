package org.fedval.agent.dicom.codec;

/** A frame of T.81 while its scans are decoded. Used by one thread. */
interface JpegImage {
  /**
   * Decodes one scan.
   *
   * @param position where its entropy-coded data starts
   * @return where the marker behind it is
   */
  int decode(JpegScan scan, JpegTables tables, int position) throws CodecException;

  /** All samples, as {@link FrameCodec#decode} gives them, once every component had its scan. */
  short[] samples();
}
