package org.fedval.cli.demo;

/**
 * The weights of the demo's model. Filters and regions are formulas; the coefficients that combine
 * them were fitted once by logistic regression on hospitals of other seeds (101 to 106), positives
 * weighted 2.2 times (effusion) and 3 times (nodule) so that a threshold of 0.3 is a sensitive one.
 */
final class DemoFilters {
  /** Side of the model's input, in pixels. */
  static final int SIDE = 128;

  static final int PIXELS = SIDE * SIDE;

  /** Side of a line filter, in pixels. */
  static final int KERNEL = 15;

  static final int DIRECTIONS = 4;

  /** Standard deviations of the line filters, in pixels. */
  private static final double[] SCALES = {1.3, 1.8, 2.4};

  static final int SCALE_COUNT = SCALES.length;

  /** Weights of the strongest blob at each scale. */
  static final float[] BLOB_WEIGHTS = {10.91f, 50.34f, -7.72f};

  static final float BLOB_BIAS = -5.97f;
  static final float FLUID_BIAS = -10.92f;

  /** Distances from the midline that bound the basal columns, as fractions of the width. */
  private static final double[][] COLUMNS = {
    {0.10, 0.19}, {0.19, 0.28}, {0.28, 0.345}, {0.345, 0.40}
  };

  private static final double BASE_TOP = 0.645;
  private static final double BASE_STEP = 0.03;

  /** Weight of each basal region: columns from the heart outwards, rows from the top down. */
  private static final double[][] FLUID_WEIGHTS = {
    {-2.14, 2.09, 2.16, 2.50, 3.42, -0.14, 1.46, 1.13},
    {0.43, -2.17, -3.40, -4.76, -0.72, -1.61, 0.69, -1.46},
    {6.15, 0.33, 3.27, 2.59, 6.03, -1.22, -1.19, 0.51},
    {-4.60, 0.88, 6.26, -1.17, 0.80, -0.82, -2.77, 1.34}
  };

  private DemoFilters() {}

  /**
   * Filters that answer to bright lines: minus the second derivative of a Gaussian along one
   * direction, without mean. A line answers in three directions of four, a blob in all, so the
   * minimum over the directions finds blobs and passes over ribs and vessels. Channels are ordered
   * by direction, then scale.
   */
  static float[] lineFilters() {
    float[] filters = new float[DIRECTIONS * SCALE_COUNT * KERNEL * KERNEL];
    int at = 0;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      for (double scale : SCALES) {
        for (double value : lineFilter(direction * Math.PI / DIRECTIONS, scale)) {
          filters[at++] = (float) value;
        }
      }
    }
    return filters;
  }

  private static double[] lineFilter(double angle, double scale) {
    int half = KERNEL / 2;
    double[] filter = new double[KERNEL * KERNEL];
    double sum = 0;
    for (int i = 0; i < filter.length; i++) {
      double x = i % KERNEL - half;
      double y = i / KERNEL - half;
      double along = (StrictMath.cos(angle) * x + StrictMath.sin(angle) * y) / scale;
      double gauss = StrictMath.exp(-(x * x + y * y) / (2 * scale * scale));
      filter[i] = (1 - along * along) * gauss;
      sum += filter[i];
    }
    double size = 0;
    for (int i = 0; i < filter.length; i++) {
      filter[i] -= sum / filter.length;
      size += Math.abs(filter[i]) / 2;
    }
    for (int i = 0; i < filter.length; i++) {
      filter[i] /= size;
    }
    return filter;
  }

  /** 1 where both lungs are in almost every picture, else 0. */
  static float[] lungField() {
    float[] field = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      double v = v(i);
      double side = Math.abs(across(i));
      double t = (v - 0.64) / 0.58;
      double cage = 0.405 * StrictMath.sqrt(Math.max(0, 1 - t * t));
      field[i] = side > 0.085 && side < cage - 0.035 && v > 0.15 && v < 0.74 ? 1 : 0;
    }
    return field;
  }

  /**
   * Three weighted sums of the picture, pixel-major: the lungs' mean; the mean under the diaphragm
   * minus that, which measures the picture's contrast; and the fluid template, to be divided by the
   * contrast.
   */
  static float[] sums() {
    double[] lung = mean(lungField());
    float[] belly = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      int row = i / SIDE;
      int column = i % SIDE;
      belly[i] = row >= 108 && row < 116 && column >= 30 && column < 98 ? 1 : 0;
    }
    double[] reference = mean(belly);
    double[] fluid = fluidTemplate(lung);
    float[] sums = new float[PIXELS * 3];
    for (int i = 0; i < PIXELS; i++) {
      sums[3 * i] = (float) lung[i];
      sums[3 * i + 1] = (float) (reference[i] - lung[i]);
      sums[3 * i + 2] = (float) fluid[i];
    }
    return sums;
  }

  /** Each basal region of both sides against the lungs' mean. */
  private static double[] fluidTemplate(double[] lung) {
    double[] template = new double[PIXELS];
    for (int sign = -1; sign <= 1; sign += 2) {
      for (int column = 0; column < COLUMNS.length; column++) {
        for (int row = 0; row < FLUID_WEIGHTS[column].length; row++) {
          double[] region = mean(basalRegion(sign, column, row));
          double weight = FLUID_WEIGHTS[column][row];
          for (int i = 0; i < PIXELS; i++) {
            template[i] += weight * (region[i] - lung[i]);
          }
        }
      }
    }
    return template;
  }

  private static float[] basalRegion(int sign, int column, int row) {
    double top = BASE_TOP + BASE_STEP * row;
    float[] region = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      double side = sign * across(i);
      double v = v(i);
      boolean inside =
          side > COLUMNS[column][0] && side < COLUMNS[column][1] && v > top && v < top + BASE_STEP;
      region[i] = inside ? 1 : 0;
    }
    return region;
  }

  private static double[] mean(float[] members) {
    double count = 0;
    for (float member : members) {
      count += member;
    }
    double[] weights = new double[members.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = members[i] / count;
    }
    return weights;
  }

  private static double v(int pixel) {
    return (pixel / SIDE + 0.5) / SIDE;
  }

  private static double across(int pixel) {
    return (pixel % SIDE + 0.5) / SIDE - 0.5;
  }
}
