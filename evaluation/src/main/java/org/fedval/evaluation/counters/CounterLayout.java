package org.fedval.evaluation.counters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.score.EdgeTable;

/**
 * Where every number of a slot lies, derived from the plan alone: each site and the coordinator
 * compute it, and nobody transmits it. Slot 0 holds the gate and everything that needs no other
 * result; {@link FirstSlot} and {@link LaterSlot} list the cells.
 *
 * <p>Unit 0, the gate, has two words a cell: distinct patients, and 1 if the site has any. Unit 1 +
 * g begins with the number of images of cell g; its other segments follow. A level's cell lies in
 * the cell of all images of the same finding and class; the levels of one attribute form a family,
 * and so do the cells that cross one level with another attribute.
 */
public final class CounterLayout {
  /** Largest value of any word at one site; 2000 sites stay far below 2^62. */
  public static final long BOUND = 1L << 31;

  /** Most units of a vector, the gate included. */
  public static final int MAX_UNITS = 4096;

  /** Most words of a vector. */
  public static final long MAX_WORDS = 1L << 27;

  /** Family numbers from here on name the cell that they divide: see {@link #crossFamily}. */
  public static final int CROSSED = 0x8000;

  private static final int MAX_NAME_BYTES = 256;

  private final StudyPlan plan;
  private final int slot;
  private final EdgeTable overallEdges;
  private final EdgeTable marginalEdges;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<Cell, Integer> indexes = new HashMap<>();
  private final List<CounterUnit> units = new ArrayList<>();
  private final CellStructure structure;

  private CounterLayout(StudyPlan plan, int slot) {
    this.plan = plan;
    this.slot = slot;
    double[] thresholds = thresholds(plan);
    Analyses asked = plan.analyses();
    overallEdges =
        asked.isExact()
            ? EdgeTable.logit(plan.overallBins(), overallSplices(plan))
            : EdgeTable.logit(plan.overallBins(), thresholds);
    marginalEdges = EdgeTable.logit(plan.marginalBins(), thresholds);
    if (slot == 0) {
      new FirstSlot(this).fill();
    } else {
      new LaterSlot(this).fill();
    }
    units.add(
        0,
        new CounterUnit(
            "gate", 2 * cells.size(), CounterUnit.Kind.GATE, List.of(), -1, BOUND, List.of()));
    structure = LayoutStructure.of(units, plan.disclosure().corruptSites());
  }

  private static double[] thresholds(StudyPlan plan) {
    return plan.operatingPoints().stream().mapToDouble(OperatingPoint::threshold).toArray();
  }

