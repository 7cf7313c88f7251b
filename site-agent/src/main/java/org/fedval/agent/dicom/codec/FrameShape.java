package org.fedval.agent.dicom.codec;

/**
 * What the image attributes of a data set promise of every frame (PS3.3 C.7.6.3).
 *
 * @param rows 1 to 65,535
 * @param columns 1 to 65,535
 * @param samplesPerPixel 1 or 3
 * @param bitsAllocated 8 or 16
 * @param bitsStored 1 to {@code bitsAllocated}
 * @param signed whether samples are two's complement
 */
public record FrameShape(
    int rows, int columns, int samplesPerPixel, int bitsAllocated, int bitsStored, boolean signed) {
  /** Rows times columns times samples; at most 2^31 - 1 by the reader's limits. */
  public int samples() {
    return Math.multiplyExact(Math.multiplyExact(rows, columns), samplesPerPixel);
  }
}
