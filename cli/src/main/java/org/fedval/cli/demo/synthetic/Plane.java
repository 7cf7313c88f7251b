package org.fedval.cli.demo.synthetic;

/**
 * A picture under construction: one number a pixel, 0 is film black and about 1 is film white.
 * Places are given as fractions of the picture, {@code u} to the right and {@code v} down, so that
 * the same drawing fits every matrix size. Mutable, one thread.
 */
final class Plane {
  final int rows;
  final int columns;
  final double[] values;

  Plane(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new double[rows * columns];
  }

  double u(int column) {
    return (column + 0.5) / columns;
  }

  double v(int row) {
    return (row + 0.5) / rows;
  }

  /** 0 below 0, 1 above 1, smooth between (cubic Hermite). */
  static double smooth(double t) {
    if (t <= 0) {
      return 0;
    }
    return t >= 1 ? 1 : t * t * (3 - 2 * t);
  }

  /**
   * Adds a round bump with a flat slope at its edge: {@code amount (1 - r^2)^2}. Radii are
   * fractions of the width and of the height.
   */
  void addBump(double u, double v, double radiusU, double radiusV, double amount) {
    int firstRow = clamp((int) Math.floor((v - radiusV) * rows), rows);
    int lastRow = clamp((int) Math.ceil((v + radiusV) * rows), rows);
    int firstColumn = clamp((int) Math.floor((u - radiusU) * columns), columns);
    int lastColumn = clamp((int) Math.ceil((u + radiusU) * columns), columns);
    for (int row = firstRow; row < lastRow; row++) {
      double dv = (v(row) - v) / radiusV;
      for (int column = firstColumn; column < lastColumn; column++) {
        double du = (u(column) - u) / radiusU;
        double rest = 1 - du * du - dv * dv;
        if (rest > 0) {
          values[row * columns + column] += amount * rest * rest;
        }
      }
    }
  }

  /** Adds a tapering line of bumps, as a vessel looks. */
  void addVessel(double u, double v, double toU, double toV, double radius, double amount) {
    int steps = 14;
    for (int i = 0; i < steps; i++) {
      double t = i / (double) steps;
      double thin = radius * (1 - 0.7 * t);
      addBump(u + (toU - u) * t, v + (toV - v) * t, thin, thin, amount * (1 - 0.75 * t));
    }
  }

  /** A separable [w, 1-2w, w] blur; {@code weight} in [0, 1/3]. */
  void blur(double weight) {
    double[] line = new double[Math.max(rows, columns)];
    for (int row = 0; row < rows; row++) {
      blurLine(line, row * columns, 1, columns, weight);
    }
    for (int column = 0; column < columns; column++) {
      blurLine(line, column, columns, rows, weight);
    }
  }

  private void blurLine(double[] line, int start, int step, int count, double weight) {
    for (int i = 0; i < count; i++) {
      line[i] = values[start + i * step];
    }
    for (int i = 0; i < count; i++) {
      double before = line[Math.max(i - 1, 0)];
      double after = line[Math.min(i + 1, count - 1)];
      values[start + i * step] = line[i] + weight * (before + after - 2 * line[i]);
    }
  }

  private static int clamp(int index, int count) {
    return Math.max(0, Math.min(index, count));
  }
}
