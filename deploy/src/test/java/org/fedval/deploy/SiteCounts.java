package org.fedval.deploy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.CohortCase;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.CohortFeed;
import org.fedval.agent.run.EvaluationRun;
import org.fedval.agent.run.RunSettings;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.study.LockedStudy;

/** What a statistician counts who stands in one hospital and may see everything there. */
final class SiteCounts {
  private static final int KEY_BYTES = 32;

  private SiteCounts() {}

  static CounterVector of(Path data, LockedStudy study, LockedBundle bundle) throws Exception {
    return SlotCounts.first(study.counters(), cases(data, study, bundle));
  }

  /** The first slots of a study over sites in plain text. */
  static PooledStudy pooled(LockedStudy study, List<CaseTable> sites, int slots) {
    PooledStudy pooled =
        PooledStudy.of(
            PooledCounts.of(
                sum(sites.stream().map(s -> SlotCounts.first(study.counters(), s)).toList())));
    while (pooled.size() < slots) {
      CounterLayout layout = study.counters(pooled.size());
      Published tables = pooled.next();
      pooled =
          pooled.plus(
              PooledCounts.of(
                  sum(
                      sites.stream()
                          .map(s -> SlotCounts.later(layout, s, tables, new SecureRandom()))
                          .toList())));
    }
    return pooled;
  }

  private static CounterVector sum(List<CounterVector> vectors) {
    return vectors.stream().reduce(CounterVector::plus).orElseThrow();
  }

  static CaseTable cases(Path data, LockedStudy study, LockedBundle bundle) throws Exception {
    Accumulator counts = new Accumulator(study.counters(), new byte[KEY_BYTES]);
    List<String> outputs = bundle.spec().findingNames();
    List<Integer> columns = new ArrayList<>();
    study.plan().findings().forEach(finding -> columns.add(outputs.indexOf(finding)));
    CohortReader cohort =
        new CohortReader(
            new FolderSource(data),
            ReferenceStandard.read(data.resolve("labels.csv"), study.plan().findings()),
            study.cohort(),
            new SubgroupLevels(study.plan().subgroups()));
    try (LockedModel model = LockedModel.open(bundle, 1)) {
      new EvaluationRun(model, RunSettings.forCores(1))
          .run(
              new CohortFeed(cohort),
              outcome -> count(outcome, columns, counts),
              (done, excluded) -> {});
    }
    return counts.cases();
  }

  private static void count(
      CaseOutcome<CohortEntry> outcome, List<Integer> columns, Accumulator counts) {
    CohortCase image = outcome.subject().match(CohortEntry.Included::cohortCase, excluded -> null);
    if (outcome instanceof CaseOutcome.Scored<CohortEntry> scored) {
      double[] scores = columns.stream().mapToDouble(c -> scored.scores()[c]).toArray();
      ReferenceLabel[] labels = image.labels().toArray(new ReferenceLabel[0]);
      counts.add(new CaseRecord(image.patientKey(), scores, labels, image.levels()));
    } else if (outcome instanceof CaseOutcome.Excluded<CohortEntry> excluded) {
      counts.exclude(image == null ? null : image.patientKey(), excluded.reason());
    }
  }
}
