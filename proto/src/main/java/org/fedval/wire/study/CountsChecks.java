package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.ExpectedCounts;

/** What a schema cannot say of expected counts: names of the plan, rows twice, sums of levels. */
final class CountsChecks {
  private final String file;
  private final LocatedYaml.Tree tree;
  private final PlanStrata strata;
  private final List<String> sentences = new ArrayList<>();

  CountsChecks(String file, LocatedYaml.Tree tree, PlanStrata strata) {
    this.file = file;
    this.tree = tree;
    this.strata = strata;
  }

  /** Call once, on a tree that the schema has passed. */
  List<String> sentences() {
    JsonNode root = tree.root();
    Set<String> steps = new HashSet<>();
    for (int i = 0; i < root.path("loss").size(); i++) {
      String step = root.path("loss").get(i).path("step").textValue();
      if (!steps.add(step)) {
        fault("/loss/" + i, "the step '" + step + "' stands twice; remove one.");
      }
    }
    Map<String, Integer> rows = new HashMap<>();
    for (int i = 0; i < root.path("expected").size(); i++) {
      row(root.path("expected").get(i), i, rows);
    }
    if (sentences.isEmpty()) {
      strata.findings().forEach(finding -> sums(finding, rows));
    }
    for (int i = 0; i < root.path("comparisons").size(); i++) {
      comparison(root.path("comparisons").get(i), "/comparisons/" + i);
    }
    return List.copyOf(sentences);
  }

  private void row(JsonNode row, int i, Map<String, Integer> rows) {
    String at = "/expected/" + i;
    finding(row, at);
    Optional<String> stratum = stratum(CountsYaml.subgroup(row), at + "/subgroup");
    if (stratum.isEmpty()) {
      return;
    }
    if (rows.putIfAbsent(key(row.path("finding").textValue(), stratum.get()), i) != null) {
      fault(at, "the counts of this finding and subgroup stand twice; remove one.");
    }
    if (row.has("prevalence") && !stratum.get().equals(ExpectedCounts.ALL)) {
      fault(at + "/prevalence", "a prevalence belongs to the row of all images; move it there.");
    }
  }

  private void finding(JsonNode row, String at) {
    String finding = row.path("finding").textValue();
    if (!strata.findings().contains(finding)) {
      fault(
          at + "/finding",
          "the plan has no finding "
              + Found.quoted(finding)
              + "; it has "
              + String.join(", ", strata.findings())
              + ".");
    }
  }

  private Optional<String> stratum(String written, String at) {
    Optional<String> stratum = strata.canonical(written);
    if (stratum.isEmpty()) {
      fault(
          at,
          "the plan has no subgroup level "
              + Found.quoted(written)
              + "; "
              + strata.choice(written)
              + ".");
    }
    return stratum;
  }

  /** The levels of an attribute share out the images; together they cannot be more than all. */
  private void sums(String finding, Map<String, Integer> rows) {
    Integer all = rows.get(key(finding, ExpectedCounts.ALL));
    if (all == null) {
      return;
    }
    for (Subgroup subgroup : strata.subgroups()) {
      for (String images : List.of("positives", "negatives")) {
        long sum = 0;
        for (String level : subgroup.allLevels()) {
          Integer row = rows.get(key(finding, subgroup.attribute() + "=" + level));
          sum += row == null ? 0 : given(row, images).orElse(0L);
        }
        Optional<Long> whole = given(all, images);
        if (whole.isPresent() && sum > whole.get()) {
          fault(
              "/expected/" + all + "/" + images,
              "the levels of '"
                  + subgroup.attribute()
                  + "' add up to "
                  + sum
                  + " "
                  + images
                  + " of "
                  + Found.quoted(finding)
                  + ", more than the "
                  + whole.get()
                  + " of all images.");
        }
      }
    }
  }

  private Optional<Long> given(int row, String images) {
    ExpectedCount count = CountsYaml.count(tree.root().path("expected").get(row).path(images));
    return count.isGiven() ? Optional.of(count.images()) : Optional.empty();
  }

  private void comparison(JsonNode row, String at) {
    if (row.path("p1").doubleValue() == row.path("p2").doubleValue()) {
      fault(at + "/p2", "'p1' and 'p2' are equal; a comparison needs two different values.");
    }
    boolean groups = row.has("groups");
    if (row.has("finding") != groups || row.has("metric") != groups) {
      fault(at, "a comparison has 'finding', 'metric' and 'groups', or none of the three.");
      return;
    }
    if (!groups) {
      return;
    }
    finding(row, at);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < row.path("groups").size(); i++) {
      stratum(row.path("groups").get(i).textValue(), at + "/groups/" + i).ifPresent(names::add);
    }
    if (names.size() == 2 && !disjoint(names.get(0), names.get(1))) {
      fault(at + "/groups", "'groups' must be two different levels of the same attribute.");
    }
  }

  private static boolean disjoint(String one, String other) {
    int end = one.indexOf('=');
    return end >= 0 && !one.equals(other) && other.startsWith(one.substring(0, end + 1));
  }

  private static String key(String finding, String stratum) {
    return finding + "\n" + stratum;
  }

  private void fault(String pointer, String text) {
    sentences.add(file + " line " + tree.line(pointer) + ": " + text);
  }
}
