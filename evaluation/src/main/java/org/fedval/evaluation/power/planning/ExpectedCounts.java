package org.fedval.evaluation.power.planning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody expects to find, before any exclusion: images by finding, stratum and class.
 *
 * @param cases by finding, then by stratum, {@code all} or {@code attribute=level}
 * @param prevalences by finding, in (0, 1): the one under which the model will be tested
 * @param assumptions what else is taken for granted
 * @param gaps planned comparisons of two groups
 */
public record ExpectedCounts(
    Map<String, Map<String, ClassCounts>> cases,
    Map<String, Double> prevalences,
    Assumptions assumptions,
    List<GapComparison> gaps) {
  /** The stratum of all images. */
  public static final String ALL = "all";

  /** Nothing is known. */
  public static final ExpectedCounts NONE =
      new ExpectedCounts(Map.of(), Map.of(), Assumptions.NONE, List.of());

  public ExpectedCounts {
    Map<String, Map<String, ClassCounts>> copy = new HashMap<>();
    cases.forEach((finding, strata) -> copy.put(finding, Map.copyOf(strata)));
    cases = Map.copyOf(copy);
    prevalences = Map.copyOf(prevalences);
    gaps = List.copyOf(gaps);
  }

  /** Expected images, {@link ClassCounts#NOT_GIVEN} if nobody said. */
  public ClassCounts of(String finding, String stratum) {
    return cases.getOrDefault(finding, Map.of()).getOrDefault(stratum, ClassCounts.NOT_GIVEN);
  }

  /**
   * The stated prevalence, else the one of the counts over all images; null if neither is known.
   */
  public @Nullable Double prevalence(String finding) {
    Double stated = prevalences.get(finding);
    if (stated != null) {
      return stated;
    }
    ClassCounts all = of(finding, ALL);
    if (!all.all().isGiven() || all.positives().images() == 0 || all.negatives().images() == 0) {
      return null;
    }
    return (double) all.positives().images() / all.all().images();
  }
}
