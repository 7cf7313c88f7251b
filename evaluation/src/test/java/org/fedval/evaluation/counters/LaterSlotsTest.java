package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.fedval.evaluation.calib.CalibrationStep;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Studies;
import org.fedval.evaluation.support.Studies.Row;
import org.junit.jupiter.api.Test;

class LaterSlotsTest {
  private static final Analyses FULL =
      new Analyses(
          Analyses.Content.EXACT,
          3,
          128,
          List.of(new Analyses.Interaction("sex", "view")),
          List.of(0.1),
          List.of(0.2),
          List.of(new Analyses.AbstentionBand(0.4, 0.6)),
          List.of(0.9),
          5,
          50,
          true,
          null,
          Analyses.Adjustment.HOLM);

  private static final Analyses WITHOUT_CONSENT =
      new Analyses(
          FULL.content(),
          FULL.rounds(),
          FULL.refinedBins(),
          FULL.interactions(),
          FULL.prevalences(),
          FULL.decisionThresholds(),
          FULL.abstention(),
          FULL.specificities(),
          FULL.recalibrationFolds(),
          FULL.bootstrapReplicates(),
          false,
          null,
          FULL.gaps());

  private static StudyPlan plan() {
    return Studies.plan().with(FULL);
  }

  private static List<List<Row>> rows(int sites) {
    SplittableRandom random = new SplittableRandom(7);
    List<List<Row>> rows = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      rows.add(Studies.rows(random, 150, "s" + s + "-"));
    }
    return rows;
  }

  private static List<CaseTable> sites(List<List<Row>> rows) {
    return rows.stream().map(r -> Federation.site(plan(), r)).toList();
  }

  @Test
  void every_slot_of_a_full_plan_is_counted_and_opened() {
    PooledStudy study = Federation.run(plan(), sites(rows(7)));

    assertThat(study.isComplete()).isTrue();
    for (int slot = 0; slot < 3; slot++) {
      PooledCounts sums = study.slot(slot).orElseThrow();
      for (Cell each :
          List.of(Cell.overall(Kind.BOTH, "covid"), Cell.hospitals("covid", point(0)))) {
        int cell = sums.layout().indexOf(each);
        assertThat(sums.state(cell)).isEqualTo(PooledCounts.State.OPEN);
      }
    }
  }

  @Test
  void sums_over_images_do_not_depend_on_how_the_images_are_split_into_sites() {
    List<List<Row>> seven = rows(7);
    List<Row> all = seven.stream().flatMap(List::stream).toList();
    List<List<Row>> four = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      int mine = s;
      four.add(all.stream().filter(r -> Math.floorMod(r.patient().hashCode(), 4) == mine).toList());
    }
    PooledStudy a = Federation.run(plan(), sites(seven));
    PooledStudy b = Federation.run(plan(), sites(four));

    assertThat(b.first().scoreBins("covid")).isEqualTo(a.first().scoreBins("covid"));
    for (Statistic statistic : List.of(Statistic.REFINED_POSITIVES, Statistic.REFINED_NEGATIVES)) {
      int both = a.slot(1).orElseThrow().layout().indexOf(Cell.overall(Kind.BOTH, "covid"));
      assertThat(b.slot(1).orElseThrow().counts(both, statistic))
          .isEqualTo(a.slot(1).orElseThrow().counts(both, statistic));
    }
    for (Statistic statistic :
        List.of(
            Statistic.CLUSTERED_AUROC,
            Statistic.INFLUENCE,
            Statistic.CALIBRATION_STEP,
            Statistic.CLUSTERED_CALIBRATION,
            Statistic.RELIABILITY_EQUAL_MASS)) {
      int both = a.slot(1).orElseThrow().layout().indexOf(Cell.overall(Kind.BOTH, "covid"));
      assertThat(b.slot(1).orElseThrow().sums(both, statistic))
          .isEqualTo(a.slot(1).orElseThrow().sums(both, statistic));
    }
  }

  @Test
  void the_order_of_images_does_not_change_a_vector() {
    CounterLayout layout = CounterLayout.of(plan());
    for (int seed = 0; seed < 30; seed++) {
      List<Row> rows = Studies.rows(new SplittableRandom(seed), 150, "s");
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(SlotCounts.first(layout, Federation.site(plan(), shuffled)))
          .as("seed %d", seed)
          .isEqualTo(SlotCounts.first(layout, Federation.site(plan(), rows)));
    }
  }

  @Test
  void a_frozen_table_counts_the_same_after_it_was_stored() {
    CaseTable table = sites(rows(1)).get(0);
    CounterLayout layout = CounterLayout.of(plan());

    assertThat(SlotCounts.first(layout, CaseTable.decode(table.encode())))
        .isEqualTo(SlotCounts.first(layout, table));
    assertThatThrownBy(() -> CaseTable.decode(new byte[] {0, 0, 0, 1, 9}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_refined_histogram_bounds_the_area_more_tightly() {
    PooledStudy study = Federation.run(plan(), sites(rows(7)));
    int both = study.slot(1).orElseThrow().layout().indexOf(Cell.overall(Kind.BOTH, "covid"));
    ClassHistograms refined =
        new ClassHistograms(
            study.slot(1).orElseThrow().counts(both, Statistic.REFINED_POSITIVES),
            study.slot(1).orElseThrow().counts(both, Statistic.REFINED_NEGATIVES));
    Auroc coarse = Auroc.of(study.first().scoreBins("covid").histograms());
    Auroc fine = Auroc.of(refined);

    assertThat(refined.positives()).isEqualTo(coarse.positives());
    assertThat(Math.abs(fine.value() - coarse.value()))
        .isLessThanOrEqualTo(fine.quantisationBound() + coarse.quantisationBound());
  }

  @Test
  void newton_steps_on_raw_scores_end_where_the_gradient_vanishes() {
    PooledStudy study = Federation.run(plan(), sites(rows(7)));
    PooledCounts third = study.slot(2).orElseThrow();
    int both = third.layout().indexOf(Cell.overall(Kind.BOTH, "covid"));
    LogisticFit fit = study.published(2).of(0).fit();
    LogisticFit next =
        CalibrationStep.next(fit, third.sums(both, Statistic.CALIBRATION_STEP)).orElseThrow();

    LogisticFit before = study.published(1).of(0).fit();
    double firstStep = Math.abs(fit.slope() - before.slope());

    assertThat(firstStep).isLessThan(0.1);
    assertThat(Math.abs(next.slope() - fit.slope())).isLessThan(firstStep * firstStep + 1e-9);
  }

  @Test
  void a_cohort_that_changed_by_one_image_is_refused() {
    List<List<Row>> rows = rows(7);
    PooledStudy study = Federation.first(plan(), sites(rows));
    List<List<Row>> changed = new ArrayList<>(rows);
    List<Row> one = new ArrayList<>(rows.get(3));
    one.removeIf(r -> r.patient().equals(rows.get(3).get(0).patient()));
    changed.set(3, one);

    assertThatThrownBy(() -> Federation.next(study, sites(changed)))
        .hasMessageContaining("not those of the first");
  }

  @Test
  void sums_with_one_term_a_site_need_more_honest_sites_with_each_operating_point() {
    PooledCounts five = Federation.first(plan(), sites(rows(5))).first();
    PooledCounts six = Federation.first(plan(), sites(rows(6))).first();
    PooledCounts seven = Federation.first(plan(), sites(rows(7))).first();
    int both = five.layout().indexOf(Cell.overall(Kind.BOTH, "covid"));
    int first = five.layout().indexOf(Cell.hospitals("covid", point(0)));
    int second = five.layout().indexOf(Cell.hospitals("covid", point(1)));

    assertThat(five.state(both)).isEqualTo(PooledCounts.State.OPEN);
    assertThat(five.state(first)).isEqualTo(PooledCounts.State.SUPPRESSED);
    assertThat(five.reason(first)).contains("fewer than 6 hospitals");
    assertThat(six.state(first)).isEqualTo(PooledCounts.State.OPEN);
    assertThat(six.state(second)).isEqualTo(PooledCounts.State.SUPPRESSED);
    assertThat(six.reason(second)).contains("fewer than 7 hospitals");
    assertThat(seven.state(second)).isEqualTo(PooledCounts.State.OPEN);
  }

  @Test
  void sums_for_likelihoods_leave_a_site_with_consent_only() {
    StudyPlan without = plan().with(WITHOUT_CONSENT);

    assertThat(CounterLayout.of(plan()).siteTerms()).isEqualTo(WeightedSums.Terms.LIKELIHOOD);
    assertThat(CounterLayout.of(without).siteTerms()).isEqualTo(WeightedSums.Terms.VARIANCE);
    assertThat(CounterLayout.of(without, 1).siteTerms()).isEqualTo(WeightedSums.Terms.MEAN);
    assertThat(entries(without, 0)).isEqualTo(5);
    assertThat(entries(without, 1)).isEqualTo(4);
  }

  private static int entries(StudyPlan plan, int slot) {
    CounterLayout layout = CounterLayout.of(plan, slot);
    int cell = layout.indexOf(Cell.hospitals("covid", point(1)));
    return layout.segment(cell, Statistic.SITE_SENSITIVITY).entries();
  }

  private static String point(int t) {
    return plan().operatingPoints().get(t).name();
  }
}
