package org.fedval.benchmarks.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.fedval.benchmarks.coverage.Design.Bounds;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;

/** Independent images: sensitivity with Wilson's interval, AUROC with the report's choice. */
final class IndependentDesigns {
  static final double Z = Normal.twoSided(0.95);

  private static final int BINS = 1024;

  private IndependentDesigns() {}

  static List<Design> all() {
    List<Design> all = new ArrayList<>();
    all.add(sensitivity(100, 0.2, 0.85));
    all.add(sensitivity(200, 0.2, 0.95));
    all.add(sensitivity(264, 0.25, 0.85));
    all.add(sensitivity(1000, 0.05, 0.9));
    all.add(sensitivity(1000, 0.1, 0.98));
    all.add(sensitivity(1000, 0.25, 0.85));
    all.add(sensitivity(10_000, 0.1, 0.9));
    all.add(auroc(100, 0.5, 0.8));
    all.add(auroc(200, 0.1, 0.8));
    all.add(auroc(300, 0.1, 0.9));
    all.add(auroc(500, 0.3, 0.7));
    all.add(auroc(1000, 0.05, 0.85));
    all.add(auroc(1000, 0.1, 0.95));
    all.add(auroc(2000, 0.02, 0.9));
    all.add(auroc(2000, 0.2, 0.98));
    all.add(auroc(5000, 0.1, 0.85));
    all.add(fewCases(5, 45, 0.8));
    all.add(fewCases(5, 500, 0.9));
    all.add(fewCases(9, 9, 0.75));
    all.add(fewCases(8, 200, 0.85));
    all.add(fewCases(200, 8, 0.7));
    return all;
  }

  private static Design sensitivity(int images, double prevalence, double sensitivity) {
    return new Design(
        "sensitivity wilson",
        "n " + images + ", prevalence " + prevalence + ", sensitivity " + sensitivity,
        sensitivity,
        random -> {
          long positives = successes(images, prevalence, random);
          return positives == 0
              ? Optional.empty()
              : of(Wilson.interval(successes(positives, sensitivity, random), positives, Z));
        });
  }

  private static Design auroc(int images, double prevalence, double auroc) {
    Binormal scores = new Binormal(auroc, BINS);
    return new Design(
        "auroc delong_logit",
        "n " + images + ", prevalence " + prevalence + ", AUROC " + auroc,
        auroc,
        random -> interval(scores, successes(images, prevalence, random), images, random));
  }

  private static Design fewCases(int positives, int negatives, double auroc) {
    Binormal scores = new Binormal(auroc, BINS);
    return new Design(
        "auroc newcombe5",
        positives + " positives, " + negatives + " negatives, AUROC " + auroc,
        auroc,
        random -> interval(scores, positives, positives + negatives, random));
  }

  private static Optional<Bounds> interval(
      Binormal scores, long positives, int images, SplittableRandom random) {
    return positives == 0 || positives == images
        ? Optional.empty()
        : of(
            AurocInterval.of(Auroc.of(scores.draw(positives, images - positives, random)), Z)
                .interval());
  }

  static Optional<Bounds> of(Interval interval) {
    return Optional.of(new Bounds(interval.lower(), interval.upper()));
  }

  /** A binomial count. */
  static long successes(long trials, double probability, RandomGenerator random) {
    long successes = 0;
    for (long i = 0; i < trials; i++) {
      successes += random.nextDouble() < probability ? 1 : 0;
    }
    return successes;
  }
}
