package org.fedval.evaluation.counters;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.fedval.evaluation.calib.CrossFit;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.calib.ScoreMoments;
import org.fedval.evaluation.compare.PairedTable;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.StratifiedAuroc;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/** One site's vector of the first slot. For one use. */
final class FirstSlotCounts {
  private final CounterLayout layout;
  private final StudyPlan plan;
  private final Analyses asked;
  private final CaseTable cases;
  private final PatientOrder order;
  private final UnitWords words;
  private final double[] thresholds;
  private final StratumTally[] tallies;

  FirstSlotCounts(CounterLayout layout, CaseTable cases) {
    this.layout = layout;
    this.plan = layout.plan();
    this.asked = plan.analyses();
    this.cases = cases;
    this.order = new PatientOrder(cases);
    this.words = new UnitWords(layout);
    this.thresholds =
        plan.operatingPoints().stream().mapToDouble(OperatingPoint::threshold).toArray();
    this.tallies = new StratumTally[layout.cells().size()];
  }

  CounterVector count() {
    for (int f = 0; f < plan.findings().size(); f++) {
      countClasses(f);
      if (asked.isExact()) {
        sumScores(f);
        sumBothClasses(f);
        new SiteContrasts(layout, words, plan.findings().get(f)).write();
      }
    }
    for (Exclusion reason : Exclusion.foundBy(asked)) {
      long patients = cases.excludedPatients(reason);
      int cell = layout.indexOf(Cell.excluded(reason));
      words.gate(cell, patients, patients > 0, cases.excludedImages(reason));
    }
    return words.freeze();
  }

  /** Patients, images, histograms and clustered calls of every stratum, patient by patient. */
  private void countClasses(int f) {
    List<StratumTally> mine = new ArrayList<>();
    StratumCells cells = new StratumCells(layout, f);
    for (int cell : cells.all()) {
      tallies[cell] = new StratumTally(cell, words, thresholds.length);
      mine.add(tallies[cell]);
    }
    int missing = layout.indexOf(Cell.labelMissing(plan.findings().get(f)));
    long missingImages = 0;
    long missingPatients = 0;
    boolean[] calls = new boolean[thresholds.length];
    for (int patient = 0; patient < order.patients(); patient++) {
      boolean lacksLabel = false;
      for (int k = order.start(patient); k < order.end(patient); k++) {
        int image = order.image(k);
        if (cases.isMissing(image, f)) {
          lacksLabel = true;
          missingImages++;
          continue;
        }
        double score = cases.score(image, f);
        for (int t = 0; t < calls.length; t++) {
          calls[t] = score >= thresholds[t];
        }
        cells.visit(cases, image, score, (cell, bin) -> tallies[cell].add(bin, calls));
      }
      missingPatients += lacksLabel ? 1 : 0;
      mine.forEach(StratumTally::endPatient);
    }
    words.gate(missing, missingPatients, missingPatients > 0, missingImages);
    mine.forEach(StratumTally::write);
  }

  private void sumScores(int f) {
    EdgeTable edges = layout.overallEdges();
    for (Kind kind : List.of(Kind.POSITIVE, Kind.NEGATIVE)) {
      boolean positive = kind == Kind.POSITIVE;
      BigInteger[] scores = ExactSums.zero(edges.bins()).entries();
      ScoreMoments.Builder moments = new ScoreMoments.Builder();
      Reliability.Builder reliability = new Reliability.Builder(Reliability.tenths());
      for (int i = 0; i < cases.size(); i++) {
        if (!cases.isMissing(i, f) && cases.isPositive(i, f) == positive) {
          double p = cases.score(i, f);
          int bin = edges.bin(p);
          scores[bin] = scores[bin].add(FixedPoint.FINE.encode(p));
          moments.add(positive, p);
          reliability.add(positive, p);
        }
      }
      int cell = layout.indexOf(Cell.overall(kind, plan.findings().get(f)));
      words.exact(cell, Statistic.SCORE_SUMS, 0, ExactSums.of(scores));
      words.exact(cell, Statistic.MOMENTS, 0, moments.build().sums());
      words.exact(cell, Statistic.RELIABILITY, 0, reliability.build().sums());
      if (words.has(cell, Statistic.PAIRED_HISTOGRAM)) {
        compare(f, cell, positive);
      }
    }
  }

