package org.fedval.evaluation.counters;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.fedval.evaluation.calib.CalibrationStep;
import org.fedval.evaluation.calib.CrossFit;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.cluster.ClusteredLogistic;
import org.fedval.evaluation.cluster.InfluenceSums;
import org.fedval.evaluation.cluster.InfluenceTable;
import org.fedval.evaluation.cluster.PoissonBootstrap;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.Published.Other;
import org.fedval.evaluation.counters.Published.Tables;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;

/** One site's vector of a later slot. For one use. */
final class LaterSlotCounts {
  private final CounterLayout layout;
  private final StudyPlan plan;
  private final CaseTable cases;
  private final Published published;
  private final RandomGenerator secret;
  private final PatientOrder order;
  private final UnitWords words;

  LaterSlotCounts(
      CounterLayout layout, CaseTable cases, Published published, RandomGenerator secret) {
    this.layout = layout;
    this.plan = layout.plan();
    this.cases = cases;
    this.published = published;
    this.secret = secret;
    this.order = new PatientOrder(cases);
    this.words = new UnitWords(layout);
  }

  CounterVector count() {
    for (int f = 0; f < plan.findings().size(); f++) {
      String finding = plan.findings().get(f);
      repeat(f, finding);
      SiteScores scores = new SiteScores(cases, order, f);
      int both = layout.indexOf(Cell.overall(Kind.BOTH, finding));
      words.gate(both, scores.patients(), scores.hasBothClasses(), scores.images());
      SiteTerms.gate(words, finding, layout, scores);
      Tables tables = published.of(f);
      if (tables != null) {
        sum(both, tables, scores);
        compare(f, both, tables);
        if (scores.hasBothClasses()) {
          SiteTerms.write(
              words,
              finding,
              layout,
              scores,
              tables.sensitivityWeights(),
              tables.specificityWeights());
        }
      }
    }
    return words.freeze();
  }

  /** Patients and images of both classes again. */
  private void repeat(int f, String finding) {
    long[] images = new long[2];
    long[] patients = new long[2];
    for (int patient = 0; patient < order.patients(); patient++) {
      boolean[] has = new boolean[2];
      for (int k = order.start(patient); k < order.end(patient); k++) {
        int image = order.image(k);
        if (!cases.isMissing(image, f)) {
          int side = cases.isPositive(image, f) ? 0 : 1;
          images[side]++;
          has[side] = true;
        }
      }
      patients[0] += has[0] ? 1 : 0;
      patients[1] += has[1] ? 1 : 0;
    }
    int positive = layout.indexOf(Cell.overall(Kind.POSITIVE, finding));
    int negative = layout.indexOf(Cell.overall(Kind.NEGATIVE, finding));
    words.gate(positive, patients[0], patients[0] > 0, images[0]);
    words.gate(negative, patients[1], patients[1] > 0, images[1]);
  }

  private void sum(int both, Tables tables, SiteScores scores) {
    ClusterProducts.Builder products = new ClusterProducts.Builder(ClusteredAuroc.ONE_MODEL);
    for (CrossFit.Case c : scores.cases()) {
      int bin = tables.edges().bin(c.score());
      products.add(
          c.patient(),
          c.positive(),
          c.positive() ? tables.ofPositive()[bin] : 0,
          c.positive() ? 0 : tables.ofNegative()[bin]);
    }
    words.exact(both, Statistic.CLUSTERED_AUROC, 0, products.sums());
    LogisticFit fit = tables.fit();
    if (fit != null) {
      calibrate(both, fit, scores.cases());
    }
    EdgeTable refined = tables.refined();
    EdgeTable equalMass = tables.equalMass();
    if (refined != null && equalMass != null) {
      histogram(
          both,
          Statistic.REFINED_POSITIVES,
          Statistic.REFINED_NEGATIVES,
          scores.histogramAt(refined));
      Reliability.Builder reliability = new Reliability.Builder(equalMass);
      scores.cases().forEach(c -> reliability.add(c.positive(), c.score()));
      words.exact(both, Statistic.RELIABILITY_EQUAL_MASS, 0, reliability.build().sums());
      influences(both, tables.influences(), scores.cases());
      bootstrap(both, scores.cases());
    }
  }