  /** Every score at which something is cut: points, tenths, decision thresholds, bands. */
  private static double[] overallSplices(StudyPlan plan) {
    Analyses asked = plan.analyses();
    return Stream.of(
            plan.operatingPoints().stream().map(OperatingPoint::threshold),
            Reliability.tenths().edges().boxed(),
            asked.decisionThresholds().stream(),
            asked.abstention().stream().flatMap(b -> Stream.of(b.lower(), b.upper())))
        .flatMap(s -> s)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** The first slot of a plan; see {@link #of(StudyPlan, int)}. */
  public static CounterLayout of(StudyPlan plan) {
    return of(plan, 0);
  }

  /**
   * The layout of a slot of a plan.
   *
   * @param slot 0 to {@code plan.analyses().rounds() - 1}
   * @throws IllegalArgumentException if the plan has more cells or longer names than a vector holds
   */
  public static CounterLayout of(StudyPlan plan, int slot) {
    if (slot < 0 || slot >= plan.analyses().rounds()) {
      throw new IllegalArgumentException("The plan has no round " + slot + ".");
    }
    long crossed = 0;
    for (Analyses.Interaction i : plan.analyses().interactions()) {
      crossed += (long) levels(plan, i.first()) * levels(plan, i.second());
    }
    long levels = plan.subgroups().stream().mapToLong(s -> s.allLevels().size()).sum();
    boolean contrasts = plan.analyses().isExact() && !plan.operatingPoints().isEmpty();
    long ofFinding = 5 + 2 * (levels + crossed) + (contrasts ? levels : 0);
    long cells = plan.findings().size() * ofFinding + Exclusion.values().length;
    if (1 + cells > MAX_UNITS) {
      throw new IllegalArgumentException(
          "The plan has too many findings and subgroup levels for one session: "
              + cells
              + " cells, at most "
              + (MAX_UNITS - 1)
              + ".");
    }
    CounterLayout layout = new CounterLayout(plan, slot);
    if (layout.units.stream().mapToLong(CounterUnit::length).sum() > MAX_WORDS) {
      throw new IllegalArgumentException(
          "The plan's score histograms are too long; use fewer bins.");
    }
    layout.checkNames();
    return layout;
  }

  private static int levels(StudyPlan plan, String attribute) {
    return plan.subgroups().stream()
        .filter(s -> s.attribute().equals(attribute))
        .mapToInt(s -> s.allLevels().size())
        .sum();
  }

  /** The layouts of all slots of a plan, in order. */
  public static List<CounterLayout> all(StudyPlan plan) {
    List<CounterLayout> all = new ArrayList<>();
    for (int slot = 0; slot < plan.analyses().rounds(); slot++) {
      all.add(of(plan, slot));
    }
    return all;
  }

  /** The number of the family that divides one cell by the levels of another attribute. */
  static int crossFamily(int divided, int attribute) {
    return CROSSED | attribute << 12 | divided;
  }

  int add(
      Cell cell,
      CounterUnit.Kind kind,
      int parent,
      List<Integer> families,
      CounterUnit.Segments segments) {
    int index = cells.size();
    cells.add(cell);
    indexes.put(cell, index);
    units.add(
        new CounterUnit(
            cell.name(), segments.length(), kind, families, parent, BOUND, segments.list()));
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

  /** Which sums over sites the cells of single operating points hold. */
  public WeightedSums.Terms siteTerms() {
    return SiteTerms.pooled(plan.analyses(), slot);
  }

  /** 0 for the first. */
  public int slot() {
    return slot;
  }

  /** The cells; cell g has gate words 2g and 2g + 1 and unit 1 + g. */
  public List<Cell> cells() {
    return Collections.unmodifiableList(cells);
  }

  /** The gate, then one unit a cell. */
  public List<CounterUnit> units() {
    return Collections.unmodifiableList(units);
  }

  Cell cell(int index) {
    return cells.get(index);
  }

  CounterUnit unitOf(int cell) {
    return units.get(1 + cell);
  }

  /** Whether the slot has this cell. */
  public boolean has(Cell cell) {
    return indexes.containsKey(cell);
  }

  /**
   * The number of a cell.
   *
   * @throws IllegalArgumentException for a cell that the slot does not have
   */
  public int indexOf(Cell cell) {
    Integer index = indexes.get(cell);
    if (index == null) {
      throw new IllegalArgumentException("The plan has no cell '" + cell.name() + "'.");
    }
    return index;
  }

  /**
   * Where a statistic of a cell lies.
   *
   * @throws IllegalArgumentException if the cell has no such statistic
   */
  public Segment segment(int cell, Statistic statistic) {
    return unitOf(cell).segments().stream()
        .filter(s -> s.statistic() == statistic)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The unit " + cells.get(cell).name() + " has no " + statistic.code() + "."));
  }

  /** The bins of the histogram of all images of a finding and class. */
  public EdgeTable overallEdges() {
    return overallEdges;
  }

  /** The coarser bins of a subgroup level's histogram. */
  public EdgeTable marginalEdges() {
    return marginalEdges;
  }

  /** The intervals between the operating points, in which crossed levels are counted. */
  public EdgeTable callEdges() {
    return EdgeTable.of(thresholds(plan));
  }

  /** The coarse bins of the bootstrap over patients. */
  public EdgeTable bootstrapEdges() {
    return EdgeTable.logit(LaterSlot.BOOTSTRAP_BINS, thresholds(plan));
  }

  /** How the cells nest, for the suppression rule. */
  public CellStructure structure() {
    return structure;
  }

  /**
   * T, the most words that one image changes, each by 1: for every finding the cell of all images
   * and one level's cell an attribute and interaction, with two words each in gate and cells alike
   * (patients and contributing site; images and score bin).
   *
   * @throws IllegalArgumentException naming the first unit that does not hold counts alone
   */
  public long touchedWords() {
    for (CounterUnit unit : units.subList(1, units.size())) {
      if (unit.kind() != CounterUnit.Kind.COUNTS
          || unit.segments().stream().anyMatch(Segment::exact)) {
        throw new IllegalArgumentException(
            "the unit '" + unit.name() + "' holds other numbers than counts");
      }
    }
    long strata = 1L + plan.subgroups().size() + plan.analyses().interactions().size();
    return 2L * plan.findings().size() * strata;
  }

  /** Every segment in words, one line a unit, which both sides hash into the study. */
  public String description() {
    StringBuilder text = new StringBuilder("slot " + slot + "\n");
    for (CounterUnit unit : units) {
      text.append(unit.name()).append(' ').append(unit.kind()).append(' ').append(unit.bound());
      for (Segment s : unit.segments()) {
        text.append(' ').append(s.statistic().code()).append(':').append(s.entries());
        text.append(s.exact() ? "x5x24" : "");
      }
      text.append('\n');
    }
    overallEdges.edges().forEach(e -> text.append(Double.toHexString(e)).append('\n'));
    marginalEdges.edges().forEach(e -> text.append(Double.toHexString(e)).append('\n'));
    return text.toString();
  }

  /** Whether vectors of both layouts may be added. */
  public boolean matches(CounterLayout other) {
    return slot == other.slot
        && units.equals(other.units)
        && overallEdges.equals(other.overallEdges)
        && marginalEdges.equals(other.marginalEdges);
  }
}
