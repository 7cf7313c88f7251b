package org.fedval.wire.study;

import static org.fedval.wire.study.StudyYamlTest.PLAN;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.lattice.CellStructure;

/** Gate counts of a real study for the real gate rule, filled in cell by cell. */
final class GateCounts {
  static final int MIN_CELL = 10;
  static final int MIN_CONTRIBUTORS = 3;

  // The rule reads the cells from the plan's counters; the layout is what the protocol hands it.
  private static final Layout SMALLEST =
      new Layout(
          List.of(
              new Layout.Unit("gate", 2, UnitKind.GATE, List.of(), Layout.ROOT, 9),
              new Layout.Unit("cell", 1, UnitKind.UNSIGNED, List.of(), Layout.ROOT, 9)));

  private final SuppressionGate rule;
  private final CellStructure structure;
  private final long[] gate;

  /** Every cell has plenty: the cells at the top more than their parts together. */
  GateCounts() throws StudyPlanException {
    CounterLayout counters =
        CounterLayout.of(
            StudyYamlTest.parse(PLAN)
                .bind(
                    Map.of("screening", 0.3, "balanced", 0.5),
                    List.of("covid", "pneumonia", "no_finding"),
                    7));
    this.rule = new SuppressionGate(counters);
    this.structure = counters.structure();
    this.gate = new long[2 * structure.size()];
    for (int cell = 0; cell < structure.size(); cell++) {
      set(cell, structure.parents().get(cell) == CellStructure.ROOT ? 400 : 100 + cell, 7);
    }
  }

  GateCounts set(int cell, long records, long contributors) {
    gate[2 * cell] = records;
    gate[2 * cell + 1] = contributors;
    return this;
  }

  CellStructure structure() {
    return structure;
  }

  long records(int cell) {
    return gate[2 * cell];
  }

  /** A family: the levels of one attribute under one released cell. */
  CellStructure.Family family(int number) {
    return structure.families().get(number);
  }

  /** The cells whose units the rule lets the sites open. */
  BitSet allowed() {
    BitSet units = rule.allowed(SMALLEST, gate.clone(), MIN_CELL, MIN_CONTRIBUTORS);
    BitSet cells = new BitSet();
    units.stream().forEach(unit -> cells.set(unit - 1));
    return cells;
  }
}
