package org.fedval.agent.dicom;

import org.jspecify.annotations.Nullable;

/**
 * One decoded grayscale frame: stored values before rescale (after the modality LUT, where the file
 * has a table), with what DICOM says about turning them into display values (PS3.3 C.7.6.3, C.11.1,
 * C.11.2). Immutable by convention: the array is handed over, not copied, because a mammogram has
 * 12 million samples.
 *
 * @param stored row-major stored values, already sign-extended, length {@code rows * columns}
 * @param bitsStored 1 to 16
 * @param monochrome1 true when the lowest value is displayed white
 * @param window the first VOI window pair, null when the file has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record GrayscaleImage(
    int rows,
    int columns,
    int bitsStored,
    boolean signed,
    boolean monochrome1,
    double rescaleSlope,
    double rescaleIntercept,
    @Nullable VoiWindow window,
    short[] stored) {

  /** The stored value at a place; 0-based. */
  public int sample(int row, int column) {
    short raw = stored[row * columns + column];
    return signed ? raw : raw & 0xFFFF;
  }

  /** A VOI window in rescaled units (PS3.3 C.11.2.1.2). */
  public record VoiWindow(double center, double width, Function function) {
    /** VOI LUT Function (0028,1056); LINEAR when absent. */
    public enum Function {
      LINEAR,
      LINEAR_EXACT,
      SIGMOID
    }
  }
}
