package org.fedval.coordinator.support;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.ModelSpec;

/** A plan with one finding, a bundle whose model nobody runs, and made-up counts. */
public final class TinyStudy {
  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: classification
      unit: image
      id: %s
      title: A small study
      cohort:
        modalities: [DX]
      findings: [nodule]
      operating_points: [balanced]
      subgroups:
        - attribute: sex
          levels: [F, M]
      endpoints:
        - finding: nodule
          metric: sensitivity
          operating_point: balanced
          goal: 0.5
          alternative: 0.9
      """;

  private TinyStudy() {}

  public static byte[] plan(String studyId) {
    return PLAN.formatted(studyId).getBytes(StandardCharsets.UTF_8);
  }

  public static void writeBundle(Path file, SigningKey owner) throws Exception {
    ModelSpec spec =
        new ModelSpec(
            "tiny",
            "1",
            "classification",
            List.of(new ModelSpec.Finding("nodule", 0)),
            new ModelSpec.Input("image", 1, 4, 4),
            new ModelSpec.Output("scores", 1),
            new ModelSpec.Preprocessing(4, 4, 0.5, 0.25),
            List.of(new OperatingPoint("balanced", 0.5)),
            new ModelSpec.Canaries(1, 5, 1e-5, List.of(List.of(0.5f))));
    BundleWriter.write(file, spec, "no model".getBytes(StandardCharsets.US_ASCII), owner);
  }

  /** What {@link #cases} count in the first slot. */
  public static CounterVector counts(CounterLayout layout, long seed) {
    return SlotCounts.first(layout, cases(layout, seed));
  }

  /** Sixty patients of one site with an image each. */
  public static CaseTable cases(CounterLayout layout, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Accumulator counts = new Accumulator(layout, new byte[32]);
    for (int patient = 0; patient < 60; patient++) {
      boolean positive = random.nextInt(3) == 0;
      double score = Math.min(1, random.nextDouble() * 0.7 + (positive ? 0.3 : 0));
      counts.add(
          new CaseRecord(
              seed + "-" + patient,
              new double[] {score},
              new ReferenceLabel[] {positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE},
              new int[] {random.nextInt(2)}));
    }
    return counts.cases();
  }
}
