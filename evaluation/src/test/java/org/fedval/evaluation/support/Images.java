package org.fedval.evaluation.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.support.Studies.Row;
import org.jspecify.annotations.Nullable;

/** Covid images of {@link Studies#plan} at several hospitals, through every slot of the plan. */
public final class Images {
  private final StudyPlan plan;
  private final List<List<Row>> sites = new ArrayList<>();
  private int next;

  public Images(StudyPlan plan, int sites) {
    this.plan = plan;
    for (int s = 0; s < sites; s++) {
      this.sites.add(new ArrayList<>());
    }
  }

  /** Patients dealt to the hospitals in turn, each with so many equal images. */
  public Images patients(int n, int images, boolean positive, double score, int sex, int view) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < images; k++) {
        image(next % sites.size(), "p" + next, positive, score, sex, view);
      }
      next++;
    }
    return this;
  }

  /** Patients with one image each. */
  public Images add(int n, boolean positive, double score, int sex, int view) {
    return patients(n, 1, positive, score, sex, view);
  }

  public Images image(int site, String patient, boolean positive, double score, int sex, int view) {
    sites.get(site).add(image(patient, positive, score, sex, view));
    return this;
  }

  /** One image. */
  public static Row image(String patient, boolean positive, double score, int sex, int view) {
    ReferenceLabel label = positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
    CaseRecord image =
        new CaseRecord(
            patient,
            new double[] {score, 0},
            new ReferenceLabel[] {label, ReferenceLabel.MISSING},
            new int[] {sex, view});
    return new Row(patient, null, image);
  }

  public List<CaseTable> tables() {
    return sites.stream().map(rows -> Federation.site(plan, rows)).toList();
  }

  public PooledStudy study() {
    return Federation.run(plan, tables());
  }

  public PooledResults results() {
    return ReportAssembler.assemble(study());
  }

  /** The only covid row with these keys. */
  public static MetricRow row(
      PooledResults results,
      String metric,
      String subgroup,
      @Nullable String point,
      @Nullable String parameter) {
    List<MetricRow> rows =
        results.estimates().stream()
            .filter(r -> r.finding().equals("covid") && r.metric().equals(metric))
            .filter(r -> r.subgroup().equals(subgroup))
            .filter(r -> Objects.equals(point, r.operatingPoint()))
            .filter(r -> Objects.equals(parameter, r.parameter()))
            .toList();
    if (rows.size() != 1) {
      throw new AssertionError("There are " + rows.size() + " such rows of " + metric + ".");
    }
    return rows.get(0);
  }
}
