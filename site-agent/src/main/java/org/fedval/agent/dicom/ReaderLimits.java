package org.fedval.agent.dicom;

/**
 * What a file may ask for before anything is allocated.
 *
 * @param valueBytes longest value kept other than pixel data; longer ones are passed over
 * @param pixelBytes longest pixel data
 * @param inflatedBytes longest deflated data set after inflation
 * @param elements number of elements, items and fragments in a file
 * @param depth nesting of sequences
 */
public record ReaderLimits(
    int valueBytes, int pixelBytes, long inflatedBytes, int elements, int depth) {
  /** 16 MiB a value, 512 MiB of pixels, 1 GiB inflated, 500,000 elements, 64 levels. */
  public static final ReaderLimits STANDARD =
      new ReaderLimits(16 << 20, 512 << 20, 1L << 30, 500_000, 64);

  public ReaderLimits {
    if (valueBytes < 64 || pixelBytes < 1 || inflatedBytes < 1 || elements < 1 || depth < 1) {
      throw new IllegalArgumentException("Reader limits must be positive, 64 bytes a value.");
    }
  }
}
