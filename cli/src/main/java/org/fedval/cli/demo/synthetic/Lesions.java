package org.fedval.cli.demo.synthetic;

import static org.fedval.cli.demo.synthetic.Anatomy.between;

import java.util.SplittableRandom;

/**
 * Paints the two findings of the reference standard, and what looks like them. The difficulty of a
 * hospital, about 1, divides contrast and size.
 */
final class Lesions {
  private final Plane plane;
  private final Anatomy anatomy;
  private final double[] lung;
  private final double difficulty;

  Lesions(Plane plane, Anatomy anatomy, double[] lung, double difficulty) {
    this.plane = plane;
    this.anatomy = anatomy;
    this.lung = lung;
    this.difficulty = difficulty;
  }

  /** One or two round shadows, 7 to 17 mm in radius on a chest 400 mm wide. */
  void addNodules(SplittableRandom random) {
    int count = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < count; i++) {
      double radius = between(random, 0.028, 0.050);
      double contrast = between(random, 0.155, 0.32) / difficulty;
      addInLung(random, radius, contrast);
    }
  }

  /** Vessels seen end-on and nipples: small, faint, and no nodule. */
  void addMimics(SplittableRandom random) {
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      addInLung(random, between(random, 0.012, 0.022), between(random, 0.05, 0.13));
    }
    if (random.nextInt(6) == 0) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double v = anatomy.domeTop() - between(random, 0.04, 0.07);
        plane.addBump(anatomy.u(sign * 0.225), v, 0.018, 0.018, between(random, 0.06, 0.12));
      }
    }
  }

  private void addInLung(SplittableRandom random, double radius, double contrast) {
    for (int attempt = 0; attempt < 40; attempt++) {
      double across = between(random, 0.10, 0.36) * (random.nextBoolean() ? 1 : -1);
      double u = anatomy.u(across);
      double v = between(random, 0.17, anatomy.domeTop() + 0.02);
      int row = Math.min(plane.rows - 1, (int) (v * plane.rows));
      int column = Math.min(plane.columns - 1, (int) (u * plane.columns));
      if (lung[row * plane.columns + column] > 0.72) {
        plane.addBump(u, v, radius, radius, contrast);
        return;
      }
    }
  }

  /** Fluid at the base of one lung or both, highest at the chest wall. */
  void addEffusion(SplittableRandom random) {
    int where = random.nextInt(5);
    double size = random.nextDouble();
    double height = (0.085 + 0.19 * size) / difficulty;
    double contrast = between(random, 0.24, 0.38);
    if (where <= 2) {
      addFluid(where == 0, height, contrast);
    } else {
      addFluid(true, height, contrast);
      addFluid(false, height * between(random, 0.4, 1.0), contrast);
    }
  }

  /** A band of collapsed lung or a fat pad: basal, but no fluid. */
  void addBasalMimics(SplittableRandom random) {
    boolean left = random.nextBoolean();
    if (random.nextInt(5) == 0) {
      addFluid(left, between(random, 0.01, 0.03), 0.22);
    }
    if (random.nextInt(4) == 0) {
      double sign = left ? 1 : -1;
      double v = anatomy.domeTop() - between(random, 0.01, 0.08);
      plane.addBump(anatomy.u(sign * 0.23), v, 0.12, 0.02, between(random, 0.06, 0.14));
    }
  }

  private void addFluid(boolean left, double height, double contrast) {
    double angle = anatomy.angleHeight(left);
    for (int column = 0; column < plane.columns; column++) {
      double across = anatomy.across(plane.u(column));
      if (across > 0 != left || Math.abs(across) < 0.05) {
        continue;
      }
      double outward = Plane.smooth((Math.abs(across) - 0.10) / 0.28);
      double surface = angle - height * (0.45 + 0.55 * outward * outward);
      for (int row = Math.max(0, (int) (surface * plane.rows)); row < plane.rows; row++) {
        int index = row * plane.columns + column;
        double wet = Plane.smooth((plane.v(row) - surface) / 0.05);
        plane.values[index] += contrast * wet * lung[index];
      }
    }
  }
}
