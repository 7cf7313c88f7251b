package org.fedval.evaluation.counters;

import org.fedval.evaluation.sums.Limbs;

/**
 * A named run of words in a unit: counts, one a word, or exact sums, {@link Limbs#WORDS} words an
 * entry.
 *
 * @param statistic what the words are, such as {@code histogram}
 * @param entries numbers in it
 * @param exact whether each is split into limbs
 * @param offset of its first word in the unit
 */
public record Segment(Statistic statistic, int entries, boolean exact, int offset) {
  /** In words. */
  public int length() {
    return exact ? Math.multiplyExact(entries, Limbs.WORDS) : entries;
  }

  /** The offset behind the last word. */
  int end() {
    return offset + length();
  }
}
