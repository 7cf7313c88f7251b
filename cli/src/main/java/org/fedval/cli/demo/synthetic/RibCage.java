package org.fedval.cli.demo.synthetic;

/** Ribs and collar bones: bands with bright rims, because the cortex is denser than the marrow. */
final class RibCage {
  private static final int RIBS = 9;

  private RibCage() {}

  static void paint(Plane plane, Anatomy anatomy) {
    for (int column = 0; column < plane.columns; column++) {
      double across = anatomy.across(plane.u(column));
      double side = Math.abs(across);
      for (int rib = 0; rib < RIBS; rib++) {
        double root = 0.125 + anatomy.ribSpacing() * rib;
        double back = root - 0.028 + 1.15 * (side - 0.16) * (side - 0.16) + 0.035 * side;
        if (side > 0.045 && side < anatomy.cage(back) + 0.012) {
          band(plane, column, back, 0.0135, anatomy.ribContrast());
        }
        double front = root + 0.215 - 0.36 * side + 0.004 * rib;
        if (rib < 6 && side > 0.15 && side < anatomy.cage(front) + 0.008) {
          double fading = Plane.smooth((side - 0.15) / 0.14);
          band(plane, column, front, 0.016, 0.55 * anatomy.ribContrast() * fading);
        }
      }
      if (side > 0.03 && side < 0.40) {
        double collar = 0.185 - 0.19 * side + 0.05 * Plane.smooth((side - 0.05) / 0.2);
        band(plane, column, collar, 0.016, 0.05 + 0.7 * anatomy.ribContrast());
      }
    }
  }

  private static void band(Plane plane, int column, double v, double half, double contrast) {
    int first = Math.max(0, (int) Math.floor((v - half) * plane.rows));
    int last = Math.min(plane.rows - 1, (int) Math.ceil((v + half) * plane.rows));
    for (int row = first; row <= last; row++) {
      double t = Math.abs(plane.v(row) - v) / half;
      double edge = Plane.smooth((1.15 - t) / 0.4);
      plane.values[row * plane.columns + column] += contrast * edge * (0.72 + 0.28 * t);
    }
  }
}
