package org.fedval.evaluation.calib;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.fedval.evaluation.score.EdgeTable;

/**
 * Recalibration at one site without judging a case by a fit that saw its patient: patients are
 * dealt to folds in the order of their keys, and the cases of each fold get the fit of the others.
 * Nothing of a fit leaves the site.
 */
public final class CrossFit {
  private CrossFit() {}

  /**
   * An analysed case.
   *
   * @param patient key by which cases of a patient stay together
   * @param score in [0, 1]
   */
  public record Case(String patient, boolean positive, double score) {
    /** Without the patient. */
    @Override
    public String toString() {
      return "Case";
    }
  }

  /** Platt's sigmoid; empty where a class is missing. */
  public static Optional<DoubleUnaryOperator> platt(ScoreBins bins) {
    return Platt.fit(bins).map(fit -> fit::recalibrate);
  }

  /** Isotonic regression; empty without cases. */
  public static Optional<DoubleUnaryOperator> isotonic(ScoreBins bins) {
    return bins.histograms().positives() + bins.histograms().negatives() == 0
        ? Optional.empty()
        : Optional.of(Isotonic.fit(bins)::at);
  }

  /**
   * The cases with recalibrated scores, in their order; empty if a fold has no fit.
   *
   * @param folds 2 or more
   * @param method {@link #platt} or {@link #isotonic}
   */
  public static Optional<List<Case>> of(
      List<Case> cases, int folds, Function<ScoreBins, Optional<DoubleUnaryOperator>> method) {
    if (folds < 2) {
      throw new IllegalArgumentException("Cross-fitting needs two folds.");
    }
    Map<String, Integer> foldOf = new HashMap<>();
    cases.stream()
        .map(Case::patient)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .forEach(patient -> foldOf.put(patient, foldOf.size() % folds));
    EdgeTable edges = EdgeTable.of(cases.stream().mapToDouble(Case::score).toArray());
    int[] binOf = cases.stream().mapToInt(c -> edges.bin(c.score())).toArray();
    int[] foldOfCase = cases.stream().mapToInt(c -> foldOf.getOrDefault(c.patient(), 0)).toArray();
    List<DoubleUnaryOperator> fits = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      ScoreBins.Builder others = new ScoreBins.Builder(edges);
      for (int i = 0; i < binOf.length; i++) {
        if (foldOfCase[i] != fold) {
          others.add(cases.get(i).positive(), cases.get(i).score(), binOf[i]);
        }
      }
      Optional<DoubleUnaryOperator> fit = method.apply(others.build());
      if (fit.isEmpty()) {
        return Optional.empty();
      }
      fits.add(fit.get());
    }
    List<Case> recalibrated = new ArrayList<>();
    for (int i = 0; i < binOf.length; i++) {
      Case c = cases.get(i);
      double score = fits.get(foldOfCase[i]).applyAsDouble(c.score());
      recalibrated.add(new Case(c.patient(), c.positive(), score));
    }
    return Optional.of(recalibrated);
  }
}
