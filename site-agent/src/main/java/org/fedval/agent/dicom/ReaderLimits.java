package org.fedval.agent.dicom;

/**
 * What a file may ask for before anything is allocated.
 *
 * @param valueBytes longest value kept other than pixel data; longer ones are passed over
 * @param keptBytes all values other than pixel data together
 * @param frameBytes one frame of pixel data, coded or decoded
 * @param inflatedBytes longest deflated data set after inflation
 * @param elements number of elements, items, fragments and frames in a file
 * @param depth nesting of sequences
 */
public record ReaderLimits(
    int valueBytes, long keptBytes, int frameBytes, long inflatedBytes, int elements, int depth) {
  /**
   * 4 MiB a value, 32 MiB together, 128 MiB a frame, 192 MiB inflated, 200,000 elements, 64 levels.
   */
  public static final ReaderLimits STANDARD =
      new ReaderLimits(4 << 20, 32L << 20, 128 << 20, 192L << 20, 200_000, 64);

  public ReaderLimits {
    if (valueBytes < 64
        || keptBytes < valueBytes
        || frameBytes < 1
        || inflatedBytes < 1
        || elements < 1
        || depth < 1) {
      throw new IllegalArgumentException(
          "Reader limits must be positive, and 64 bytes or more a value.");
    }
  }
}
