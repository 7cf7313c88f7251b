package org.fedval.cli.demo.synthetic;

import java.util.SplittableRandom;

/**
 * One chest-radiograph-like picture: two lungs, ribs, heart, great vessels, spine and diaphragm,
 * with or without the two findings. It is a drawing, not physics, and looks like a radiograph at
 * the size of a thumbnail. The same seeds give the same bits on every machine: no platform
 * mathematics, no threads.
 */
final class SyntheticRadiograph {
  private SyntheticRadiograph() {}

  /**
   * @param person anatomy and lesions; the same for every image of a person
   * @param exposure positioning, breath, noise; differs from image to image
   * @return brightness from 0 (black) to 1 (white) as a viewer would show it
   */
  static Plane draw(
      SyntheticPatient patient,
      boolean ap,
      double difficulty,
      SplittableRandom person,
      SplittableRandom exposure) {
    FilmLook look = patient.look();
    Plane plane = new Plane(look.rows(), look.columns());
    SplittableRandom lesionRandom = person.split();
    SplittableRandom markings = person.split();
    Anatomy anatomy =
        Anatomy.of(patient.female(), patient.drawnAge(), ap, person.split(), exposure);
    Thorax thorax = new Thorax(plane, anatomy);
    thorax.paint(markings);
    Lesions lesions = new Lesions(plane, anatomy, thorax.lung, difficulty);
    lesions.addMimics(lesionRandom);
    if (patient.effusion()) {
      lesions.addEffusion(lesionRandom);
    } else {
      lesions.addBasalMimics(lesionRandom);
    }
    if (patient.nodule()) {
      lesions.addNodules(lesionRandom);
    }
    look.develop(plane, exposure);
    return plane;
  }
}