  /** The other score of a comparison on the images of one class of this finding. */
  private void compare(int f, int cell, boolean positive) {
    String other = asked.comparisonOf(plan.findings().get(f)).orElseThrow().second();
    int second = plan.findings().indexOf(other);
    long[] bins = new long[layout.overallEdges().bins()];
    long[] right = new long[thresholds.length * PairedTable.LENGTH];
    for (int i = 0; i < cases.size(); i++) {
      if (!cases.isMissing(i, f) && cases.isPositive(i, f) == positive) {
        bins[layout.overallEdges().bin(cases.score(i, second))]++;
        for (int t = 0; t < thresholds.length; t++) {
          boolean mine = cases.score(i, f) >= thresholds[t] == positive;
          boolean others = cases.score(i, second) >= thresholds[t] == positive;
          right[t * PairedTable.LENGTH + (mine ? (others ? 0 : 1) : (others ? 2 : 3))]++;
        }
      }
    }
    words.counts(cell, Statistic.PAIRED_HISTOGRAM, bins);
    words.counts(cell, Statistic.PAIRED_CALLS, right);
  }

  private void sumBothClasses(int f) {
    String finding = plan.findings().get(f);
    SiteScores scores = new SiteScores(cases, order, f);
    int both = layout.indexOf(Cell.overall(Kind.BOTH, finding));
    words.gate(both, scores.patients(), scores.hasBothClasses(), scores.images());
    if (scores.hasBothClasses()) {
      words.exact(both, Statistic.WITHIN_SITE, 0, StratifiedAuroc.ofSite(scores.rawAuroc()));
    }
    if (asked.recalibrationFolds() > 0) {
      CrossFit.Folds folds = new CrossFit.Folds(scores.cases(), asked.recalibrationFolds());
      long platt =
          recalibrate(
              both,
              scores,
              folds,
              CrossFit::platt,
              Statistic.PLATT_POSITIVES,
              Statistic.PLATT_NEGATIVES,
              Statistic.PLATT_RELIABILITY);
      long isotonic =
          recalibrate(
              both,
              scores,
              folds,
              CrossFit::isotonic,
              Statistic.ISOTONIC_POSITIVES,
              Statistic.ISOTONIC_NEGATIVES,
              Statistic.ISOTONIC_RELIABILITY);
      words.counts(both, Statistic.RECALIBRATED_SITES, platt, isotonic);
    }
    SiteTerms.gate(words, finding, layout, scores);
    if (scores.hasBothClasses()) {
      double[][] unweighted = new double[thresholds.length][1];
      SiteTerms.write(words, finding, layout, scores, unweighted, unweighted);
    }
  }

  /**
   * Returns 1, or 0 for a site where a fold has no fit. Its scores are counted as they are: without
   * them its images would be the difference to those of all sites.
   */
  private long recalibrate(
      int cell,
      SiteScores scores,
      CrossFit.Folds folds,
      Function<ScoreBins, Optional<DoubleUnaryOperator>> method,
      Statistic positives,
      Statistic negatives,
      Statistic reliability) {
    Optional<List<CrossFit.Case>> cross =
        scores.hasBothClasses() ? folds.by(method) : Optional.empty();
    EdgeTable edges = layout.marginalEdges();
    long[] p = new long[edges.bins()];
    long[] n = new long[edges.bins()];
    Reliability.Builder observed = new Reliability.Builder(Reliability.tenths());
    for (CrossFit.Case c : cross.orElse(scores.cases())) {
      (c.positive() ? p : n)[edges.bin(c.score())]++;
      observed.add(c.positive(), c.score());
    }
    words.counts(cell, positives, p);
    words.counts(cell, negatives, n);
    words.exact(cell, reliability, 0, observed.build().sums());
    return cross.isPresent() ? 1 : 0;
  }
}
