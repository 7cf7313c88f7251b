package org.fedval.cli.demo.synthetic;

import java.util.SplittableRandom;

/**
 * What a maker's detector and processing do to a picture, and how it is stored. Makers are
 * invented.
 *
 * @param gamma exponent of the contrast curve; above 1 is darker
 * @param sigmoid share of an S-shaped curve mixed in, 0 to 1
 * @param grain standard deviation of the quantum noise at mid grey
 * @param blur weight of the three-point blur, 0 to 1/3
 * @param bits bits stored, 8 or 12
 * @param windowed whether a VOI window is stored; then only part of the range is used
 * @param markerAtTop whether the side marker stands at the top, else at the height of the elbow
 */
record FilmLook(
    String maker,
    String model,
    int rows,
    int columns,
    int bits,
    boolean monochrome1,
    boolean windowed,
    double gamma,
    double sigmoid,
    double grain,
    double blur,
    boolean markerAtTop) {

  static final FilmLook CORVANE =
      new FilmLook(
          "Corvane Imaging", "CX-400", 192, 192, 12, false, true, 1.0, 0.35, 0.020, 0.12, true);
  static final FilmLook BOREALIS =
      new FilmLook(
          "Borealis Medical", "Polar DR", 208, 192, 12, true, false, 1.15, 0.1, 0.027, 0.2, false);
  static final FilmLook TESSALINE =
      new FilmLook(
          "Tessaline", "Mobile 2", 192, 216, 8, false, false, 0.88, 0.0, 0.032, 0.25, true);
  static final FilmLook LUMENRAY =
      new FilmLook(
          "Lumenray", "LR Wall", 200, 200, 12, false, false, 1.05, 0.6, 0.024, 0.05, false);

  private static final int[] LETTER_L = {0b1000, 0b1000, 0b1000, 0b1000, 0b1000, 0b1000, 0b1111};

  /**
   * Noise, contrast, marker and collimation, in the order in which they happen in a real system.
   */
  void develop(Plane plane, SplittableRandom random) {
    double exposure = Anatomy.between(random, -0.05, 0.05);
    double contrast = Anatomy.between(random, 0.92, 1.08);
    double dose = Anatomy.between(random, 0.8, 1.3);
    Texture.addClouds(plane, random, 0.03);
    Texture.addGrain(plane, random, grain * dose);
    plane.blur(blur);
    for (int i = 0; i < plane.values.length; i++) {
      plane.values[i] = curve((plane.values[i] - 0.45) * contrast + 0.45 + exposure);
    }
    collimate(plane, random);
    stampMarker(plane, random);
  }

  private double curve(double white) {
    double t = Math.max(0, Math.min(1, white));
    double bent = StrictMath.exp(gamma * StrictMath.log(Math.max(t, 1e-6)));
    double s = t * t * (3 - 2 * t);
    return 0.03 + 0.94 * ((1 - sigmoid) * bent + sigmoid * s);
  }

  private void collimate(Plane plane, SplittableRandom random) {
    int top = random.nextInt(1 + plane.rows / 40);
    int bottom = plane.rows - random.nextInt(1 + plane.rows / 40);
    int left = random.nextInt(1 + plane.columns / 30);
    int right = plane.columns - random.nextInt(1 + plane.columns / 30);
    for (int row = 0; row < plane.rows; row++) {
      for (int column = 0; column < plane.columns; column++) {
        if (row < top || row >= bottom || column < left || column >= right) {
          plane.values[row * plane.columns + column] = 0.012;
        }
      }
    }
  }

  private void stampMarker(Plane plane, SplittableRandom random) {
    int size = 2;
    int top = (int) (plane.rows * (markerAtTop ? 0.06 : 0.16)) + random.nextInt(6);
    int left = (int) (plane.columns * 0.90) + random.nextInt(6);
    for (int row = 0; row < LETTER_L.length * size; row++) {
      for (int column = 0; column < 4 * size; column++) {
        boolean ink = (LETTER_L[row / size] >> (3 - column / size) & 1) == 1;
        if (ink && left + column < plane.columns) {
          plane.values[(top + row) * plane.columns + left + column] = 0.97;
        }
      }
    }
  }
}
