package org.fedval.evaluation.counters;

import java.util.Arrays;
import java.util.Map;
import org.fedval.evaluation.lattice.CellStructure.Family;

/**
 * What holds in every honest vector, and therefore in every sum of them: no count is negative, a
 * cell has no more patients than images, its histogram adds up to its images, and the levels of an
 * attribute add up to the images of the cell that they partition. Patients do not add up: one may
 * be in several levels.
 */
final class CountIdentities {
  private final CounterLayout layout;
  private final long[] gate;
  private final Map<Integer, long[]> opened;

  private CountIdentities(CounterLayout layout, long[] gate, Map<Integer, long[]> opened) {
    this.layout = layout;
    this.gate = gate;
    this.opened = opened;
  }

  /**
   * @param opened words of each opened cell by cell number
   * @throws InconsistentCountsException at the first cell that is wrong
   */
  static void check(CounterLayout layout, long[] gate, Map<Integer, long[]> opened) {
    new CountIdentities(layout, gate, opened).check();
  }

  /**
   * The shape alone, for sums with noise.
   *
   * @throws InconsistentCountsException at the first unit that is wrong
   */
  static void checkShape(CounterLayout layout, long[] gate, Map<Integer, long[]> opened) {
    CountIdentities counts = new CountIdentities(layout, gate, opened);
    if (gate.length != 2 * layout.cells().size()) {
      throw new InconsistentCountsException("gate", "its length is wrong");
    }
    opened.forEach(counts::checkLength);
  }

  private void checkLength(int cell, long[] words) {
    if (cell < 0 || cell >= gate.length / 2) {
      throw new InconsistentCountsException("unit " + (1L + cell), "the plan has no such unit");
    }
    if (words.length != layout.units().get(1 + cell).length()) {
      throw new InconsistentCountsException(
          layout.cell(cell).name(), "its length is not the layout's");
    }
  }

  private void check() {
    int cells = layout.cells().size();
    if (gate.length != 2 * cells || Arrays.stream(gate).anyMatch(x -> x < 0)) {
      throw new InconsistentCountsException("gate", "its length is wrong or a count is negative");
    }
    opened.forEach(this::checkCell);
    layout.structure().families().forEach(this::checkFamily);
  }

  private void checkCell(int cell, long[] words) {
    checkLength(cell, words);
    String name = layout.cell(cell).name();
    CounterUnit unit = layout.unitOf(cell);
    long patients = gate[2 * cell];
    if (patients > words[0] || (patients == 0) != (words[0] == 0)) {
      throw new InconsistentCountsException(name, "the patients do not fit the images");
    }
    for (Segment segment : unit.segments()) {
      checkSegment(name, unit, segment, words);
    }
  }

  private static void checkSegment(String name, CounterUnit unit, Segment segment, long[] words) {
    boolean mayBeNegative = segment.exact() && unit.isSigned();
    long sum = 0;
    for (int word = segment.offset(); word < segment.end(); word++) {
      if (words[word] < 0 && !mayBeNegative) {
        throw new InconsistentCountsException(name, "a count is negative");
      }
      sum += words[word];
    }
    boolean partition =
        segment.statistic() == Statistic.HISTOGRAM || segment.statistic() == Statistic.CALLS;
    if (partition && sum != words[0]) {
      throw new InconsistentCountsException(name, "the histogram does not add up to the images");
    }
  }

  private void checkFamily(Family family) {
    long[] whole = opened.get(family.parent());
    if (whole == null) {
      return;
    }
    long images = 0;
    for (int cell : family.cells()) {
      long[] part = opened.get(cell);
      if (part == null && gate[2 * cell] > 0) {
        return;
      }
      images += part == null ? 0 : part[0];
    }
    if (images != whole[0]) {
      throw new InconsistentCountsException(
          layout.cell(family.parent()).name(), "its subgroup levels do not add up to its images");
    }
  }
}
