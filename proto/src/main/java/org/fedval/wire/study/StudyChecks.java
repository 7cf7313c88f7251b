package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fedval.evaluation.plan.Subgroup;

/** What a schema cannot say: names that must agree with each other, ages, order of numbers. */
final class StudyChecks {
  private static final Set<String> SEXES = Set.of("F", "M", "O");
  private static final String KILOVOLTS = "kvp";
  private static final String PROVENANCE = "label_provenance";

  /** What every site knows without a mapping of its own. */
  private static final List<String> KNOWN =
      List.of(
          "sex", StudyYaml.AGE, "view", "manufacturer", "model", "modality", KILOVOLTS, PROVENANCE);

  /** Below this a histogram loses more than it gains, unless noise is added to every bin. */
  private static final int FEWEST_BINS = 64;

  private final String file;
  private final LocatedYaml.Tree tree;
  private final List<String> sentences = new ArrayList<>();
  private final Set<String> points;

  StudyChecks(String file, LocatedYaml.Tree tree) {
    this.file = file;
    this.tree = tree;
    this.points = new HashSet<>(PlanPoints.names(tree.root().path("operating_points")));
  }

  /** Call once, on a tree that the schema has passed. */
  List<String> sentences() {
    JsonNode root = tree.root();
    CohortYaml.faults(root).forEach(this::fault);
    Set<String> attributes = new HashSet<>();
    for (int i = 0; i < root.path("subgroups").size(); i++) {
      JsonNode subgroup = root.path("subgroups").get(i);
      String attribute = subgroup.path("attribute").textValue();
      if (!attributes.add(attribute)) {
        fault("/subgroups/" + i, "the attribute '" + attribute + "' has two entries; merge them.");
      }
      if (!KNOWN.contains(attribute) && !subgroup.has("from")) {
        fault(
            "/subgroups/" + i + "/attribute",
            "'attribute' is '"
                + attribute
                + "'; expected one of "
                + String.join(", ", KNOWN)
                + ", or 'from: site' beside a name that every site maps itself.");
      }
      levels(attribute, subgroup.path("levels"), "/subgroups/" + i + "/levels/");
    }
    PlanPoints.repeated(root.path("operating_points")).forEach(this::fault);
    AnalysesYaml.faults(root).forEach(this::fault);
    Set<String> claims = new HashSet<>();
    for (int i = 0; i < root.path("endpoints").size(); i++) {
      endpoint(root.path("endpoints").get(i), "/endpoints/" + i, claims);
    }
    int overall = StudyYaml.overallBins(root);
    int marginal = StudyYaml.marginalBins(root);
    if (root.has("privacy") && StudyYaml.isFeasibility(root)) {
      fault(
          "/privacy",
          "a feasibility study publishes exact counts and takes no 'privacy'; remove the section.");
    }
    if (!root.has("privacy")) {
      fewBins("overall_bins", overall);
      fewBins("marginal_bins", marginal);
    }
    if (marginal > overall) {
      fault(
          "/score_quantisation",
          "'marginal_bins' is " + marginal + "; expected at most 'overall_bins', " + overall + ".");
    }
    return List.copyOf(sentences);
  }

  private void fewBins(String key, int bins) {
    if (bins < FEWEST_BINS) {
      fault(
          "/score_quantisation/" + key,
          "'"
              + key
              + "' is "
              + bins
              + "; expected 64 or more: so few bins serve a plan with 'privacy' only.");
    }
  }

  private void levels(String attribute, JsonNode levels, String at) {
    Set<String> folded = new HashSet<>();
    int lastEnd = -1;
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i).textValue();
      String fold = fold(level);
      if (fold.equals(Subgroup.OTHER) || fold.equals(Subgroup.UNKNOWN)) {
        fault(at + i, "the level '" + fold + "' exists by itself; remove it from the list.");
      } else if (!folded.add(fold)) {
        fault(
            at + i,
            "the level "
                + Found.quoted(level)
                + " is listed twice; case and extra spaces do not count.");
      } else if (attribute.equals("sex") && !SEXES.contains(level)) {
        fault(at + i, "the sex " + Found.quoted(level) + " is unknown; expected F, M or O.");
      } else if (attribute.equals(PROVENANCE) && LabelProvenance.of(level).isEmpty()) {
        fault(
            at + i,
            Found.quoted(level)
                + " is no provenance of labels; expected one of "
                + String.join(", ", LabelProvenance.codes())
                + ".");
      } else if (attribute.equals(StudyYaml.AGE)) {
        lastEnd = band(level, lastEnd, at + i, "n age band; expected years", "age band");
      } else if (attribute.equals(KILOVOLTS)) {
        lastEnd = band(level, lastEnd, at + i, " band of kilovolts; expected them", "band");
      }
    }
  }

  private int band(String level, int lastEnd, String at, String kind, String name) {
    Optional<AgeBand> band = AgeBand.parse(level);
    if (band.isEmpty()) {
      fault(
          at,
          Found.quoted(level) + " is not a" + kind + " from 0 to 150 such as '40-64' or '65+'.");
      return lastEnd;
    }
    if (band.get().from() <= lastEnd) {
      fault(at, "the " + name + " '" + level + "' must begin above the end of the band before it.");
    }
    return Math.max(lastEnd, band.get().to());
  }

  private void endpoint(JsonNode endpoint, String at, Set<String> claims) {
    String finding = endpoint.path("finding").textValue();
    if (!contains(tree.root().path("findings"), finding)) {
      fault(at + "/finding", "the finding '" + finding + "' is not listed under 'findings'.");
    }
    String metric = endpoint.path("metric").textValue();
    boolean ranks = metric.equals("auroc");
    JsonNode point = endpoint.path("operating_point");
    if (ranks && !point.isMissingNode()) {
      fault(at + "/operating_point", "'auroc' takes no 'operating_point'; remove it.");
    } else if (!ranks && point.isMissingNode()) {
      fault(at, "'" + metric + "' needs an 'operating_point'; name one of 'operating_points'.");
    } else if (!ranks && !points.contains(point.textValue())) {
      fault(
          at + "/operating_point",
          "the operating point '"
              + point.textValue()
              + "' is not listed under 'operating_points'.");
    }
    if (endpoint.path("alternative").doubleValue() <= endpoint.path("goal").doubleValue()) {
      fault(at + "/alternative", "'alternative' must lie above 'goal'.");
    }
    if (endpoint.has("margin") && tree.root().has("privacy")) {
      fault(
          at + "/margin",
          "'margin' needs exact sums, and a plan with 'privacy' publishes counts only; remove the"
              + " key, or remove 'privacy'.");
    }
    if (!claims.add(finding + "/" + metric + "/" + point.asText())) {
      fault(at, "this endpoint stands twice; keep one per finding, metric and operating point.");
    }
  }

  private static boolean contains(JsonNode list, String name) {
    for (JsonNode entry : list) {
      if (entry.textValue().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** As sites compare a value with the levels: case and extra spaces do not count. */
  static String fold(String level) {
    return level.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private void fault(PlanFault fault) {
    fault(fault.pointer(), fault.text());
  }

  private void fault(String pointer, String text) {
    sentences.add(file + " line " + tree.line(pointer) + ": " + text);
  }
}
