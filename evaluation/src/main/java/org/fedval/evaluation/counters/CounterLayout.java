package org.fedval.evaluation.counters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.score.EdgeTable;

/**
 * Where every count lies, derived from the plan alone: each site and the coordinator compute it,
 * and nobody transmits it.
 *
 * <p>Cells, in order: for each finding its positive cell, its negative cell, its {@code
 * label_missing} cell, then for each subgroup attribute and level a positive and a negative cell;
 * after all findings one cell for each {@link Exclusion}. A level's cell lies in the cell of all
 * images of the same finding and class; the levels of one attribute form a family, numbered by
 * (finding, class, attribute) in plan order. {@code label_missing} and the exclusions lie in
 * nothing: no total over them is ever published, so that a suppressed reason cannot be recovered as
 * a difference.
 *
 * <p>Unit 0, the gate, has two words a cell: distinct patients, and 1 if the site has any. Unit 1 +
 * g begins with the number of images of cell g; a class cell's score histogram follows.
 */
public final class CounterLayout {
  /** Largest value of any word at one site; 2000 sites stay far below 2^62. */
  public static final long BOUND = 1L << 31;

  /** Most units of a vector, the gate included. */
  public static final int MAX_UNITS = 4096;

  /** Most words of a vector. */
  public static final long MAX_WORDS = 1L << 27;

  private static final int MAX_NAME_BYTES = 256;

  private final StudyPlan plan;
  private final EdgeTable overallEdges;
  private final EdgeTable marginalEdges;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<Cell, Integer> indexes = new HashMap<>();
  private final List<CounterUnit> units = new ArrayList<>();
  private final CellStructure structure;

  private CounterLayout(StudyPlan plan) {
    this.plan = plan;
    double[] thresholds =
        plan.operatingPoints().stream().mapToDouble(OperatingPoint::threshold).toArray();
    overallEdges = EdgeTable.logit(plan.overallBins(), thresholds);
    marginalEdges = EdgeTable.logit(plan.marginalBins(), thresholds);
    List<Integer> parents = new ArrayList<>();
    List<List<Integer>> families = new ArrayList<>();
    for (String finding : plan.findings()) {
      addFinding(finding, parents, families);
    }
    for (Exclusion reason : Exclusion.values()) {
      add(Cell.excluded(reason), CellStructure.ROOT, List.of(), parents);
    }
    units.add(0, new CounterUnit("gate", 2 * cells.size(), CounterUnit.GATE, List.of(), -1, BOUND));
    List<CellStructure.Family> partitions = new ArrayList<>();
    for (List<Integer> family : families) {
      partitions.add(new CellStructure.Family(parents.get(family.get(0)), family));
    }
    structure = new CellStructure(parents, partitions);
  }

  /**
   * The layout of a plan.
   *
   * @throws IllegalArgumentException if the plan has more cells or longer names than a vector holds
   */
  public static CounterLayout of(StudyPlan plan) {
    long levels = plan.subgroups().stream().mapToLong(s -> s.allLevels().size()).sum();
    long cells = plan.findings().size() * (3 + 2 * levels) + Exclusion.values().length;
    if (1 + cells > MAX_UNITS) {
      throw new IllegalArgumentException(
          "The plan has too many findings and subgroup levels for one session: "
              + cells
              + " cells, at most "
              + (MAX_UNITS - 1)
              + ".");
    }
    CounterLayout layout = new CounterLayout(plan);
    if (layout.units.stream().mapToLong(CounterUnit::length).sum() > MAX_WORDS) {
      throw new IllegalArgumentException(
          "The plan's score histograms are too long; use fewer bins.");
    }
    layout.checkNames();
    return layout;
  }

