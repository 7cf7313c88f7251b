package org.fedval.benchmarks.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.benchmarks.coverage.Design.Bounds;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.meta.RandomEffects;
import org.fedval.evaluation.meta.RandomEffects.Errors;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.TauSquared;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.sums.ExactSums;

/**
 * Sites whose sensitivities are normal on the logit scale: DerSimonian and Laird's variance between
 * them, Hartung and Knapp's interval of the mean, Higgins' prediction for another site.
 */
final class RandomEffectsDesigns {
  private static final double CONFIDENCE = 0.95;

  private RandomEffectsDesigns() {}

  static List<Design> all() {
    List<Design> all = new ArrayList<>();
    for (boolean prediction : new boolean[] {false, true}) {
      all.add(design(5, 50, 150, 0.85, 0.1, prediction));
      all.add(design(7, 50, 150, 0.85, 0, prediction));
      all.add(design(7, 100, 300, 0.9, 0.2, prediction));
      all.add(design(10, 50, 150, 0.85, 0.3, prediction));
      all.add(design(20, 50, 150, 0.8, 0.3, prediction));
      all.add(design(10, 15, 25, 0.95, 0.1, prediction));
      all.add(design(10, 300, 500, 0.95, 0.1, prediction));
    }
    return all;
  }

  private static Design design(
      int sites, int fewest, int most, double centre, double tauSquared, boolean prediction) {
    double mean = Math.log(centre / (1 - centre));
    String setting =
        sites
            + " sites with "
            + fewest
            + " to "
            + most
            + " positives, sensitivity "
            + centre
            + ", tau2 "
            + tauSquared;
    return new Design(
        prediction ? "next site higgins" : "mean of sites hksj",
        setting,
        prediction ? 0 : mean,
        random -> {
          List<SiteLogit> drawn = new ArrayList<>();
          for (int s = 0; s < sites; s++) {
            long positives = fewest + (long) (most - fewest) * s / (sites - 1);
            double p = 1 / (1 + Math.exp(-mean - Math.sqrt(tauSquared) * random.nextGaussian()));
            drawn.add(SiteLogit.of(IndependentDesigns.successes(positives, p, random), positives));
          }
          RandomEffects effects = fit(drawn);
          return prediction
              ? next(effects, mean + Math.sqrt(tauSquared) * random.nextGaussian())
              : Optional.of(bounds(effects.interval(CONFIDENCE), 0));
        });
  }

  /** The interval less the drawn logit of the next site, which it should hold. */
  private static Optional<Bounds> next(RandomEffects effects, double next) {
    return effects.higginsPrediction(CONFIDENCE).map(i -> bounds(i, next));
  }

  private static Bounds bounds(RealInterval interval, double origin) {
    return new Bounds(interval.lower() - origin, interval.upper() - origin);
  }

  private static RandomEffects fit(List<SiteLogit> sites) {
    TauSquared tau =
        new TauSquared(t -> Arrays.stream(t).mapToObj(at -> pooled(sites, at)).toList());
    double dl = tau.derSimonianLaird();
    return new RandomEffects(
        tau.atZero(), pooled(sites, dl), dl, Errors.HARTUNG_KNAPP_AT_LEAST_NORMAL);
  }

  private static WeightedSums pooled(List<SiteLogit> sites, double tauSquared) {
    return WeightedSums.of(
        sites.stream()
            .map(s -> WeightedSums.ofSite(s, tauSquared))
            .reduce(ExactSums::plus)
            .orElseThrow());
  }
}
