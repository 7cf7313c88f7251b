package org.fedval.evaluation.counters;

import java.util.List;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.calib.ScoreMoments;
import org.fedval.evaluation.cluster.ClusteredProportion;
import org.fedval.evaluation.compare.AdjustedRiskDifference;
import org.fedval.evaluation.compare.PairedTable;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.Cell.Level;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.roc.StratifiedAuroc;

/**
 * The cells of the first slot, in order: for each finding its positive cell, its negative cell, its
 * {@code label_missing} cell, then for each subgroup attribute and level a positive and a negative
 * cell, for exact sums the contrasts of all levels, then a positive and a negative cell for the
 * crossed levels of each interaction, and for exact sums the cells of both classes; after all
 * findings one cell for each {@link Exclusion} that the study can find. {@code label_missing} and
 * the exclusions lie in nothing: no total over them is ever published, so that a suppressed reason
 * cannot be recovered as a difference.
 */
final class FirstSlot {
  private final CounterLayout layout;
  private final StudyPlan plan;
  private final Analyses asked;
  private final int points;
  private int families;

  FirstSlot(CounterLayout layout) {
    this.layout = layout;
    this.plan = layout.plan();
    this.asked = plan.analyses();
    this.points = plan.operatingPoints().size();
  }

  void fill() {
    plan.findings().forEach(this::addFinding);
    for (Exclusion reason : Exclusion.foundBy(asked)) {
      counts(Cell.excluded(reason), -1, List.of(), new CounterUnit.Segments());
    }
  }

  private void addFinding(String finding) {
    CounterUnit.Kind ofAll = asked.isExact() ? CounterUnit.Kind.SUMS : CounterUnit.Kind.COUNTS;
    int positive =
        layout.add(Cell.overall(Kind.POSITIVE, finding), ofAll, -1, List.of(), overall(finding));
    int negative =
        layout.add(Cell.overall(Kind.NEGATIVE, finding), ofAll, -1, List.of(), overall(finding));
    counts(Cell.labelMissing(finding), -1, List.of(), new CounterUnit.Segments());
    int attributes = plan.subgroups().size();
    for (int a = 0; a < attributes; a++) {
      Subgroup subgroup = plan.subgroups().get(a);
      for (String level : subgroup.allLevels()) {
        counts(
            Cell.level(Kind.POSITIVE, finding, subgroup.attribute(), level),
            positive,
            List.of(families + a),
            marginal());
        counts(
            Cell.level(Kind.NEGATIVE, finding, subgroup.attribute(), level),
            negative,
            List.of(families + attributes + a),
            marginal());
      }
    }
    families += 2 * attributes;
    if (asked.isExact() && points > 0) {
      addContrasts(finding);
    }
    asked.interactions().forEach(i -> addCrossed(finding, i));
    if (asked.isExact()) {
      layout.add(
          Cell.overall(Kind.BOTH, finding),
          CounterUnit.Kind.BOTH_CLASSES,
          positive,
          List.of(),
          both());
      LaterSlot.addHospitals(layout, finding, positive, 1);
    }
  }

  private void addContrasts(String finding) {
    int length = Math.min(SiteContrasts.POINTS, points) * AdjustedRiskDifference.LENGTH;
    for (Subgroup subgroup : plan.subgroups()) {
      for (String level : subgroup.allLevels()) {
        layout.add(
            Cell.level(Kind.CONTRAST, finding, subgroup.attribute(), level),
            CounterUnit.Kind.SITE_TERMS,
            layout.indexOf(Cell.level(Kind.POSITIVE, finding, subgroup.attribute(), level)),
            List.of(),
            new CounterUnit.Segments()
                .exact(Statistic.CONTRAST_SENSITIVITY, length)
                .exact(Statistic.CONTRAST_SPECIFICITY, length));
      }
    }
  }

