package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed study plan before bundle and roster are known. {@link #bind} makes it a {@link
 * StudyPlan}, {@link #bindWithoutModel} does so for a feasibility study; equal bytes, bundle and
 * roster size give an equal plan.
 *
 * @param file the name by which sentences call the plan
 * @param planHash SHA-256 of the exact bytes
 * @param studyId stable identifier
 * @param title one line for people
 * @param cohort which images belong
 * @param findings in report order
 * @param operatingPoints names, in report order
 * @param thresholds of those operating points that the plan gives one, by name; the bundle's must
 *     be equal
 * @param subgroups in report order
 * @param endpoints preregistered claims
 * @param disclosure before the roster's size is known
 * @param overallBins bins of the overall score grid
 * @param marginalBins bins of a subgroup level's score grid, at most {@code overallBins}
 * @param analyses what is asked for beyond the endpoints; of a feasibility study, no more than
 *     crossed levels, and its operating points and endpoints wait for the study with a model
 * @param privacy null without differential privacy
 */
public record StudyDocument(
    String file,
    Sha256Digest planHash,
    String studyId,
    String title,
    CohortRule cohort,
    List<String> findings,
    List<String> operatingPoints,
    Map<String, Double> thresholds,
    List<Subgroup> subgroups,
    List<Endpoint> endpoints,
    DisclosureWish disclosure,
    int overallBins,
    int marginalBins,
    Analyses analyses,
    @Nullable PrivacyWish privacy) {
  public StudyDocument {
    findings = List.copyOf(findings);
    operatingPoints = List.copyOf(operatingPoints);
    thresholds = Map.copyOf(thresholds);
    subgroups = List.copyOf(subgroups);
    endpoints = List.copyOf(endpoints);
  }

  /** Whether cases are counted and no model runs. */
  public boolean isFeasibility() {
    return analyses.isGateOnly();
  }

  /**
   * Binds the names to a locked bundle and a roster.
   *
   * @param locked the bundle's operating points by name
   * @param bundleFindings the bundle's finding names
   * @param rosterSize sites in the roster, 1 or more
   * @throws StudyPlanException when the bundle lacks a name, or the roster is too small for the
   *     disclosure rules, or the plan would lower a default, or the study runs no model
   */
  public StudyPlan bind(Map<String, Double> locked, List<String> bundleFindings, int rosterSize)
      throws StudyPlanException {
    requireModel("submit it without '--bundle', or set 'task: classification'");
    List<String> sentences = new ArrayList<>();
    for (String finding : findings) {
      if (!bundleFindings.contains(finding)) {
        sentences.add(absent("finding", finding, bundleFindings));
      }
    }
    List<OperatingPoint> points = points(locked, sentences);
    DisclosureRules rules = disclosure.resolve(rosterSize, sentences);
    refuse(sentences);
    return plan(points, endpoints, rules);
  }

  /**
   * Binds a feasibility study to a roster. Its findings are taken as they are; operating points and
   * endpoints are left out.
   *
   * @param rosterSize sites in the roster, 1 or more
   * @throws StudyPlanException when the study needs a model, or as {@link #bind}
   */
  public StudyPlan bindWithoutModel(int rosterSize) throws StudyPlanException {
    if (!isFeasibility()) {
      refuse(
          List.of(
              "the plan's task is 'classification', which needs a bundle; name one with"
                  + " '--bundle', or set 'task: feasibility'."));
    }
    List<String> sentences = new ArrayList<>();
    DisclosureRules rules = disclosure.resolve(rosterSize, sentences);
    refuse(sentences);
    return plan(List.of(), List.of(), rules);
  }

  /**
   * Binds the names for numbers that stay with whoever computes them, over data of one place: no
   * rule of disclosure applies, and those of the plan have no meaning.
   *
   * @param locked operating points by name
   * @throws StudyPlanException when there is no such operating point, or the study runs no model
   */
  public StudyPlan bindLocally(Map<String, Double> locked) throws StudyPlanException {
    requireModel("set 'task: classification' to evaluate scores");
    List<String> sentences = new ArrayList<>();
    List<OperatingPoint> points = points(locked, sentences);
    refuse(sentences);
    return plan(points, endpoints, new DisclosureRules(disclosure.minimumCell(), 3, 1, 3));
  }

  private List<OperatingPoint> points(Map<String, Double> locked, List<String> sentences) {
    List<OperatingPoint> points = new ArrayList<>();
    for (String name : operatingPoints) {
      Double threshold = locked.get(name);
      Double planned = thresholds.get(name);
      if (threshold == null) {
        sentences.add(absent("operating point", name, locked.keySet().stream().sorted().toList()));
      } else if (planned != null && planned.doubleValue() != threshold.doubleValue()) {
        sentences.add(
            "the plan's threshold of %s is %s, but %s is locked in the bundle; correct the plan."
                .formatted(Found.quoted(name), planned, threshold));
      } else {
        points.add(new OperatingPoint(name, threshold));
      }
    }
    return points;
  }

  private void requireModel(String otherwise) throws StudyPlanException {
    if (isFeasibility()) {
      refuse(List.of("the plan's task is 'feasibility', which runs no model; " + otherwise + "."));
    }
  }

  private StudyPlan plan(List<OperatingPoint> points, List<Endpoint> claims, DisclosureRules rules)
      throws StudyPlanException {
    StudyPlan plan =
        new StudyPlan(
                studyId,
                title,
                findings,
                points,
                subgroups,
                claims,
                rules,
                overallBins,
                marginalBins)
            .with(analyses);
    try {
      CounterLayout.all(plan);
    } catch (IllegalArgumentException tooLarge) {
      refuse(List.of(String.valueOf(tooLarge.getMessage())));
    }
    return plan;
  }

  private void refuse(List<String> sentences) throws StudyPlanException {
    if (!sentences.isEmpty()) {
      throw new StudyPlanException(sentences.stream().map(s -> file + ": " + s).toList());
    }
  }

  private static String absent(String kind, String name, List<String> bundleHas) {
    String choice = bundleHas.isEmpty() ? "it has none" : "it has " + String.join(", ", bundleHas);
    return "the bundle has no " + kind + " " + Found.quoted(name) + "; " + choice + ".";
  }
}
