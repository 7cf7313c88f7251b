package org.fedval.cli.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.power.ExactGoalPower;
import org.fedval.evaluation.power.planning.Cases;
import org.fedval.evaluation.power.planning.ClaimPlan;
import org.fedval.evaluation.power.planning.ClaimRow;
import org.fedval.evaluation.power.planning.CollectionTotal;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.power.planning.GapComparison;
import org.fedval.evaluation.power.planning.GapPlan;
import org.fedval.evaluation.power.planning.PlanningTable;
import org.fedval.evaluation.power.planning.Prospects;
import org.fedval.evaluation.power.planning.Waterfall;
import org.fedval.wire.study.StudyDocument;
import org.jspecify.annotations.Nullable;

/** The planning table as JSON, {@value #SCHEMA}; null is unknown or withheld, and never 0. */
final class PlanTree {
  static final String SCHEMA = "fedval.planning/v1";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PlanTree() {}

  static String json(StudyDocument study, ExpectedCounts counts, PlanningTable table)
      throws JsonProcessingException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("study", study.studyId());
    root.put("title", study.title());
    root.put("plan_digest", study.planHash().hex());
    root.put("images_per_patient", counts.assumptions().imagesPerPatient());
    root.put("correlation", counts.assumptions().correlation());
    root.put("design_effect", counts.assumptions().designEffect().value());
    root.put("half_width_wanted", counts.assumptions().halfWidth());
    root.put("claims", table.claims().stream().map(PlanTree::claim).toList());
    root.put("comparisons", table.gaps().stream().map(PlanTree::gap).toList());
    root.put("waterfalls", table.waterfalls().stream().map(PlanTree::waterfall).toList());
    return JSON.writeValueAsString(root) + System.lineSeparator();
  }

  private static Map<String, Object> claim(ClaimPlan claim) {
    Endpoint e = claim.endpoint();
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("finding", e.finding());
    node.put("metric", e.metric());
    put(node, "operating_point", e.operatingPoint());
    node.put("goal", e.goal());
    node.put("alternative", e.alternative());
    node.put("alpha", e.alpha());
    node.put("target_power", e.power());
    node.put("adjusted_for", claim.family());
    put(node, "cases_for_half_width", claim.precisionCases());
    node.put("to_collect", total(claim.total()));
    CollectionTotal perLevel = claim.totalPerLevel();
    put(node, "to_collect_per_level_adjusted", perLevel == null ? null : total(perLevel));
    node.put("subgroups", claim.rows().stream().map(PlanTree::row).toList());
    return node;
  }

  private static Map<String, Object> row(ClaimRow row) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("subgroup", row.stratum());
    node.put("cases", row.cases().stream().map(PlanTree::cases).toList());
    put(node, "needed", row.needed());
    put(node, "needed_adjusted", row.neededAdjusted());
    Prospects prospects = row.prospects();
    ExactGoalPower exact = prospects == null ? null : prospects.exactTest();
    boolean judged = row.needed() != null;
    put(node, "power", prospects == null || !judged ? null : prospects.power());
    put(node, "power_adjusted", prospects == null || !judged ? null : prospects.powerAdjusted());
    put(node, "half_width", prospects == null ? null : prospects.halfWidth());
    put(node, "exact_test_critical", exact == null || !judged ? null : exact.critical());
    put(node, "exact_test_alpha", exact == null || !judged ? null : exact.attainedAlpha());
    put(node, "short_by", row.shortBy());
    node.put("support", row.support().name().toLowerCase(Locale.ROOT));
    node.put("certifiable", row.support().certifiable());
    node.put("words", row.support().words());
    return node;
  }

  private static Map<String, Object> cases(Cases cases) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("class", cases.imageClass().words());
    count(node, "expected", cases.expected());
    put(node, "analysed", cases.analysed().isGiven() ? cases.analysed().images() : null);
    put(node, "effective", cases.effective());
    return node;
  }

  private static Map<String, Object> total(CollectionTotal total) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("independent", total.independent());
    node.put("images", total.images());
    node.put("before_exclusions", total.beforeLoss());
    put(node, "total_at_prevalence", total.total());
    return node;
  }

  private static Map<String, Object> gap(GapPlan gap) {
    GapComparison c = gap.comparison();
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", c.name());
    put(node, "finding", c.finding());
    node.put("class", c.imageClass().words());
    node.put("groups", c.groups());
    node.put("p1", c.p1());
    node.put("p2", c.p2());
    node.put("alpha", c.alpha());
    node.put("target_power", c.power());
    node.put("adjusted_for", c.family());
    node.put("exact_size", gap.exactSize());
    node.put("size", gap.size());
    node.put("exact_size_adjusted", gap.exactSizeAdjusted());
    node.put("size_adjusted", gap.sizeAdjusted());
    node.put("to_collect", total(gap.total()));
    node.put("to_collect_adjusted", total(gap.totalAdjusted()));
    node.put("cases", gap.groups().stream().map(PlanTree::cases).toList());
    GapPlan.Expected expected = gap.expected();
    put(node, "effective", expected == null ? null : expected.effective());
    put(node, "power", expected == null ? null : expected.power());
    put(node, "power_adjusted", expected == null ? null : expected.powerAdjusted());
    put(node, "half_width_wald", expected == null ? null : expected.waldHalfWidth());
    put(node, "half_width_wilson", expected == null ? null : expected.wilsonHalfWidth());
    return node;
  }

  private static Map<String, Object> waterfall(Waterfall fall) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("finding", fall.finding());
    count(node, "all_images", fall.all());
    node.put("losses", fall.losses().stream().map(PlanTree::loss).toList());
    count(node, "analysed", fall.analysed());
    node.put("classes", fall.classes().stream().map(PlanTree::bars).toList());
    return node;
  }

  private static Map<String, Object> loss(Waterfall.Loss loss) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("step", loss.step().id());
    node.put("lost", loss.lost());
    node.put("left", loss.left());
    return node;
  }

  private static Map<String, Object> bars(Waterfall.ClassBars bars) {
    List<Map<String, Object>> list =
        bars.bars().stream()
            .map(
                bar -> {
                  Map<String, Object> node = new LinkedHashMap<>();
                  node.put("subgroup", bar.stratum());
                  count(node, "analysed", bar.analysed());
                  put(node, "needed_images", bar.needed() == 0 ? null : bar.needed());
                  return node;
                })
            .toList();
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("class", bars.imageClass().words());
    node.put("subgroups", list);
    return node;
  }

  private static void count(Map<String, Object> node, String key, ExpectedCount count) {
    put(node, key, count.isGiven() ? count.images() : null);
    node.put(key + "_state", count.state().name().toLowerCase(Locale.ROOT));
  }

  @SuppressWarnings("NullAway") // a null value is written as null
  private static void put(Map<String, Object> node, String key, @Nullable Object value) {
    node.put(key, value);
  }
}
