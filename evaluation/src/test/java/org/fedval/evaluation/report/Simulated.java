package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Studies.Row;
import org.jspecify.annotations.Nullable;

/** Images of one finding with every analysis of performance, dealt to hospitals. */
final class Simulated {
  static final OperatingPoint SCREENING = new OperatingPoint("screening", 0.35);
  static final OperatingPoint RULE_IN = new OperatingPoint("rule in", 0.8);
  static final int SITES = 4;

  private final StudyPlan plan;
  private final List<Image> images = new ArrayList<>();
  private final List<Row> excluded = new ArrayList<>();

  /** One image of a patient of its own. */
  record Image(boolean positive, double score, int sex) {}

  Simulated(StudyPlan plan) {
    this.plan = plan;
  }

  static StudyPlan plan(int rounds) {
    return plan(rounds, new DisclosureRules(10, 3, 1, 3));
  }

  static StudyPlan plan(int rounds, DisclosureRules rules) {
    StudyPlan base = Cases.plan(List.of(SCREENING, RULE_IN), List.of(Cases.SEX));
    return new StudyPlan(
            "simulated",
            base.title(),
            base.findings(),
            base.operatingPoints(),
            base.subgroups(),
            List.of(),
            rules,
            1024,
            256)
        .with(
            new Analyses(
                Analyses.Content.EXACT,
                rounds,
                128,
                List.of(),
                List.of(0.05, 0.3),
                List.of(0.2, 0.47),
                List.of(new Analyses.AbstentionBand(0.4, 0.6)),
                List.of(0.9),
                5,
                0,
                false,
                null,
                Analyses.Adjustment.HOLM));
  }

  /** Scores on a continuous scale, that somewhat overstate the risk. */
  static Simulated cohort(StudyPlan plan, int n, long seed) {
    Simulated cohort = new Simulated(plan);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      boolean positive = random.nextInt(4) == 0;
      double logit = random.nextGaussian(positive ? 1.1 : -1.3, 1.3);
      cohort.add(1, positive, 1 / (1 + Math.exp(-logit)), random.nextInt(2));
    }
    return cohort;
  }

  Simulated add(int n, boolean positive, double score, int sex) {
    for (int i = 0; i < n; i++) {
      images.add(new Image(positive, score, sex));
    }
    return this;
  }

  Simulated excluded(int n, Exclusion reason) {
    for (int i = 0; i < n; i++) {
      excluded.add(new Row("left-out-" + excluded.size(), reason, null));
    }
    return this;
  }

  List<Image> images() {
    return images;
  }

  PooledStudy study(int sites) {
    List<List<Row>> dealt = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      ReferenceLabel label = image.positive() ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
      CaseRecord one =
          new CaseRecord(
              "p" + i,
              new double[] {image.score()},
              new ReferenceLabel[] {label},
              new int[] {image.sex()});
      dealt.get(i % sites).add(new Row("p" + i, null, one));
    }
    for (int i = 0; i < excluded.size(); i++) {
      dealt.get(i % sites).add(excluded.get(i));
    }
    return Federation.run(plan, dealt.stream().map(d -> Federation.site(plan, d)).toList());
  }

  PooledResults report() {
    return ReportAssembler.assemble(study(SITES));
  }

  static MetricRow row(
      PooledResults results,
      String metric,
      @Nullable OperatingPoint point,
      @Nullable String parameter) {
    List<MetricRow> found =
        results.estimates().stream()
            .filter(r -> r.metric().equals(metric) && r.subgroup().equals("all"))
            .filter(r -> Objects.equals(r.operatingPoint(), point == null ? null : point.name()))
            .filter(r -> Objects.equals(r.parameter(), parameter))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " rows of " + metric + " " + parameter);
    }
    return found.get(0);
  }
}
