package org.fedval.cli.demo.synthetic;

import java.util.SplittableRandom;

/**
 * How one chest lies in the picture. Lengths are fractions of the picture's side, measured from the
 * midline; contrasts are in film units as {@link Plane} has them.
 *
 * @param midline where the spine stands, about 0.5
 * @param scale size of the thorax, about 1
 * @param domeTop height of the right diaphragm dome; a deep breath puts it lower (larger)
 * @param heart half the heart's width
 * @param tissue extra soft tissue in front of and behind the lungs
 * @param scapula how far the shoulder blades lie over the lungs, 0 to 1
 * @param stomachGas strength of the gas bubble under the left dome
 */
record Anatomy(
    double midline,
    double scale,
    double domeTop,
    double heart,
    double aorta,
    double ribContrast,
    double ribSpacing,
    double tissue,
    double breast,
    double scapula,
    double stomachGas) {

  /**
   * A chest of this person in this view. AP views are taken lying or sitting: the heart is
   * magnified, the breath shallower and the shoulder blades are not rolled away.
   *
   * @param person drawn once a person, so that two images of one person resemble each other
   * @param exposure drawn once an image
   */
  static Anatomy of(
      boolean female, int age, boolean ap, SplittableRandom person, SplittableRandom exposure) {
    double years = Math.min(age, 90) / 90.0;
    double child = age < 18 ? (18 - age) / 18.0 : 0;
    double heart = 0.118 + 0.02 * years + between(person, -0.014, 0.014);
    double build = between(person, 0, 1);
    return new Anatomy(
        0.5 + between(exposure, -0.018, 0.018),
        (1 - 0.14 * child) * between(person, 0.95, 1.03) * between(exposure, 0.985, 1.015),
        (ap ? 0.685 : 0.745) + between(person, -0.02, 0.02) + between(exposure, -0.025, 0.015),
        heart * (ap ? 1.16 : 1.0),
        0.012 + 0.026 * years + between(person, -0.004, 0.006),
        0.066 - 0.028 * years + between(person, -0.008, 0.008),
        0.078 + between(person, -0.004, 0.004),
        0.07 * build,
        female && age > 14 ? 0.03 + 0.05 * build : 0.008,
        ap ? between(exposure, 0.4, 1.0) : between(exposure, 0, 0.25),
        between(person, 0, 0.22));
  }

  static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Signed distance from the midline in thorax units; the patient's left is positive. */
  double across(double u) {
    return (u - midline) / scale;
  }

  double u(double across) {
    return midline + across * scale;
  }

  /** Half-width of the rib cage at a height. */
  double cage(double v) {
    double t = (v - 0.64) / 0.58;
    double square = 1 - t * t;
    return square <= 0 ? 0 : 0.405 * StrictMath.sqrt(square);
  }

  /** Half-width of what lies between the lungs, without the heart. */
  double mediastinum(double v) {
    return 0.062 + 0.05 * Plane.smooth((0.24 - v) / 0.2) + 0.03 * Plane.smooth((v - 0.45) / 0.4);
  }

  /** Height of the diaphragm at a distance from the midline. */
  double diaphragm(double across) {
    double top = across < 0 ? domeTop : domeTop + 0.022;
    double from = Math.abs(across) - 0.19;
    return top + (from > 0 ? 2.6 : 1.1) * from * from;
  }

  /** Height of the costophrenic angle, the lowest point of a lung. */
  double angleHeight(boolean left) {
    return diaphragm((left ? 1 : -1) * 0.385);
  }
}