  private void addFinding(String finding, List<Integer> parents, List<List<Integer>> families) {
    int positive = add(Cell.overall(Kind.POSITIVE, finding), -1, List.of(), parents);
    int negative = add(Cell.overall(Kind.NEGATIVE, finding), -1, List.of(), parents);
    add(Cell.labelMissing(finding), CellStructure.ROOT, List.of(), parents);
    int first = families.size();
    int attributes = plan.subgroups().size();
    for (int i = 0; i < 2 * attributes; i++) {
      families.add(new ArrayList<>());
    }
    for (int a = 0; a < attributes; a++) {
      Subgroup subgroup = plan.subgroups().get(a);
      int ofPositive = first + a;
      int ofNegative = first + attributes + a;
      for (String level : subgroup.allLevels()) {
        Cell p = Cell.level(Kind.POSITIVE, finding, subgroup.attribute(), level);
        families.get(ofPositive).add(add(p, positive, List.of(ofPositive), parents));
        Cell n = Cell.level(Kind.NEGATIVE, finding, subgroup.attribute(), level);
        families.get(ofNegative).add(add(n, negative, List.of(ofNegative), parents));
      }
    }
  }

  private int add(Cell cell, int parent, List<Integer> families, List<Integer> parents) {
    int index = cells.size();
    cells.add(cell);
    indexes.put(cell, index);
    parents.add(parent);
    int length = 1;
    if (cell.isReferenceClass()) {
      length += (cell.attribute() == null ? overallEdges : marginalEdges).bins();
    }
    units.add(
        new CounterUnit(cell.name(), length, CounterUnit.UNSIGNED_CELL, families, parent, BOUND));
    return index;
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    for (CounterUnit unit : units) {
      if (unit.name().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
        throw new IllegalArgumentException(
            "A finding, attribute and level of the plan have names that are too long together.");
      }
      if (!seen.add(unit.name())) {
        throw new IllegalArgumentException(
            "Two cells of the plan have one name, '"
                + unit.name()
                + "'; rename the finding, attribute or level.");
      }
    }
  }

  public StudyPlan plan() {
    return plan;
  }

  /** The cells; cell g has gate words 2g and 2g + 1 and unit 1 + g. */
  public List<Cell> cells() {
    return List.copyOf(cells);
  }

  /** The gate, then one unit a cell. */
  public List<CounterUnit> units() {
    return List.copyOf(units);
  }

  Cell cell(int index) {
    return cells.get(index);
  }

  /**
   * The number of a cell.
   *
   * @throws IllegalArgumentException for a cell that the plan does not have
   */
  public int indexOf(Cell cell) {
    Integer index = indexes.get(cell);
    if (index == null) {
      throw new IllegalArgumentException("The plan has no cell '" + cell.name() + "'.");
    }
    return index;
  }

  /** The bins of the histogram of all images of a finding and class. */
  public EdgeTable overallEdges() {
    return overallEdges;
  }

  /** The coarser bins of a subgroup level's histogram. */
  public EdgeTable marginalEdges() {
    return marginalEdges;
  }

  /** How the cells nest, for the suppression rule. */
  public CellStructure structure() {
    return structure;
  }

  /**
   * T, the most words that one image changes, each by 1: for every finding the cell of all images
   * and one level's cell an attribute, with two words each in gate and cells alike (patients and
   * contributing site; images and score bin).
   *
   * @throws IllegalArgumentException naming the first unit that does not hold counts alone
   */
  public long touchedWords() {
    for (int g = 0; g < cells.size(); g++) {
      CounterUnit unit = units.get(1 + g);
      Cell cell = cells.get(g);
      int bins = (cell.attribute() == null ? overallEdges : marginalEdges).bins();
      int counts = cell.isReferenceClass() ? 1 + bins : 1;
      if (unit.kind() != CounterUnit.UNSIGNED_CELL || unit.length() != counts) {
        throw new IllegalArgumentException(
            "the unit '" + unit.name() + "' holds other numbers than counts");
      }
    }
    return 2L * plan.findings().size() * (1 + plan.subgroups().size());
  }

  /** Whether vectors of both layouts may be added. */
  public boolean matches(CounterLayout other) {
    return units.equals(other.units)
        && overallEdges.equals(other.overallEdges)
        && marginalEdges.equals(other.marginalEdges);
  }
}
