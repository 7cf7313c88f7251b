package org.fedval.evaluation.counters;

import java.math.BigInteger;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.Limbs;

/** The words of every unit of one site while they are filled. */
final class UnitWords {
  private final CounterLayout layout;
  private final long[][] units;

  UnitWords(CounterLayout layout) {
    this.layout = layout;
    units = new long[layout.units().size()][];
    for (int u = 0; u < units.length; u++) {
      units[u] = new long[layout.units().get(u).length()];
    }
  }

  /** Distinct patients, whether the site contributes, and images of a cell. */
  void gate(int cell, long patients, boolean contributes, long images) {
    units[0][2 * cell] = patients;
    units[0][2 * cell + 1] = contributes ? 1 : 0;
    units[1 + cell][0] = images;
  }

  /** The patients and images of another cell again. */
  void gateLike(int cell, int other, boolean contributes) {
    gate(cell, units[0][2 * other], contributes, units[1 + other][0]);
  }

  boolean has(int cell, Statistic statistic) {
    return layout.unitOf(cell).segments().stream().anyMatch(s -> s.statistic() == statistic);
  }

  /** Where the first number of a statistic lies in the words of a cell. */
  int offset(int cell, Statistic statistic) {
    return layout.segment(cell, statistic).offset();
  }

  long[] words(int cell) {
    return units[1 + cell];
  }

  /** Fills a segment of counts from its first number on. */
  void counts(int cell, Statistic statistic, long... numbers) {
    Segment segment = layout.segment(cell, statistic);
    if (segment.exact() || numbers.length > segment.entries()) {
      throw new IllegalArgumentException("The numbers do not fit their segment.");
    }
    System.arraycopy(numbers, 0, units[1 + cell], segment.offset(), numbers.length);
  }

  /**
   * Fills entries of a segment of exact sums.
   *
   * @param set number of the set, each of as many entries as these sums
   */
  void exact(int cell, Statistic statistic, int set, ExactSums sums) {
    Segment segment = layout.segment(cell, statistic);
    int first = set * sums.length();
    if (!segment.exact() || first + sums.length() > segment.entries()) {
      throw new IllegalArgumentException("The sums do not fit their segment.");
    }
    for (int i = 0; i < sums.length(); i++) {
      limbs(cell, segment, first + i, sums.get(i));
    }
  }

  private void limbs(int cell, Segment segment, int entry, BigInteger v) {
    long[] limbs = Limbs.split(v);
    int at = segment.offset() + entry * Limbs.WORDS;
    System.arraycopy(limbs, 0, units[1 + cell], at, Limbs.WORDS);
  }

  CounterVector freeze() {
    return CounterVector.ofSite(layout, units);
  }
}
