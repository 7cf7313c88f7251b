package org.fedval.evaluation.support;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/** A small plan, and cases that fit it. */
public final class Studies {
  public static final OperatingPoint SCREENING = new OperatingPoint("screening", 0.3);
  public static final OperatingPoint BALANCED = new OperatingPoint("balanced", 0.5);
  private static final byte[] DIGEST_KEY = new byte[16];

  private Studies() {}

  /** Two findings, two operating points, sex (F, M, other, unknown) and view (AP, PA, ...). */
  public static StudyPlan plan(Endpoint... endpoints) {
    return new StudyPlan(
        "study-1",
        "A small study",
        List.of("covid", "pneumonia"),
        List.of(SCREENING, BALANCED),
        List.of(new Subgroup("sex", List.of("F", "M")), new Subgroup("view", List.of("AP", "PA"))),
        List.of(endpoints),
        new DisclosureRules(10, 3, 1, 3),
        128,
        32);
  }

  public static Accumulator accumulator(CounterLayout layout) {
    return new Accumulator(layout, DIGEST_KEY);
  }

  /** One call to an accumulator. */
  public record Row(String patient, @Nullable Exclusion exclusion, @Nullable CaseRecord image) {
    public void countIn(Accumulator accumulator) {
      if (image != null) {
        accumulator.add(image);
      } else if (exclusion != null) {
        accumulator.exclude(patient, exclusion);
      }
    }
  }

  /** Up to three images a patient; patients have one sex but may have several views. */
  public static List<Row> rows(SplittableRandom random, int patients, String prefix) {
    List<Row> rows = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      int sex = random.nextInt(4);
      for (int image = 0; image <= random.nextInt(3); image++) {
        rows.add(row(random, prefix + p, sex));
      }
    }
    return rows;
  }

  private static Row row(SplittableRandom random, String patient, int sex) {
    if (random.nextInt(10) == 0) {
      Exclusion[] reasons = Exclusion.values();
      return new Row(patient, reasons[random.nextInt(reasons.length)], null);
    }
    double[] scores = new double[2];
    ReferenceLabel[] labels = new ReferenceLabel[2];
    for (int f = 0; f < 2; f++) {
      labels[f] = ReferenceLabel.values()[Math.min(2, random.nextInt(5) / 2)];
      double shift = labels[f] == ReferenceLabel.POSITIVE ? 0.3 : 0;
      scores[f] = Math.min(1, Math.round((random.nextDouble() * 0.8 + shift) * 100) / 100.0);
    }
    return new Row(
        patient, null, new CaseRecord(patient, scores, labels, new int[] {sex, random.nextInt(4)}));
  }

  public static CounterVector vector(CounterLayout layout, List<Row> rows) {
    Accumulator accumulator = accumulator(layout);
    rows.forEach(r -> r.countIn(accumulator));
    return accumulator.freeze();
  }

  public static CounterVector sum(List<CounterVector> vectors) {
    return vectors.stream().reduce(CounterVector::plus).orElseThrow();
  }
}
