package org.fedval.evaluation.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * Signs of a shortcut: whether negatives of one level score higher than those of another (0.5 where
 * they do not), how well an attribute alone predicts the finding, and whether the prevalence that
 * the scores of a level imply is the one that its labels have.
 */
final class AuditRows implements Chapter {
  private final StudyPlan plan;
  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  AuditRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    Optional<Calibrated> scores =
        all.suppression(Needs.BOTH) == null ? Calibrated.of(study.first(), all) : Optional.empty();
    for (Subgroup subgroup : plan.subgroups()) {
      List<Stratum> levels = Stratum.levels(study.first(), rows.finding(), subgroup);
      for (int a = 0; a < levels.size(); a++) {
        for (int b = a + 1; b < levels.size(); b++) {
          Stratum first = levels.get(a);
          Stratum second = levels.get(b);
          rows.add(
              all,
              "auroc_negatives_by_level",
              Needs.NEGATIVES,
              null,
              first.name() + " over " + second.name(),
              () -> negatives(first, second));
        }
      }
      rows.add(
          all,
          "auroc_metadata_only",
          Needs.BOTH,
          null,
          "covariate=" + subgroup.attribute(),
          () -> metadataOnly(levels));
      for (Stratum level : levels) {
        rows.add(
            level, "prevalence_label_shift", Needs.BOTH, null, null, () -> shift(scores, level));
      }
    }
  }

  /** P(a negative of the first level scores above one of the second). */
  private Estimate negatives(Stratum first, Stratum second) {
    if (first.suppression(Needs.NEGATIVES) != null || second.suppression(Needs.NEGATIVES) != null) {
      return Estimate.notEstimable("the negatives of a level are withheld");
    }
    ClassHistograms h =
        first.histograms(Needs.NEGATIVES).exchanged().plus(second.histograms(Needs.NEGATIVES));
    return binned(h, "a level has no negative images");
  }

  private Estimate binned(ClassHistograms h, String whenEmpty) {
    Estimate estimate = area(h, whenEmpty);
    return estimate.value() == null
        ? estimate
        : estimate.withBound(Auroc.of(h).quantisationBound());
  }

  private Estimate area(ClassHistograms h, String whenEmpty) {
    return h.positives() == 0 || h.negatives() == 0
        ? Estimate.notEstimable(whenEmpty)
        : StratumEstimates.area(Auroc.of(h), z);
  }

  /** The level's share of positives as the only score; levels in that order are the bins. */
  private Estimate metadataOnly(List<Stratum> levels) {
    if (levels.stream().anyMatch(l -> l.suppression(Needs.BOTH) != null)) {
      return Estimate.notEstimable("a level of the attribute is withheld");
    }
    List<Stratum> byPrevalence =
        levels.stream()
            .filter(l -> images(l) > 0)
            .sorted(Comparator.comparingDouble(l -> positives(l) / images(l)))
            .toList();
    long[] positives = byPrevalence.stream().mapToLong(l -> (long) positives(l)).toArray();
    long[] negatives =
        byPrevalence.stream().mapToLong(l -> (long) (images(l) - positives(l))).toArray();
    return area(new ClassHistograms(positives, negatives), "a class has no images");
  }

  private static double positives(Stratum level) {
    Long n = level.positives();
    return n == null ? 0 : n;
  }

  private static double images(Stratum level) {
    Long n = level.images();
    return n == null ? 0 : n;
  }

  /** The scores of the level, recalibrated over all images, against the prevalence of those. */
  private static Estimate shift(Optional<Calibrated> scores, Stratum level) {
    if (scores.isEmpty()) {
      return Estimate.notEstimable("the scores cannot be recalibrated over all images");
    }
    ClassHistograms mine = level.histograms(Needs.BOTH);
    long[] counts = new long[mine.bins()];
    for (int b = 0; b < counts.length; b++) {
      counts[b] = mine.positives(b) + mine.negatives(b);
    }
    return mine.positives() + mine.negatives() == 0
        ? Estimate.notEstimable("no labelled images")
        : Estimate.plain(scores.get().prevalenceOf(counts));
  }
}
