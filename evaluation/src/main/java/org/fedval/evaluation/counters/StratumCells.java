package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.Cell.Level;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;

/** Which cells of a finding an image falls into: of all, of each level, of each crossed level. */
final class StratumCells {
  private final CounterLayout layout;
  private final int finding;
  private final int[] overall = new int[2];
  private final int[][][] ofLevel;
  private final int[][][][] crossed;
  private final int[][] attributes;
  private final List<Integer> all = new ArrayList<>();

  /** Takes a cell that an image falls into, and its bin there. */
  interface Visitor {
    void visit(int cell, int bin);
  }

  StratumCells(CounterLayout layout, int finding) {
    this.layout = layout;
    this.finding = finding;
    StudyPlan plan = layout.plan();
    String name = plan.findings().get(finding);
    List<Analyses.Interaction> interactions = plan.analyses().interactions();
    ofLevel = new int[2][plan.subgroups().size()][];
    crossed = new int[2][interactions.size()][][];
    attributes = new int[interactions.size()][2];
    List<String> names = plan.subgroups().stream().map(Subgroup::attribute).toList();
    for (int side = 0; side < 2; side++) {
      Kind kind = side == 0 ? Kind.POSITIVE : Kind.NEGATIVE;
      overall[side] = index(Cell.overall(kind, name));
      for (int a = 0; a < names.size(); a++) {
        String attribute = names.get(a);
        ofLevel[side][a] =
            plan.subgroups().get(a).allLevels().stream()
                .mapToInt(level -> index(Cell.level(kind, name, attribute, level)))
                .toArray();
      }
      for (int i = 0; i < interactions.size(); i++) {
        attributes[i][0] = names.indexOf(interactions.get(i).first());
        attributes[i][1] = names.indexOf(interactions.get(i).second());
        crossed[side][i] = crossed(plan, kind, name, interactions.get(i), attributes[i]);
      }
    }
  }

  private int[][] crossed(
      StudyPlan plan, Kind kind, String name, Analyses.Interaction interaction, int[] pair) {
    return plan.subgroups().get(pair[0]).allLevels().stream()
        .map(
            row ->
                plan.subgroups().get(pair[1]).allLevels().stream()
                    .mapToInt(
                        column ->
                            index(
                                Cell.crossed(
                                    kind,
                                    name,
                                    new Level(interaction.first(), row),
                                    new Level(interaction.second(), column))))
                    .toArray())
        .toArray(int[][]::new);
  }

  private int index(Cell cell) {
    int index = layout.indexOf(cell);
    all.add(index);
    return index;
  }

  /** Every cell of the finding that an image can fall into. */
  List<Integer> all() {
    return all;
  }

  void visit(CaseTable cases, int image, double score, Visitor visitor) {
    int side = cases.isPositive(image, finding) ? 0 : 1;
    visitor.visit(overall[side], layout.overallEdges().bin(score));
    if (ofLevel[side].length > 0) {
      int bin = layout.marginalEdges().bin(score);
      for (int a = 0; a < ofLevel[side].length; a++) {
        visitor.visit(ofLevel[side][a][cases.level(image, a)], bin);
      }
    }
    for (int i = 0; i < crossed[side].length; i++) {
      int row = cases.level(image, attributes[i][0]);
      int column = cases.level(image, attributes[i][1]);
      visitor.visit(crossed[side][i][row][column], layout.callEdges().bin(score));
    }
  }
}
