package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.support.Images.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.fedval.evaluation.calib.Logit;
import org.fedval.evaluation.cluster.HistogramBootstrap;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.meta.RandomEffects;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.TauSquared;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Studies;
import org.fedval.evaluation.support.Studies.Row;
import org.junit.jupiter.api.Test;

class LaterRowsTest {
  /** Rows with one term a hospital, or drawn anew in every run. */
  private static final Set<String> NOT_OF_IMAGES =
      Set.of("_between_sites", "_prediction", "_tau2", "_i2", "_gap_adjusted", "auroc_bootstrap");

  private static Analyses full(int rounds, boolean siteLevel, int replicates) {
    return new Analyses(
        Analyses.Content.EXACT,
        rounds,
        256,
        List.of(new Analyses.Interaction("sex", "view")),
        List.of(0.1),
        List.of(0.2),
        List.of(),
        List.of(0.9),
        0,
        replicates,
        siteLevel,
        new Analyses.ReferenceErrors(0.98, 0.99),
        Analyses.Adjustment.HOLM);
  }

  private static StudyPlan plan(int rounds, boolean siteLevel, int replicates) {
    return Studies.plan().with(full(rounds, siteLevel, replicates));
  }

  private static List<List<Row>> rows(int sites, int patients) {
    SplittableRandom random = new SplittableRandom(11);
    List<List<Row>> rows = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      rows.add(Studies.rows(random, patients, "s" + s + "-"));
    }
    return rows;
  }

  private static List<CaseTable> tables(StudyPlan plan, List<List<Row>> rows) {
    return rows.stream().map(r -> Federation.site(plan, r)).toList();
  }

  private static PooledResults results(StudyPlan plan, List<List<Row>> rows) {
    return ReportAssembler.assemble(Federation.run(plan, tables(plan, rows)));
  }

  private static boolean ofImages(MetricRow row) {
    return NOT_OF_IMAGES.stream().noneMatch(row.metric()::endsWith)
        && !row.metric().contains("within_site")
        && (row.parameter() == null || !row.parameter().startsWith("recalibration="));
  }

  @Test
  void rows_over_images_keep_every_digit_however_patients_are_split_into_hospitals() {
    StudyPlan plan = plan(3, false, 50);
    List<List<Row>> seven = rows(7, 120);
    List<Row> all = seven.stream().flatMap(List::stream).toList();
    List<List<Row>> four = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      int mine = s;
      four.add(all.stream().filter(r -> Math.floorMod(r.patient().hashCode(), 4) == mine).toList());
    }
    PooledResults a = results(plan, seven);
    PooledResults b = results(plan, four);

    List<MetricRow> ofA = a.estimates().stream().filter(LaterRowsTest::ofImages).toList();
    assertThat(b.estimates().stream().filter(LaterRowsTest::ofImages).toList()).isEqualTo(ofA);
    assertThat(b.power()).isEqualTo(a.power());
    assertThat(ofA.stream().filter(r -> r.metric().endsWith("_clustered")).map(MetricRow::status))
        .contains(Status.OK);
  }

  @Test
  void a_study_that_lost_a_site_after_its_first_slot_says_so_in_every_later_row() {
    StudyPlan plan = plan(3, true, 50);
    List<CaseTable> tables = tables(plan, rows(7, 120));
    String lost = "SITE_LOST: a hospital of the first round is gone";
    PooledResults whole = ReportAssembler.assemble(Federation.run(plan, tables));
    PooledResults cut = ReportAssembler.assemble(Federation.first(plan, tables).without(lost));

    List<MetricRow> missing =
        cut.estimates().stream().filter(r -> lost.equals(r.reason())).toList();
    assertThat(missing).allMatch(r -> r.status() == Status.NOT_ESTIMABLE && r.value() == null);
    assertThat(missing.stream().map(MetricRow::metric))
        .contains(
            "auroc_clustered",
            "auroc_bootstrap",
            "f1_clustered",
            "mcc_clustered",
            "balanced_accuracy_clustered",
            "net_benefit_clustered",
            "calibration_slope_clustered",
            "calibration_intercept_clustered",
            "sensitivity_between_sites",
            "specificity_prediction",
            "sensitivity_tau2");
    assertThat(cut.estimates().stream().map(LaterRowsTest::key).toList())
        .isEqualTo(whole.estimates().stream().map(LaterRowsTest::key).toList());
    for (int i = 0; i < cut.estimates().size(); i++) {
      MetricRow row = cut.estimates().get(i);
      boolean auroc = row.metric().equals("auroc") && row.subgroup().equals("all");
      if (!lost.equals(row.reason()) && !auroc) {
        assertThat(row).isEqualTo(whole.estimates().get(i));
      }
    }
  }

  private static List<Object> key(MetricRow r) {
    return List.of(
        r.finding(),
        r.metric(),
        r.subgroup(),
        Objects.toString(r.operatingPoint()),
        Objects.toString(r.parameter()));
  }

  @Test
  void a_study_of_one_round_has_no_rows_of_later_ones() {
    PooledResults results = results(plan(1, false, 0), rows(7, 60));

    assertThat(results.estimates().stream().map(MetricRow::metric))
        .contains("sensitivity_clustered", "sensitivity_gap", "sensitivity_tau2")
        .doesNotContain("auroc_clustered", "f1_clustered", "sensitivity_between_sites");
  }

  @Test
  void the_area_comes_from_the_refined_histogram_where_the_first_is_too_coarse() {
    StudyPlan coarse = coarse(plan(2, false, 0));
    List<List<Row>> rows = rows(7, 200);
    PooledStudy study = Federation.run(coarse, tables(coarse, rows));
    Auroc first = Auroc.of(study.first().scoreBins("covid").histograms());
    Auroc refined = Auroc.of(RefinedAuroc.histograms(study, "covid").orElseThrow());
    PooledResults results = ReportAssembler.assemble(study);
    MetricRow all = row(results, "auroc", "all", null, null);

    assertThat(first.quantisationBound())
        .isGreaterThan(0.1 * Math.sqrt(first.variance().orElseThrow()));
    assertThat(all.value()).isEqualTo(refined.value());
    assertThat(all.quantisationBound()).isEqualTo(refined.quantisationBound());
    assertThat(refined.quantisationBound()).isLessThan(first.quantisationBound());

    PooledStudy fine = Federation.run(plan(2, false, 0), tables(plan(2, false, 0), rows));
    Auroc ofFine = Auroc.of(fine.first().scoreBins("covid").histograms());
    boolean kept = ofFine.quantisationBound() <= 0.1 * Math.sqrt(ofFine.variance().orElseThrow());
    assertThat(row(ReportAssembler.assemble(fine), "auroc", "all", null, null).value())
        .isEqualTo(
            kept
                ? ofFine.value()
                : Auroc.of(RefinedAuroc.histograms(fine, "covid").orElseThrow()).value());
  }

  private static StudyPlan coarse(StudyPlan plan) {
    return new StudyPlan(
        plan.studyId(),
        plan.title(),
        plan.findings(),
        plan.operatingPoints(),
        plan.subgroups(),
        plan.endpoints(),
        plan.disclosure(),
        8,
        8,
        null,
        plan.analyses());
  }

  /** Patients whose images lie close together, so that clustering matters. */
  private static List<List<Row>> clustered() {
    SplittableRandom random = new SplittableRandom(5);
    List<List<Row>> rows = new ArrayList<>();
    int patient = 0;
    for (int s = 0; s < 7; s++) {
      List<Row> mine = new ArrayList<>();
      for (int p = 0; p < 90; p++) {
        boolean positive = random.nextInt(3) == 0;
        double centre = (positive ? 0.45 : 0.3) + 0.35 * (random.nextDouble() - 0.5);
        for (int k = 0; k < 4; k++) {
          double score = Math.max(0.01, centre + 0.1 * (random.nextDouble() - 0.5));
          mine.add(Images.image("q" + patient, positive, score, p % 2, k % 2));
        }
        patient++;
      }
      rows.add(mine);
    }
    return rows;
  }

  @Test
  void clustered_errors_are_larger_and_the_bootstrap_over_patients_agrees_within_a_tenth() {
    StudyPlan plan = plan(2, false, 1000);
    PooledStudy study = Federation.run(plan, tables(plan, clustered()));
    PooledResults results = ReportAssembler.assemble(study);
    double delong = error(results, "auroc");
    double obuchowski = error(results, "auroc_clustered");
    double poisson = error(results, "auroc_bootstrap");

    assertThat(obuchowski).isGreaterThan(1.5 * delong);
    assertThat(poisson / obuchowski).isBetween(0.9, 1.1);
    assertThat(row(results, "auroc_clustered", "all", null, null).ciMethod())
        .isEqualTo("clustered_logit_t");
    assertThat(row(results, "auroc_bootstrap", "all", null, null).ciMethod())
        .isEqualTo("poisson_bootstrap");

    ClassHistograms h = study.first().scoreBins("covid").histograms();
    HistogramBootstrap bootstrap =
        HistogramBootstrap.of(h, true, 2000, 7, d -> Auroc.of(d).value());
    assertThat(bootstrap.standardError() / delong).isBetween(0.9, 1.1);
    assertThat(HistogramBootstrap.of(h, true, 2000, 7, d -> Auroc.of(d).value()).interval(0.95))
        .isEqualTo(bootstrap.interval(0.95));

    MetricRow plain = row(results, "sensitivity", "sex=F", "screening", null);
    MetricRow wide = row(results, "sensitivity_clustered", "sex=F", "screening", null);
    assertThat(wide.value()).isEqualTo(plain.value());
    assertThat(wide.ciLow()).isLessThan(plain.ciLow());
    assertThat(wide.ciMethod()).isEqualTo("wilson_design_effect");
    for (String metric : List.of("f1", "mcc", "balanced_accuracy", "net_benefit")) {
      MetricRow row = row(results, metric + "_clustered", "all", "screening", null);
      assertThat(row.ciMethod()).isEqualTo("influence_wald");
      assertThat(row.se()).isBetween(0.001, 0.2);
    }
    MetricRow slope = row(results, "calibration_slope_clustered", "all", null, null);
    assertThat(slope.ciMethod()).isEqualTo("sandwich_wald");
    assertThat(slope.ciLow()).isLessThan(slope.value());
  }

  private static double error(PooledResults results, String metric) {
    return Objects.requireNonNull(row(results, metric, "all", null, null).se());
  }

  @Test
  void random_effects_over_hospitals_are_those_of_their_own_logits() {
    StudyPlan plan = plan(2, false, 0);
    int[] hits = {30, 25, 38, 20, 35, 28, 33};
    List<List<Row>> rows = hospitals(hits);
    PooledResults results = results(plan, rows);
    WeightedSums zero = pooled(hits, 0);
    double tau = TauSquared.derSimonianLaird(zero);
    RandomEffects model =
        new RandomEffects(
            zero, pooled(hits, tau), tau, RandomEffects.Errors.HARTUNG_KNAPP_AT_LEAST_NORMAL);
    MetricRow mean = row(results, "sensitivity_between_sites", "all", "screening", null);
    MetricRow next = row(results, "sensitivity_prediction", "all", "screening", null);

    assertThat(mean.value()).isCloseTo(Logit.expit(model.mean()), within(1e-12));
    assertThat(mean.ciLow()).isCloseTo(Logit.expit(model.interval(0.95).lower()), within(1e-12));
    assertThat(mean.ciMethod()).isEqualTo("hksj");
    assertThat(next.ciMethod()).isEqualTo("higgins_t");
    assertThat(next.ciHigh())
        .isCloseTo(Logit.expit(model.higginsPrediction(0.95).orElseThrow().upper()), within(1e-12));
    assertThat(next.ciLow()).isLessThan(mean.ciLow());
    assertThat(row(results, "sensitivity_tau2", "all", "screening", null).value())
        .isCloseTo(tau, within(1e-12));
    assertThat(row(results, "sensitivity_tau2", "all", "screening", null).ciLow()).isNull();
    assertThat(row(results, "sensitivity_i2", "all", "screening", null).value())
        .isCloseTo(model.iSquared(), within(1e-12));
    assertThat(results.estimates().stream().map(MetricRow::parameter))
        .doesNotContain("estimator=reml", "estimator=pm");
  }

  private static WeightedSums pooled(int[] hits, double tau) {
    return WeightedSums.of(
        Arrays.stream(hits)
            .mapToObj(k -> WeightedSums.ofSite(SiteLogit.of(k, 40), tau))
            .reduce((a, b) -> a.plus(b))
            .orElseThrow());
  }

  private static List<List<Row>> hospitals(int[] hits) {
    List<List<Row>> rows = new ArrayList<>();
    for (int s = 0; s < hits.length; s++) {
      List<Row> mine = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        mine.add(Images.image("p" + s + "-" + i, true, i < hits[s] ? 0.8 : 0.2, i % 2, 0));
        mine.add(Images.image("n" + s + "-" + i, false, i < 5 ? 0.8 : 0.1, i % 2, 0));
      }
      rows.add(mine);
    }
    return rows;
  }

  @Test
  void with_the_consent_of_every_site_the_other_estimators_and_their_interval_are_there() {
    StudyPlan plan = plan(3, true, 0);
    int[] hits = {30, 25, 38, 20, 35, 28, 33};
    PooledResults results = results(plan, hospitals(hits));
    TauSquared adaptive =
        new TauSquared(values -> Arrays.stream(values).mapToObj(t -> pooled(hits, t)).toList());
    MetricRow reml = row(results, "sensitivity_tau2", "all", "screening", "estimator=reml");
    MetricRow pm = row(results, "sensitivity_tau2", "all", "screening", "estimator=pm");

    assertThat(reml.value())
        .isCloseTo(adaptive.restrictedMaximumLikelihood(), within(1e-6 * reml.value()));
    assertThat(pm.value()).isCloseTo(adaptive.pauleMandel(), within(1e-6 * pm.value()));
    assertThat(pm.ciMethod()).isEqualTo("q_profile");
    assertThat(pm.ciLow()).isCloseTo(adaptive.qProfile(0.95).lower(), within(1e-6));
    assertThat(pm.ciHigh()).isCloseTo(adaptive.qProfile(0.95).upper(), within(1e-6 * pm.ciHigh()));
    assertThat(row(results, "sensitivity_i2", "all", "screening", "estimator=pm").ciMethod())
        .isEqualTo("q_profile");
    assertThat(
            row(results, "sensitivity_between_sites", "all", "screening", "estimator=reml").value())
        .isCloseTo(
            Logit.expit(pooled(hits, adaptive.restrictedMaximumLikelihood()).mean()), within(1e-6));
  }

  @Test
  void too_few_hospitals_give_no_number_between_them() {
    PooledResults results = results(plan(2, false, 0), hospitals(new int[] {30, 25, 38, 20, 35}));
    MetricRow row = row(results, "sensitivity_between_sites", "all", "screening", null);

    assertThat(row.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row.reason()).isEqualTo("fewer than 6 hospitals contribute");
    assertThat(row(results, "sensitivity_i2", "all", "screening", null).value()).isNull();
  }

  @Test
  void numbers_corrected_for_reference_errors_are_those_of_the_assumptions() {
    PooledResults results =
        results(plan(2, false, 0), hospitals(new int[] {30, 25, 38, 20, 35, 28}));

    MetricRow prevalence = row(results, "prevalence_corrected", "all", null, null);
    assertThat(prevalence.value()).isCloseTo((0.5 + 0.99 - 1) / (0.98 + 0.99 - 1), within(1e-12));
    assertThat(prevalence.ciMethod()).isEqualTo("rogan_gladen_wilson");
    assertThat(row(results, "sensitivity_corrected", "all", "screening", null).value())
        .isGreaterThan(
            Objects.requireNonNull(row(results, "sensitivity", "all", "screening", null).value()));
  }

  @Test
  void one_class_alone_and_classes_without_overlap_give_statuses_and_no_exception() {
    StudyPlan plan = plan(3, true, 50);
    for (int kind = 0; kind < 4; kind++) {
      List<List<Row>> rows = new ArrayList<>();
      for (int s = 0; s < 7; s++) {
        List<Row> mine = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          boolean positive = kind == 0 || (kind != 1 && i % 2 == 0);
          double score = kind == 2 ? 0.5 : positive ? 0.9 : 0.1;
          mine.add(Images.image("p" + s + "-" + i, positive, score, 0, 0));
        }
        rows.add(mine);
      }
      PooledResults results = results(plan, rows);
      for (MetricRow row : results.estimates()) {
        String where = kind + " " + row;
        assertThat(row.status() == Status.OK).as(where).isEqualTo(row.value() != null);
        assertThat(row.status() == Status.OK || row.reason() != null).as(where).isTrue();
        if (row.ciLow() != null) {
          assertThat(row.ciLow()).as(where).isLessThanOrEqualTo(row.value());
          assertThat(row.ciHigh()).as(where).isGreaterThanOrEqualTo(row.value());
        }
      }
      MetricRow slope = row(results, "calibration_slope_clustered", "all", null, null);
      assertThat(slope.status()).as("kind " + kind).isNotEqualTo(Status.OK);
      MetricRow area = row(results, "auroc_clustered", "all", null, null);
      if (kind == 3) {
        assertThat(area.value()).isEqualTo(1);
        assertThat(area.ciMethod()).isEqualTo("newcombe5_patients");
        assertThat(area.ciLow()).isLessThan(1);
      }
    }
  }
}
