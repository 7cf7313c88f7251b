package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;

/** An invented study with everything that a plan can ask for, over eight simulated hospitals. */
public final class FullStudy {
  public static final List<Subgroup> SUBGROUPS =
      List.of(
          new Subgroup("sex", List.of("F", "M")),
          new Subgroup("age", List.of("0-39", "40-64", "65+")),
          new Subgroup("vendor", List.of("Agfa", "Philips", "Siemens")));
  public static final DisclosureRules RULES = new DisclosureRules(10, 3, 1, 3);

  private static final Analyses ANALYSES =
      new Analyses(
              Analyses.Content.EXACT,
              3,
              1024,
              List.of(new Analyses.Interaction("sex", "age")),
              List.of(0.01, 0.05, 0.2),
              List.of(0.05, 0.1, 0.2, 0.3, 0.4),
              List.of(new Analyses.AbstentionBand(0.4, 0.6)),
              List.of(0.9),
              5,
              50,
              true,
              new Analyses.ReferenceErrors(0.98, 0.99),
              Analyses.Adjustment.HOLM)
          .comparing(
              List.of(
                  new Analyses.Comparison(
                      SampleReport.FINDINGS.get(0), SampleReport.FINDINGS.get(1), 0.05)));
  private static final int SITES = 8;
  private static final int PATIENTS = 320;
  private static final double[] RATE = {0.3, 0.22, 0.08};
  private static final double[] SKILL = {2.6, 1.8, 1.2};

  /** Alters an image before it is counted, in place; the image has the same number every time. */
  public interface Change {
    void at(int site, int image, double[] scores, ReferenceLabel[] labels, int[] levels);
  }

  private static final Change NONE = (site, image, scores, labels, levels) -> {};

  private FullStudy() {}

  public static StudyPlan plan() {
    return new StudyPlan(
        "cxr-2026-01",
        "Chest radiographs in eight hospitals",
        SampleReport.FINDINGS,
        SampleReport.POINTS,
        SUBGROUPS,
        List.of(
            claim(0, "auroc", null, 0.85, 0.9),
            claim(0, "sensitivity", "screening", 0.8, 0.86),
            claim(1, "auroc", null, 0.85, 0.88),
            claim(1, "sensitivity", "screening", 0.85, 0.88),
            claim(2, "sensitivity", "screening", 0.8, 0.9)),
        RULES,
        1024,
        256,
        null,
        ANALYSES);
  }

  private static Endpoint claim(int f, String metric, String point, double goal, double expected) {
    return new Endpoint(
        SampleReport.FINDINGS.get(f), metric, point, goal, expected, 0.025, 0.8, true);
  }

  /** All rounds. */
  public static PooledStudy complete() {
    return complete(NONE, 0);
  }

  /**
   * All rounds of an altered cohort.
   *
   * @param damaged more files that are no DICOM files, all at the first hospital
   */
  public static PooledStudy complete(Change change, int damaged) {
    List<CaseTable> sites = sites(change, damaged);
    PooledStudy study = first(sites);
    while (!study.isComplete()) {
      Published published = study.next();
      CounterLayout layout = CounterLayout.of(plan(), study.size());
      List<CounterVector> vectors = new ArrayList<>();
      for (CaseTable site : sites) {
        vectors.add(SlotCounts.later(layout, site, published, new SplittableRandom(1)));
      }
      study = study.plus(PooledCounts.of(sum(vectors)));
    }
    return study;
  }

  /** The first round, after which a hospital left. */
  public static PooledStudy siteLost() {
    return first(sites(NONE, 0))
        .without("SITE_LOST: a hospital of the first round did not answer in the second");
  }

  private static PooledStudy first(List<CaseTable> sites) {
    CounterLayout layout = CounterLayout.of(plan());
    List<CounterVector> vectors = new ArrayList<>();
    sites.forEach(site -> vectors.add(SlotCounts.first(layout, site)));
    return PooledStudy.of(PooledCounts.of(sum(vectors)));
  }

  private static CounterVector sum(List<CounterVector> vectors) {
    return vectors.stream().reduce(CounterVector::plus).orElseThrow();
  }

  private static List<CaseTable> sites(Change change, int damaged) {
    SplittableRandom random = new SplittableRandom(20260314);
    CounterLayout layout = CounterLayout.of(plan());
    List<CaseTable> sites = new ArrayList<>();
    AtomicInteger number = new AtomicInteger();
    for (int s = 0; s < SITES; s++) {
      Accumulator site = new Accumulator(layout, new byte[16]);
      for (int p = 0; p < PATIENTS - 25 * s; p++) {
        patient(site, random, change, number, s, "s" + s + "-" + p);
      }
      for (int i = 0; s == 0 && i < damaged; i++) {
        site.exclude(null, Exclusion.UNREADABLE);
      }
      sites.add(site.cases());
    }
    return sites;
  }

  private static void patient(
      Accumulator site,
      SplittableRandom random,
      Change change,
      AtomicInteger number,
      int s,
      String key) {
    int sex = random.nextInt(100) < 2 ? 3 : random.nextInt(2);
    int age = random.nextInt(100) < 1 ? 4 : random.nextInt(5) / 2;
    int vendor = s == 7 ? 1 : s < 4 ? 0 : 2;
    double[] patientShift = {gauss(random), gauss(random), gauss(random)};
    for (int image = 0; image <= random.nextInt(3); image++) {
      if (random.nextInt(50) == 0) {
        site.exclude(
            key, random.nextBoolean() ? Exclusion.TRANSFER_SYNTAX : Exclusion.NO_LABEL_ROW);
        continue;
      }
      double[] scores = new double[3];
      ReferenceLabel[] labels = new ReferenceLabel[3];
      for (int f = 0; f < 3; f++) {
        boolean positive = random.nextDouble() < RATE[f] * (0.6 + 0.1 * s);
        boolean missing = f > 0 && random.nextInt(40) == 0;
        labels[f] =
            missing
                ? ReferenceLabel.MISSING
                : positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
        double skill = SKILL[f] - (age == 2 ? 0.5 : 0) - (s == 5 ? 0.6 : 0);
        double logit =
            -1.6 + 0.08 * s + (positive ? skill : 0) + 0.6 * patientShift[f] + 0.9 * gauss(random);
        scores[f] = 1 / (1 + Math.exp(-1.3 * logit));
      }
      int[] levels = {sex, age, vendor};
      change.at(s, number.getAndIncrement(), scores, labels, levels);
      site.add(new CaseRecord(key, scores, labels, levels));
    }
  }

  private static double gauss(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
