package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.DrawnRocCurve;
import org.jspecify.annotations.Nullable;

/**
 * Turns pooled counts into everything statistical that a report shows. A pure function: the same
 * sums give the same digits, however the cases were split into sites.
 */
public final class ReportAssembler {
  static final int MOST_CURVE_POINTS = 400;

  private static final String LABEL_MISSING_WORDS = "no reference label for this finding";

  private final StudyPlan plan;
  private final PooledStudy study;
  private final PooledCounts counts;
  private final Claims claims;

  private ReportAssembler(PooledStudy study) {
    this.study = study;
    this.counts = study.first();
    this.plan = counts.layout().plan();
    this.claims = new Claims(study);
  }

  /**
   * The results of a study after its first slot.
   *
   * @throws IllegalArgumentException if plan, layout and counts do not belong together
   */
  public static PooledResults assemble(StudyPlan plan, CounterLayout layout, PooledCounts counts) {
    if (!plan.equals(layout.plan()) || !layout.matches(counts.layout())) {
      throw new IllegalArgumentException("Plan, layout and counts belong to different studies.");
    }
    return assemble(PooledStudy.of(counts));
  }

  /** The results of a study from the sums of all its slots, or of those that it reached. */
  public static PooledResults assemble(PooledStudy study) {
    ReportAssembler assembler = new ReportAssembler(study);
    return new PooledResults(
        assembler.estimates(),
        assembler.endpoints(),
        assembler.curves(),
        assembler.exclusions(),
        assembler.claims.power());
  }

  private List<MetricRow> estimates() {
    List<Chapter> chapters = chapters();
    List<MetricRow> all = new ArrayList<>();
    for (String finding : plan.findings()) {
      RowWriter rows = new RowWriter(finding);
      chapters.forEach(chapter -> chapter.write(study, rows));
      all.addAll(rows.rows());
    }
    return all;
  }

  /** The chapters of every finding's rows, in report order. */
  private List<Chapter> chapters() {
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(new CoreRows(plan, claims));
    chapters.add(new SimultaneousRows(claims));
    if (!plan.analyses().isExact()) {
      return chapters;
    }
    Resampling resampling = new Resampling(study);
    chapters.add(new ConfusionRows(resampling));
    chapters.add(new DiscriminationRows(resampling));
    chapters.add(new CalibrationRows(resampling));
    chapters.add(new RecalibrationRows());
    chapters.add(new ClinicalRows(plan));
    chapters.add(new AbstentionRows(resampling));
    chapters.add(new ClusteredRows(plan));
    chapters.add(new ClusteredAurocRows(plan));
    chapters.add(new InfluenceRows(plan));
    chapters.add(new ClusteredCalibrationRows());
    chapters.add(new GapRows(plan));
    chapters.add(new AdjustedGapRows(plan));
    chapters.add(new HomogeneityRows(plan));
    chapters.add(new HeterogeneityRows(plan));
    chapters.add(new AuditRows(plan));
    chapters.add(new LabelNoiseRows(plan));
    chapters.add(new ComparisonRows(plan));
    return chapters;
  }

  private List<EndpointResult> endpoints() {
    return plan.analyses().isGateOnly()
        ? List.of()
        : claims.all().stream().map(this::judge).toList();
  }

  private EndpointResult judge(Claim claim) {
    Endpoint e = claim.endpoint();
    Stratum all = Stratum.all(study, e.finding());
    Estimate estimate = StratumEstimates.ofReport(all).of(claim.metric(), claim.point());
    Judgement judgement = Objects.requireNonNull(claim.of(all));
    return new EndpointResult(
        e.finding(),
        e.metric(),
        e.operatingPoint(),
        e.goal(),
        e.alternative(),
        e.alpha(),
        e.power(),
        judgement.verdict(),
        judgement.needed(),
        judgement.available(),
        EndpointSentence.of(e, estimate, judgement));
  }

  /** None under noise: a curve of single bins would show the noise and not the model. */
  private List<RocCurveData> curves() {
    List<RocCurveData> curves = new ArrayList<>();
    if (counts.isNoisy() || plan.analyses().isGateOnly()) {
      return curves;
    }
    for (String finding : plan.findings()) {
      Stratum all = Stratum.all(counts, finding);
      if (StratumEstimates.ofReport(all).of(Metric.AUROC, null).status() == Status.OK) {
        ClassHistograms histograms = all.histograms(Needs.BOTH);
        List<RocPoint> points =
            DrawnRocCurve.points(histograms, MOST_CURVE_POINTS).stream()
                .map(p -> new RocPoint(p.falsePositiveFraction(), p.truePositiveFraction()))
                .toList();
        curves.add(
            new RocCurveData(
                finding,
                points,
                Auroc.of(histograms).quantisationBound(),
                new CurveChapter(all).curves()));
      }
    }
    return curves;
  }

  private List<ExclusionRow> exclusions() {
    List<ExclusionRow> rows = new ArrayList<>();
    for (Exclusion reason : Exclusion.foundBy(plan.analyses())) {
      rows.add(exclusion(Cell.excluded(reason), reason.name(), null, reason.words()));
    }
    for (String finding : plan.findings()) {
      Cell cell = Cell.labelMissing(finding);
      rows.add(exclusion(cell, cell.kind().name(), finding, LABEL_MISSING_WORDS));
    }
    return rows;
  }

  private ExclusionRow exclusion(Cell cell, String code, @Nullable String finding, String words) {
    int index = counts.layout().indexOf(cell);
    Exclusion reason = cell.exclusion();
    if (counts.isNoisy() && reason != null && !reason.namesPatient()) {
      return new ExclusionRow(code, finding, words, null, null, Status.NOT_ESTIMABLE);
    }
    if (counts.state(index) == State.SUPPRESSED) {
      return new ExclusionRow(code, finding, words, null, null, Status.SUPPRESSED);
    }
    return new ExclusionRow(
        code, finding, words, counts.images(index), counts.patients(index), Status.OK);
  }
}
