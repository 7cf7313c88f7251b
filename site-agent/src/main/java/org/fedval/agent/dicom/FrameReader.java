package org.fedval.agent.dicom;

/** Reads and decodes the frames of one image, each when it is asked for. */
interface FrameReader {
  /**
   * One frame, counted from 0; nothing of it is kept.
   *
   * @throws DicomFault UNREADABLE or PIXEL_DECODE when the data do not give exactly this frame
   */
  Cells frame(int index) throws DicomFault;
}
