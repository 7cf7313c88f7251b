package org.fedval.evaluation.report;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.fedval.evaluation.clinical.LabelNoise;
import org.fedval.evaluation.clinical.LabelNoise.Corrected;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses.ReferenceErrors;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * What wrong reference labels would change, over all images: numbers corrected for the errors that
 * the plan assumes, and how few wrong labels take a claim's bound down to its goal.
 */
final class LabelNoiseRows implements Chapter {
  static final String ROGAN_GLADEN = "rogan_gladen_wilson";

  private final StudyPlan plan;

  LabelNoiseRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    ReferenceErrors errors = plan.analyses().referenceErrors();
    if (errors != null) {
      rows.add(all, "prevalence_corrected", Needs.BOTH, null, null, () -> prevalence(all, errors));
      for (OperatingPoint point : plan.operatingPoints()) {
        corrected(rows, all, point, errors, "sensitivity", Corrected::sensitivity);
        corrected(rows, all, point, errors, "specificity", Corrected::specificity);
      }
    }
    for (OperatingPoint point : plan.operatingPoints()) {
      for (Metric metric : List.of(Metric.SENSITIVITY, Metric.SPECIFICITY)) {
        Claims.endpoint(plan, rows.finding(), metric, point)
            .ifPresent(
                e ->
                    rows.add(
                        all,
                        "label_noise_tipping_point",
                        metric.needs(),
                        point,
                        "metric=" + metric.code(),
                        () -> tippingPoint(all, metric, point, e)));
      }
    }
  }

  private static void corrected(
      RowWriter rows,
      Stratum all,
      OperatingPoint point,
      ReferenceErrors errors,
      String measure,
      ToDoubleFunction<Corrected> value) {
    rows.add(
        all,
        measure + "_corrected",
        Needs.BOTH,
        point,
        null,
        () -> {
          Confusion c = all.confusion(point);
          return LabelNoise.staquet(
                  c.tp(), c.fp(), c.fn(), c.tn(), errors.sensitivity(), errors.specificity())
              .map(e -> Estimate.plain(value.applyAsDouble(e)))
              .orElseGet(
                  () ->
                      Estimate.notEstimable(
                          "the counts contradict the assumed errors of the reference standard"));
        });
  }

  private static Estimate prevalence(Stratum all, ReferenceErrors errors) {
    ClassHistograms h = all.histograms(Needs.BOTH);
    if (h.positives() + h.negatives() == 0) {
      return Estimate.notEstimable("no labelled images");
    }
    return LabelNoise.roganGladen(
            h.positives(),
            h.positives() + h.negatives(),
            errors.sensitivity(),
            errors.specificity(),
            Normal.twoSided(StratumEstimates.CONFIDENCE))
        .map(p -> Estimate.ok(p.value(), p.interval(), ROGAN_GLADEN))
        .orElseGet(() -> Estimate.notEstimable("the reference standard is no better than chance"));
  }

  /** Right calls whose labels would have to be wrong. */
  private static Estimate tippingPoint(
      Stratum all, Metric metric, OperatingPoint point, Endpoint endpoint) {
    Confusion c = Complement.confusion(all, point, metric.needs());
    boolean ofPositives = metric == Metric.SENSITIVITY;
    long right = ofPositives ? c.tp() : c.tn();
    long wrong = ofPositives ? c.fn() : c.fp();
    if (right + wrong == 0) {
      return Estimate.notEstimable(ofPositives ? "no positive images" : "no negative images");
    }
    OptionalLong flips =
        LabelNoise.tippingPoint(right, wrong, endpoint.goal(), Normal.oneSided(endpoint.alpha()));
    return flips.isEmpty()
        ? Estimate.notEstimable("no number of wrong labels does")
        : Estimate.plain(flips.getAsLong());
  }
}
