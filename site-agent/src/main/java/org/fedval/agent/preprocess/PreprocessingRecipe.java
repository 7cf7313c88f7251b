package org.fedval.agent.preprocess;

import java.util.List;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.wire.bundle.ModelSpec;

/**
 * The locked recipe {@code fedval.cxr-grayscale/1}: the same image gives bit-equal float32 values
 * on every machine (double arithmetic without fused multiply-add; only the SIGMOID window calls a
 * transcendental function, {@link StrictMath#exp}). Immutable and safe for many threads.
 */
public final class PreprocessingRecipe {
  private static final List<String> STEPS =
      List.of(
          "1 decode Pixel Data to stored values; one frame, one sample per pixel",
          "2 modality: x = stored * RescaleSlope + RescaleIntercept; absent = 1 and 0",
          "3 VOI, first window pair c, w: LINEAR y = (x - (c - 0.5)) / (w - 1) + 0.5; LINEAR_EXACT"
              + " y = (x - c) / w + 0.5; SIGMOID y = 1 / (1 + exp(-4 (x - c) / w)); no window:"
              + " y = x / (2^BitsStored - 1); then clamp y to [0, 1]",
          "4 MONOCHROME1: y = 1 - y; PresentationLUTShape does not invert a second time",
          "5 resize to height x width without keeping the aspect: bilinear, half-pixel centres,"
              + " edge clamp, no antialias; columns first, then rows",
          "6 t = (y - mean) / std, then round to float32",
          "7 replicate the one channel to the input's channels");

  /** Stored values that one value of the plane is made of. */
  private static final int SAMPLES_A_VALUE = 4;

  private final int height;
  private final int width;
  private final double mean;
  private final double std;

  public PreprocessingRecipe(ModelSpec.Preprocessing parameters) {
    height = parameters.height();
    width = parameters.width();
    mean = parameters.mean();
    std = parameters.std();
  }

  /** The steps in words, in order, for people who inspect a bundle. */
  public static List<String> steps() {
    return STEPS;
  }

  /** Values of one channel: height times width. */
  public int planeSize() {
    return height * width;
  }

  /**
   * Fills one channel, row-major.
   *
   * @param plane length {@link #planeSize()}
   * @throws RecipeException where a step is not defined for this image
   */
  public void apply(GrayscaleImage image, float[] plane) throws RecipeException {
    if (plane.length != planeSize()) {
      throw new IllegalArgumentException("plane must hold height x width values");
    }
    DisplayCurve curve = new DisplayCurve(image, SAMPLES_A_VALUE * plane.length);
    Resample columns = new Resample(image.columns(), width);
    Resample rows = new Resample(image.rows(), height);
    double[] top = new double[width];
    double[] bottom = new double[width];
    int topRow = -1;
    int bottomRow = -1;
    for (int y = 0; y < height; y++) {
      if (rows.low(y) == bottomRow) {
        double[] spare = top;
        top = bottom;
        bottom = spare;
        topRow = bottomRow;
        bottomRow = -1;
      }
      if (rows.low(y) != topRow) {
        topRow = rows.low(y);
        row(image, curve, columns, topRow, top);
      }
      if (rows.high(y) != bottomRow) {
        bottomRow = rows.high(y);
        row(image, curve, columns, bottomRow, bottom);
      }
      double fy = rows.fraction(y);
      for (int x = 0; x < width; x++) {
        double value = top[x] * (1 - fy) + bottom[x] * fy;
        plane[y * width + x] = (float) ((value - mean) / std);
      }
    }
  }

  private static void row(
      GrayscaleImage image, DisplayCurve curve, Resample columns, int row, double[] into) {
    for (int x = 0; x < into.length; x++) {
      double left = curve.at(image.sample(row, columns.low(x)));
      double right = curve.at(image.sample(row, columns.high(x)));
      double fx = columns.fraction(x);
      into[x] = left * (1 - fx) + right * fx;
    }
  }
}