  /** Placements of both scores of a comparison, image by image and patient by patient. */
  private void compare(int f, int both, Tables tables) {
    Other other = tables.other();
    if (other == null) {
      return;
    }
    String compared = plan.analyses().comparisonOf(plan.findings().get(f)).orElseThrow().second();
    int second = plan.findings().indexOf(compared);
    ClusterProducts.Builder clusters = new ClusterProducts.Builder(ClusteredAuroc.TWO_MODELS);
    BigInteger[] products = {BigInteger.ZERO, BigInteger.ZERO};
    for (int i = 0; i < cases.size(); i++) {
      if (!cases.isMissing(i, f)) {
        boolean positive = cases.isPositive(i, f);
        int bin = tables.edges().bin(cases.score(i, f));
        int otherBin = tables.edges().bin(cases.score(i, second));
        long mine = positive ? tables.ofPositive()[bin] : tables.ofNegative()[bin];
        long others = positive ? other.ofPositive()[otherBin] : other.ofNegative()[otherBin];
        int side = positive ? 0 : 1;
        products[side] =
            products[side].add(BigInteger.valueOf(mine).multiply(BigInteger.valueOf(others)));
        clusters.add(
            cases.patient(i),
            positive,
            positive ? mine : 0,
            positive ? 0 : mine,
            positive ? others : 0,
            positive ? 0 : others);
      }
    }
    words.exact(both, Statistic.PAIRED_PLACEMENTS, 0, ExactSums.of(products));
    words.exact(both, Statistic.PAIRED_CLUSTERS, 0, clusters.sums());
  }

  private void calibrate(int both, LogisticFit fit, List<CrossFit.Case> scored) {
    CalibrationStep.Builder step = new CalibrationStep.Builder(fit);
    ClusteredLogistic.Builder clustered = new ClusteredLogistic.Builder(fit);
    for (CrossFit.Case c : scored) {
      step.add(c.positive(), c.score());
      clustered.add(c.patient(), c.positive(), c.score());
    }
    words.exact(both, Statistic.CALIBRATION_STEP, 0, step.sums());
    words.exact(both, Statistic.CLUSTERED_CALIBRATION, 0, clustered.sums());
  }

  private void influences(int both, double[][] influences, List<CrossFit.Case> scored) {
    for (int row = 0; row < influences.length; row++) {
      double[] of = influences[row];
      OperatingPoint point = plan.operatingPoints().get(row / Influence.values().length);
      InfluenceSums sums =
          new InfluenceSums(
              InfluenceTable.of(new double[] {of[1], of[0]}, new double[] {of[3], of[2]}));
      for (CrossFit.Case c : scored) {
        sums.add(c.patient(), c.positive(), c.score() >= point.threshold() ? 1 : 0);
      }
      words.exact(both, Statistic.INFLUENCE, row, sums.sums());
    }
  }

  private void bootstrap(int both, List<CrossFit.Case> scored) {
    int replicates = plan.analyses().bootstrapReplicates();
    if (replicates == 0) {
      return;
    }
    EdgeTable edges = layout.bootstrapEdges();
    PoissonBootstrap bootstrap = new PoissonBootstrap(secret, replicates, edges.bins());
    scored.forEach(c -> bootstrap.add(c.patient(), c.positive(), edges.bin(c.score())));
    long[] positives = new long[replicates * edges.bins()];
    long[] negatives = new long[replicates * edges.bins()];
    ClassHistograms[] drawn = bootstrap.replicates();
    for (int r = 0; r < replicates; r++) {
      for (int b = 0; b < edges.bins(); b++) {
        positives[r * edges.bins() + b] = drawn[r].positives(b);
        negatives[r * edges.bins() + b] = drawn[r].negatives(b);
      }
    }
    words.counts(both, Statistic.BOOTSTRAP_POSITIVES, positives);
    words.counts(both, Statistic.BOOTSTRAP_NEGATIVES, negatives);
  }

  private void histogram(
      int cell, Statistic positives, Statistic negatives, ClassHistograms histograms) {
    long[] p = new long[histograms.bins()];
    long[] n = new long[histograms.bins()];
    for (int b = 0; b < histograms.bins(); b++) {
      p[b] = histograms.positives(b);
      n[b] = histograms.negatives(b);
    }
    words.counts(cell, positives, p);
    words.counts(cell, negatives, n);
  }
}
