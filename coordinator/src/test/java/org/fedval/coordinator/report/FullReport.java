package org.fedval.coordinator.report;

import java.util.List;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.report.ValidationReport;

/** The report of {@link FullStudy}. */
public final class FullReport {
  private static final PooledResults COMPLETE = ReportAssembler.assemble(FullStudy.complete());
  private static final PooledResults SITE_LOST = ReportAssembler.assemble(FullStudy.siteLost());

  private FullReport() {}

  public static ValidationReport complete() {
    return of(COMPLETE);
  }

  public static ValidationReport siteLost() {
    return of(SITE_LOST);
  }

  /** The report of other sums of the same plan. */
  public static ValidationReport of(PooledStudy study) {
    return of(ReportAssembler.assemble(study));
  }

  /** The report of other results of the same plan. */
  public static ValidationReport of(PooledResults results) {
    ValidationReport sample = SampleReport.complete();
    ValidationReport.Study study = sample.study();
    return new ValidationReport(
        sample.schema(),
        sample.generatedAt(),
        new ValidationReport.Study(
            study.id(),
            FullStudy.plan().title(),
            study.digest(),
            study.planDigest(),
            study.task(),
            study.unit(),
            study.findings(),
            study.operatingPoints(),
            FullStudy.SUBGROUPS),
        sample.bundle(),
        new ValidationReport.RosterSummary(
            "cxr-network",
            3,
            sample.roster().digest(),
            List.of("site-a", "site-b", "site-c", "site-d", "site-e", "site-f", "site-g", "site-h"),
            8),
        sample.session(),
        FullStudy.RULES,
        sample.software(),
        results,
        List.of());
  }
}
