package org.fedval.evaluation.counters;

import java.util.List;

/**
 * A run of words that is masked and opened as one. Unit 0 is the gate; unit 1 + g belongs to cell
 * g.
 *
 * @param name at most 256 bytes of UTF-8, unique in the layout
 * @param length in words
 * @param kind {@link #GATE} or {@link #UNSIGNED_CELL}
 * @param families numbers of the partitions that the cell belongs to, ascending
 * @param parentCell the cell that this one lies in, -1 for none
 * @param bound largest value of a word at one site, inclusive
 */
public record CounterUnit(
    String name, int length, int kind, List<Integer> families, int parentCell, long bound) {
  public static final int GATE = 0;
  public static final int UNSIGNED_CELL = 1;

  public CounterUnit {
    families = List.copyOf(families);
  }
}
