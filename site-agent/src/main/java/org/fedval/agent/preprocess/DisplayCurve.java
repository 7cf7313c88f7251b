package org.fedval.agent.preprocess;

import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;
import org.jspecify.annotations.Nullable;

/**
 * Stored value to display value in [0, 1]: modality rescale, VOI window (PS3.3 C.11.2.1.2 and
 * C.11.2.1.3), then the photometric interpretation. Every operation is one IEEE 754 double
 * operation in the order of the recipe's text, without fused multiply-add.
 */
final class DisplayCurve {
  private final double slope;
  private final double intercept;
  private final @Nullable VoiWindow window;
  private final double fullRange;
  private final boolean inverted;
  private final int mask;

  /** Display values by the stored value's bits; empty where computing each one is less work. */
  private final double[] table;

  /**
   * @param uses how often {@link #at} will be asked, about
   */
  DisplayCurve(GrayscaleImage image, int uses) throws RecipeException {
    slope = image.rescaleSlope();
    intercept = image.rescaleIntercept();
    window = image.window();
    inverted = image.monochrome1();
    fullRange = (1 << image.bitsStored()) - 1;
    if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
      throw new RecipeException("Rescale slope or intercept is not a finite number.");
    }
    requireDefined(image);
    int values = 1 << image.bitsStored();
    mask = values - 1;
    table = new double[values <= uses / 2 ? values : 0];
    for (int i = 0; i < table.length; i++) {
      table[i] = compute(image.signed() && i >= values / 2 ? i - values : i);
    }
  }

  private static void requireDefined(GrayscaleImage image) throws RecipeException {
    VoiWindow voi = image.window();
    if (voi == null) {
      if (image.signed()) {
        throw new RecipeException("Signed stored values without a VOI window have no full range.");
      }
      return;
    }
    double smallest = voi.function() == VoiWindow.Function.LINEAR ? 1 : Double.MIN_VALUE;
    if (!Double.isFinite(voi.center()) || !Double.isFinite(voi.width()) || voi.width() < smallest) {
      throw new RecipeException("The VOI window's center or width is outside what DICOM allows.");
    }
  }

  /**
   * @param stored as {@link GrayscaleImage#sample} gives it: within the bits stored
   */
  double at(int stored) {
    return table.length == 0 ? compute(stored) : table[stored & mask];
  }

  private double compute(int stored) {
    double x = stored * slope + intercept;
    double y = clamp(windowed(x));
    return inverted ? 1 - y : y;
  }

  private double windowed(double x) {
    if (window == null) {
      return x / fullRange;
    }
    double c = window.center();
    double w = window.width();
    switch (window.function()) {
      case LINEAR:
        if (w == 1) {
          return x <= c - 0.5 ? 0 : 1;
        }
        return (x - (c - 0.5)) / (w - 1) + 0.5;
      case LINEAR_EXACT:
        return (x - c) / w + 0.5;
      case SIGMOID:
        return 1 / (1 + StrictMath.exp(-4 * (x - c) / w));
    }
    throw new AssertionError("unknown VOI LUT function");
  }

  private static double clamp(double y) {
    return Math.min(1, Math.max(0, y));
  }
}
