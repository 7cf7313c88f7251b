package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Analyses.AbstentionBand;
import org.fedval.evaluation.plan.Analyses.Adjustment;
import org.fedval.evaluation.plan.Analyses.Comparison;
import org.fedval.evaluation.plan.Analyses.Content;
import org.fedval.evaluation.plan.Analyses.Interaction;
import org.fedval.evaluation.plan.Analyses.ReferenceErrors;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code analyses} of a plan: what is asked for beyond the endpoints. A plan without it
 * gets {@link Analyses#standard()}. With {@code privacy} only counts are published, so that every
 * key that asks for other sums is refused. A feasibility study takes the interactions alone; the
 * other keys wait for the study with a model.
 */
final class AnalysesYaml {
  private static final String AT = "/analyses/";
  private static final int LEAST_REPLICATES = 50;

  private AnalysesYaml() {}

  /** The analyses of a plan without faults. */
  static Analyses of(JsonNode root) {
    JsonNode asked = root.path("analyses");
    if (StudyYaml.isFeasibility(root)) {
      return Analyses.gateOnly().crossing(interactions(asked.path("interactions")));
    }
    boolean counts = root.has("privacy");
    Analyses none = counts ? Analyses.counts() : Analyses.standard();
    return new Analyses(
        counts ? Content.COUNTS : Content.EXACT,
        asked.path("rounds").asInt(none.rounds()),
        asked.path("refined_bins").asInt(none.refinedBins()),
        interactions(asked.path("interactions")),
        numbers(asked.path("prevalences")),
        numbers(asked.path("decision_thresholds")),
        bands(asked.path("abstention")),
        numbers(asked.path("specificities")),
        asked.path("recalibration_folds").asInt(none.recalibrationFolds()),
        asked.path("bootstrap_replicates").asInt(none.bootstrapReplicates()),
        asked.path("site_level_estimates").asBoolean(none.siteLevel()),
        referenceErrors(asked.path("reference_standard")),
        asked.has("gap_adjustment")
            ? Adjustment.valueOf(asked.get("gap_adjustment").textValue().toUpperCase(Locale.ROOT))
            : none.gaps(),
        comparisons(asked.path("comparisons")));
  }

  /** What the schema cannot say of the section. */
  static List<PlanFault> faults(JsonNode root) {
    List<PlanFault> faults = new ArrayList<>();
    JsonNode asked = root.path("analyses");
    pairs(root, faults);
    compared(root, faults);
    for (int i = 0; i < asked.path("abstention").size(); i++) {
      JsonNode band = asked.path("abstention").get(i);
      if (band.path("from").doubleValue() >= band.path("to").doubleValue()) {
        faults.add(new PlanFault(AT + "abstention/" + i, "'from' must lie below 'to'."));
      }
    }
    if (asked.path("recalibration_folds").asInt(0) == 1) {
      faults.add(
          new PlanFault(
              AT + "recalibration_folds",
              "'recalibration_folds' is 1; expected a whole number from 2 to 20, or 0 for no"
                  + " recalibration."));
    }
    int replicates = asked.path("bootstrap_replicates").asInt(0);
    if (replicates > 0 && replicates < LEAST_REPLICATES) {
      faults.add(
          new PlanFault(
              AT + "bootstrap_replicates",
              "'bootstrap_replicates' is "
                  + replicates
                  + "; expected a whole number from 50 to 1000, or 0 for no bootstrap over"
                  + " patients."));
    }
    if (root.has("privacy") && !StudyYaml.isFeasibility(root)) {
      countsOnly(asked, faults);
    } else if (asked.path("rounds").asInt(2) == 1) {
      laterRound(asked, "refined_bins", faults);
      laterRound(asked, "bootstrap_replicates", faults);
    }
    return faults;
  }

  private static void pairs(JsonNode root, List<PlanFault> faults) {
    Set<String> attributes = new HashSet<>();
    root.path("subgroups").forEach(s -> attributes.add(s.path("attribute").textValue()));
    Set<Set<String>> seen = new HashSet<>();
    JsonNode pairs = root.path("analyses").path("interactions");
    for (int i = 0; i < pairs.size(); i++) {
      String at = AT + "interactions/" + i;
      String first = pairs.get(i).get(0).textValue();
      String second = pairs.get(i).get(1).textValue();
      if (first.equals(second)) {
        faults.add(new PlanFault(at, "an interaction needs two different attributes."));
      } else if (!seen.add(Set.of(first, second))) {
        faults.add(
            new PlanFault(
                at,
                "the interaction of '%s' and '%s' stands twice; remove one."
                    .formatted(first, second)));
      }
      for (String attribute : new LinkedHashSet<>(List.of(first, second))) {
        if (!attributes.contains(attribute)) {
          faults.add(
              new PlanFault(
                  at,
                  "the attribute '"
                      + attribute
                      + "' of an interaction is not listed under 'subgroups'."));
        }
      }
    }
  }

  private static void compared(JsonNode root, List<PlanFault> faults) {
    Set<String> findings = new HashSet<>();
    root.path("findings").forEach(f -> findings.add(f.textValue()));
    Set<String> judged = new HashSet<>();
    JsonNode comparisons = root.path("analyses").path("comparisons");
    for (int i = 0; i < comparisons.size(); i++) {
      String at = AT + "comparisons/" + i;
      String first = comparisons.get(i).path("first").textValue();
      String second = comparisons.get(i).path("second").textValue();
      for (String finding : new LinkedHashSet<>(List.of(first, second))) {
        if (!findings.contains(finding)) {
          faults.add(
              new PlanFault(at, "the finding '" + finding + "' is not listed under 'findings'."));
        }
      }
      if (first.equals(second)) {
        faults.add(new PlanFault(at, "a comparison needs two different findings."));
      } else if (!judged.add(first)) {
        faults.add(new PlanFault(at, "'" + first + "' is compared twice; keep one."));
      }
    }
  }

  private static List<Comparison> comparisons(JsonNode list) {
    List<Comparison> comparisons = new ArrayList<>();
    for (JsonNode entry : list) {
      JsonNode margin = entry.path("margin");
      comparisons.add(
          new Comparison(
              entry.path("first").textValue(),
              entry.path("second").textValue(),
              margin.isMissingNode() ? null : (Double) margin.doubleValue()));
    }
    return comparisons;
  }

  private static void countsOnly(JsonNode asked, List<PlanFault> faults) {
    for (Iterator<String> keys = asked.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      JsonNode value = asked.get(key);
      boolean idle =
          switch (key) {
            case "interactions" -> true;
            case "rounds" -> value.intValue() == 1;
            case "recalibration_folds", "bootstrap_replicates" -> value.intValue() == 0;
            case "site_level_estimates" -> !value.booleanValue();
            default -> value.isArray() && value.isEmpty();
          };
      if (!idle) {
        faults.add(
            new PlanFault(
                AT + key,
                "'"
                    + key
                    + "' needs exact sums, and a plan with 'privacy' publishes counts only; remove"
                    + " the key, or remove 'privacy'."));
      }
    }
  }

  private static void laterRound(JsonNode asked, String key, List<PlanFault> faults) {
    if (asked.path(key).asInt(0) > 0) {
      faults.add(
          new PlanFault(
              AT + key,
              "'"
                  + key
                  + "' needs a second round, but 'rounds' is 1; raise it, or remove the key."));
    }
  }

  private static List<Interaction> interactions(JsonNode pairs) {
    List<Interaction> interactions = new ArrayList<>();
    pairs.forEach(
        p -> interactions.add(new Interaction(p.get(0).textValue(), p.get(1).textValue())));
    return interactions;
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(n -> numbers.add(n.doubleValue()));
    return numbers;
  }

  private static List<AbstentionBand> bands(JsonNode list) {
    List<AbstentionBand> bands = new ArrayList<>();
    list.forEach(
        b ->
            bands.add(
                new AbstentionBand(b.path("from").doubleValue(), b.path("to").doubleValue())));
    return bands;
  }

  private static @Nullable ReferenceErrors referenceErrors(JsonNode errors) {
    return errors.isMissingNode()
        ? null
        : new ReferenceErrors(
            errors.path("sensitivity").doubleValue(), errors.path("specificity").doubleValue());
  }
}
