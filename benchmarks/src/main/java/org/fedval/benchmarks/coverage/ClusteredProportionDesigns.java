package org.fedval.benchmarks.coverage;

import java.util.List;
import java.util.Optional;
import org.fedval.benchmarks.coverage.Design.Bounds;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.cluster.ClusteredProportion;

/**
 * Sensitivity with several images a patient: beta-binomial, so that two images of a patient
 * correlate with the stated intraclass correlation.
 */
final class ClusteredProportionDesigns {
  private ClusteredProportionDesigns() {}

  static List<Design> all() {
    return List.of(
        design(30, PatientSizes.ONE_TO_FOUR, 0.3, 0.8, false),
        design(50, PatientSizes.ONE_TO_FOUR, 0.1, 0.9, false),
        design(50, PatientSizes.ONE_TO_FOUR, 0.5, 0.85, false),
        design(100, PatientSizes.ONE_TO_FOUR, 0.3, 0.95, false),
        design(100, PatientSizes.ONE_TO_TEN, 0.3, 0.8, false),
        design(100, PatientSizes.MOSTLY_ONE, 0.5, 0.85, false),
        design(300, PatientSizes.ONE_TO_TEN, 0.5, 0.9, false),
        design(100, PatientSizes.ONE_TO_TEN, 0.3, 0.8, true));
  }

  private static Design design(
      int patients, PatientSizes sizes, double icc, double p, boolean contrast) {
    String setting =
        patients
            + " patients, "
            + sizes.words()
            + ", ICC "
            + icc
            + ", sensitivity "
            + p
            + (contrast ? ", images taken as independent" : "");
    double prior = (1 - icc) / icc;
    return new Design(
        contrast ? "sensitivity wilson" : "sensitivity clustered",
        setting,
        p,
        contrast,
        random -> {
          ClusteredProportion.Builder builder = new ClusteredProportion.Builder();
          for (int c = 0; c < patients; c++) {
            int images = sizes.draw(random);
            double found = 0;
            for (int i = 0; i < images; i++) {
              // Polya's urn: the images of a patient are beta-binomial.
              boolean success = random.nextDouble() < (prior * p + found) / (prior + i);
              found += success ? 1 : 0;
              builder.add(c, success);
            }
          }
          return interval(ClusteredProportion.of(builder.sums()), contrast);
        });
  }

  private static Optional<Bounds> interval(ClusteredProportion sums, boolean independent) {
    return IndependentDesigns.of(
        independent
            ? Wilson.interval(sums.successes(), sums.images(), IndependentDesigns.Z)
            : sums.interval(IndependentDesigns.Z));
  }
}