  private void addCrossed(String finding, Analyses.Interaction interaction) {
    int first = attribute(interaction.first());
    int second = attribute(interaction.second());
    for (String row : plan.subgroups().get(first).allLevels()) {
      for (String column : plan.subgroups().get(second).allLevels()) {
        for (Kind kind : List.of(Kind.POSITIVE, Kind.NEGATIVE)) {
          Level inRow = new Level(interaction.first(), row);
          Level inColumn = new Level(interaction.second(), column);
          int rowCell = layout.indexOf(new Cell(kind, finding, List.of(inRow), null));
          int columnCell = layout.indexOf(new Cell(kind, finding, List.of(inColumn), null));
          int ofRow = CounterLayout.crossFamily(rowCell, second);
          int ofColumn = CounterLayout.crossFamily(columnCell, first);
          counts(
              Cell.crossed(kind, finding, inRow, inColumn),
              rowCell,
              List.of(Math.min(ofRow, ofColumn), Math.max(ofRow, ofColumn)),
              crossed());
        }
      }
    }
  }

  private int attribute(String name) {
    return plan.subgroups().stream().map(Subgroup::attribute).toList().indexOf(name);
  }

  private int counts(Cell cell, int parent, List<Integer> families, CounterUnit.Segments segments) {
    return layout.add(cell, CounterUnit.Kind.COUNTS, parent, families, segments);
  }

  private CounterUnit.Segments overall(String finding) {
    CounterUnit.Segments segments = scored(layout.overallEdges().bins());
    if (asked.isExact()) {
      segments
          .exact(Statistic.SCORE_SUMS, layout.overallEdges().bins())
          .exact(Statistic.MOMENTS, ScoreMoments.LENGTH)
          .exact(Statistic.RELIABILITY, Reliability.length(Reliability.tenths().bins()))
          .exact(Statistic.CLUSTERED_CALLS, points * ClusteredProportion.LENGTH);
      if (asked.comparisonOf(finding).isPresent()) {
        segments
            .counts(Statistic.PAIRED_HISTOGRAM, layout.overallEdges().bins())
            .counts(Statistic.PAIRED_CALLS, points * PairedTable.LENGTH);
      }
    }
    return segments;
  }

  private CounterUnit.Segments marginal() {
    CounterUnit.Segments segments = scored(layout.marginalEdges().bins());
    return asked.isExact()
        ? segments.exact(Statistic.CLUSTERED_CALLS, points * ClusteredProportion.LENGTH)
        : segments;
  }

  private CounterUnit.Segments scored(int bins) {
    CounterUnit.Segments segments = new CounterUnit.Segments();
    return asked.content() == Analyses.Content.GATE_ONLY
        ? segments
        : segments.counts(Statistic.HISTOGRAM, bins);
  }

  private CounterUnit.Segments crossed() {
    CounterUnit.Segments segments = new CounterUnit.Segments();
    return asked.content() == Analyses.Content.GATE_ONLY
        ? segments
        : segments.counts(Statistic.CALLS, layout.callEdges().bins());
  }

  private CounterUnit.Segments both() {
    CounterUnit.Segments segments =
        new CounterUnit.Segments().exact(Statistic.WITHIN_SITE, StratifiedAuroc.LENGTH);
    if (asked.recalibrationFolds() > 0) {
      int bins = layout.marginalEdges().bins();
      int reliability = Reliability.length(Reliability.tenths().bins());
      segments
          .counts(Statistic.PLATT_POSITIVES, bins)
          .counts(Statistic.PLATT_NEGATIVES, bins)
          .exact(Statistic.PLATT_RELIABILITY, reliability)
          .counts(Statistic.ISOTONIC_POSITIVES, bins)
          .counts(Statistic.ISOTONIC_NEGATIVES, bins)
          .exact(Statistic.ISOTONIC_RELIABILITY, reliability)
          .counts(Statistic.RECALIBRATED_SITES, 2);
    }
    return segments;
  }
}
