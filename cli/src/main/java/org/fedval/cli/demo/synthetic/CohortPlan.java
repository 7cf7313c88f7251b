package org.fedval.cli.demo.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Who is a patient of one hospital. Numbers are planned, not left to chance: every hospital has
 * every combination of sex and adult age band with and without each finding, so that these levels
 * can be published; children and patients without a recorded age are fewer than ten in all
 * hospitals together, so that these two levels cannot.
 */
final class CohortPlan {
  private static final int[][] ADULT_BANDS = {{18, 39}, {40, 59}, {60, 74}, {75, 92}};

  /** In all hospitals together; below the minimum cell of ten. */
  private static final int CHILDREN = 8;

  private static final int WITHOUT_AGE = 8;

  private CohortPlan() {}

  /** The patients of hospital {@code site}, 1-based, of {@code sites}. */
  static List<SyntheticPatient> of(int site, int sites, HospitalProfile profile, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int perCell = Math.max(10, 60 / sites);
    List<SyntheticPatient> patients = new ArrayList<>();
    for (int band = 0; band < ADULT_BANDS.length; band++) {
      int inCell = perCell + profile.bandTilt() * (2 * band - 3);
      for (int sex = 0; sex < 2; sex++) {
        addCell(patients, inCell, sex == 0, ADULT_BANDS[band], profile, random);
      }
    }
    addSmallLevels(patients, site, sites, profile, random);
    return patients;
  }

  /** At least one patient with and one without each finding; the findings are independent. */
  private static void addCell(
      List<SyntheticPatient> patients,
      int count,
      boolean female,
      int[] band,
      HospitalProfile profile,
      SplittableRandom random) {
    boolean[] nodule = shuffled(count, profile.nodulePrevalence(), random);
    boolean[] effusion = shuffled(count, profile.effusionPrevalence(), random);
    for (int i = 0; i < count; i++) {
      int age = random.nextInt(band[0], band[1] + 1);
      patients.add(
          patient(
              patients, female, OptionalInt.of(age), age, nodule[i], effusion[i], profile, random));
    }
  }

  private static boolean[] shuffled(int count, double share, SplittableRandom random) {
    int positive = (int) Math.max(1, Math.min(count - 2L, Math.round(count * share)));
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      values[i] = values[other];
      values[other] = i < positive;
    }
    return values;
  }

  private static void addSmallLevels(
      List<SyntheticPatient> patients,
      int site,
      int sites,
      HospitalProfile profile,
      SplittableRandom random) {
    for (int i = site - 1; i < CHILDREN + WITHOUT_AGE; i += sites) {
      boolean child = i < CHILDREN;
      int drawn = child ? random.nextInt(6, 18) : random.nextInt(30, 80);
      OptionalInt age = child ? OptionalInt.of(drawn) : OptionalInt.empty();
      patients.add(
          patient(patients, i % 4 < 2, age, drawn, i % 2 == 0, i % 3 == 0, profile, random));
    }
  }

  private static SyntheticPatient patient(
      List<SyntheticPatient> before,
      boolean female,
      OptionalInt age,
      int drawnAge,
      boolean nodule,
      boolean effusion,
      HospitalProfile profile,
      SplittableRandom random) {
    FilmLook look = profile.looks().get(random.nextInt(profile.looks().size()));
    return new SyntheticPatient(
        before.size() + 1, female, age, drawnAge, nodule, effusion, look, random.nextLong());
  }
}
