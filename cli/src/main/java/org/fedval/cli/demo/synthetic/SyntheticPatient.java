package org.fedval.cli.demo.synthetic;

import java.util.OptionalInt;

/**
 * A person who does not exist.
 *
 * @param number 1-based within the hospital
 * @param age in years; empty when the hospital did not record it
 * @param drawnAge the age that the picture shows, in years
 * @param look the machine that the person's images come from
 * @param seed of everything drawn for this person
 */
record SyntheticPatient(
    int number,
    boolean female,
    OptionalInt age,
    int drawnAge,
    boolean nodule,
    boolean effusion,
    FilmLook look,
    long seed) {

  /** What the reference standard says: 1, 0, or nothing where a reader forgot to answer. */
  String noduleLabel() {
    return label(nodule, number % 53 == 7);
  }

  String effusionLabel() {
    return label(effusion, number % 47 == 11);
  }

  private static String label(boolean positive, boolean forgotten) {
    if (positive) {
      return "1";
    }
    return forgotten ? "" : "0";
  }
}
