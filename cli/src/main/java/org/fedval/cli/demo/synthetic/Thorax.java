package org.fedval.cli.demo.synthetic;

import static org.fedval.cli.demo.synthetic.Plane.smooth;

import java.util.SplittableRandom;

/** Paints a chest without findings: what attenuates, layer by layer. */
final class Thorax {
  private final Plane plane;
  private final Anatomy anatomy;

  /** How much of the lung lies in the beam at each pixel, 0 to 1. */
  final double[] lung;

  Thorax(Plane plane, Anatomy anatomy) {
    this.plane = plane;
    this.anatomy = anatomy;
    this.lung = new double[plane.values.length];
  }

  void paint(SplittableRandom random) {
    double[] across = new double[plane.columns];
    double[] diaphragm = new double[plane.columns];
    for (int column = 0; column < plane.columns; column++) {
      across[column] = anatomy.across(plane.u(column));
      diaphragm[column] = anatomy.diaphragm(across[column]);
    }
    for (int row = 0; row < plane.rows; row++) {
      paintRow(row, across, diaphragm);
    }
    paintLungMarkings(random);
    RibCage.paint(plane, anatomy);
  }

  private void paintRow(int row, double[] across, double[] diaphragm) {
    double v = plane.v(row);
    double cage = anatomy.cage(v);
    double centre = anatomy.mediastinum(v);
    double trunk = 0.13 + 0.37 * smooth((v - 0.015) / 0.19);
    double apex = smooth((v - 0.075) / 0.09);
    double spineDisc = 0.5 + 0.5 * StrictMath.cos(v * 2 * Math.PI / 0.062);
    for (int column = 0; column < plane.columns; column++) {
      double d = across[column];
      double side = Math.abs(d);
      double body = smooth((trunk - side) / 0.06);
      double heart = heart(d, v);
      double air =
          smooth((cage - side) / 0.075)
              * smooth((side - centre) / 0.035)
              * smooth((diaphragm[column] - v) / 0.03)
              * apex;
      double depth = 0.86 + 0.14 * smooth((cage - side) / 0.22);
      double open = air * depth * (1 - 0.82 * heart);
      lung[row * plane.columns + column] = open;
      double white = body * (0.60 + anatomy.tissue() + 0.10 * smooth((v - 0.55) / 0.4));
      white -= open * (0.41 + 0.25 * anatomy.tissue());
      white += 0.11 * heart * body;
      white += 0.09 * smooth((centre + 0.03 - side) / 0.05) * body;
      white += (0.055 + 0.03 * spineDisc) * smooth((0.048 - side) / 0.014) * body;
      white -= 0.09 * smooth((0.019 - side) / 0.008) * smooth((0.36 - v) / 0.05) * body;
      plane.values[row * plane.columns + column] = white;
    }
  }

  /** A tilted egg, mostly on the patient's left. */
  private double heart(double across, double v) {
    double size = anatomy.heart();
    double down = v - (anatomy.domeTop() - 0.105);
    double right = across - 0.30 * size - 0.35 * down;
    double a = right / size;
    double b = down / (0.155 + 0.2 * (size - 0.12));
    return smooth((1.12 - StrictMath.sqrt(a * a + b * b)) / 0.24);
  }

  private void paintLungMarkings(SplittableRandom random) {
    double aorta = anatomy.aorta();
    plane.addBump(anatomy.u(0.06), 0.30, aorta + 0.035, aorta + 0.04, 0.12 + 2 * aorta);
    for (int sign = -1; sign <= 1; sign += 2) {
      double hilumV = sign < 0 ? 0.455 : 0.435;
      double hilumU = anatomy.u(sign * 0.09);
      plane.addBump(hilumU, hilumV, 0.055, 0.085, 0.15);
      for (int i = 0; i < 9; i++) {
        double angle = -1.25 + 2.5 * (i + random.nextDouble()) / 9;
        double reach = 0.12 + 0.14 * random.nextDouble();
        double toU = hilumU + sign * reach * StrictMath.cos(angle) * anatomy.scale();
        double toV = hilumV + reach * 1.25 * StrictMath.sin(angle);
        double fromU = hilumU + 0.18 * (toU - hilumU);
        double fromV = hilumV + 0.22 * (toV - hilumV);
        plane.addVessel(fromU, fromV, toU, toV, 0.013, 0.06);
        if (i % 3 == 0) {
          plane.addVessel(
              (hilumU + toU) / 2, (hilumV + toV) / 2, toU, toV + 0.09 - 0.18 * i / 8, 0.009, 0.05);
        }
      }
      plane.addBump(
          anatomy.u(sign * 0.205), anatomy.domeTop() - 0.03, 0.165, 0.15, anatomy.breast() * 1.5);
      plane.addBump(anatomy.u(sign * (0.42 - 0.07 * anatomy.scapula())), 0.30, 0.11, 0.21, 0.10);
    }
    plane.addBump(anatomy.u(0.20), anatomy.domeTop() + 0.11, 0.085, 0.055, -anatomy.stomachGas());
  }
}
