package org.fedval.evaluation.calib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.fedval.evaluation.score.EdgeTable;

/**
 * Recalibration at one site without judging a case by a fit that saw its patient: patients are
 * dealt to folds in the order of their numbers, and the cases of each fold get the fit of the
 * others. Nothing of a fit leaves the site.
 */
public final class CrossFit {
  private CrossFit() {}

  /**
   * An analysed case.
   *
   * @param patient number by which cases of a patient stay together, 0 or more
   * @param score in [0, 1]
   */
  public record Case(int patient, boolean positive, double score) {
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
   * The scores of all cases, dealt to folds and put into bins once for several methods. Up to
   * {@link EdgeTable#MAX_BINS} cases a bin is one score; above, the bins of the finest logit grid
   * with the mean of their own scores.
   */
  public static final class Folds {
    private final List<Case> cases;
    private final EdgeTable edges;
    private final int[] binOf;
    private final int[] foldOf;
    private final int folds;

    /**
     * @param folds 2 or more
     */
    public Folds(List<Case> cases, int folds) {
      if (folds < 2) {
        throw new IllegalArgumentException("Cross-fitting needs two folds.");
      }
      this.cases = cases;
      this.folds = folds;
      edges =
          cases.size() <= EdgeTable.MAX_BINS
              ? EdgeTable.of(cases.stream().mapToDouble(Case::score).toArray())
              : EdgeTable.logit(EdgeTable.MAX_BINS);
      binOf = cases.stream().mapToInt(c -> edges.bin(c.score())).toArray();
      int[] foldOfPatient = deal(cases, folds);
      foldOf = cases.stream().mapToInt(c -> foldOfPatient[c.patient()]).toArray();
    }

    private static int[] deal(List<Case> cases, int folds) {
      int last = cases.stream().mapToInt(Case::patient).max().orElse(-1);
      boolean[] present = new boolean[last + 1];
      cases.forEach(c -> present[c.patient()] = true);
      int[] fold = new int[last + 1];
      int dealt = 0;
      for (int patient = 0; patient <= last; patient++) {
        if (present[patient]) {
          fold[patient] = dealt % folds;
          dealt++;
        }
      }
      return fold;
    }

    /**
     * The cases with recalibrated scores, in their order; empty if a fold has no fit.
     *
     * @param method {@link CrossFit#platt} or {@link CrossFit#isotonic}
     */
    public Optional<List<Case>> by(Function<ScoreBins, Optional<DoubleUnaryOperator>> method) {
      List<DoubleUnaryOperator> fits = new ArrayList<>();
      for (int fold = 0; fold < folds; fold++) {
        ScoreBins.Builder others = new ScoreBins.Builder(edges);
        for (int i = 0; i < binOf.length; i++) {
          if (foldOf[i] != fold) {
            others.add(cases.get(i).positive(), cases.get(i).score(), binOf[i]);
          }
        }
        Optional<DoubleUnaryOperator> fit = method.apply(others.build());
        if (fit.isEmpty()) {
          return Optional.empty();
        }
        fits.add(fit.get());
      }
      List<Case> recalibrated = new ArrayList<>(cases.size());
      for (int i = 0; i < binOf.length; i++) {
        Case c = cases.get(i);
        double score = fits.get(foldOf[i]).applyAsDouble(c.score());
        recalibrated.add(new Case(c.patient(), c.positive(), score));
      }
      return Optional.of(recalibrated);
    }
  }
}
