package org.fedval.agent.cohort;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fedval.evaluation.counters.ReferenceLabel;

/**
 * How the reference label of an image follows from what its readers said. A label that does not
 * follow is missing.
 */
public enum LabelRule {
  /** The column of the finding itself. */
  SINGLE,
  /** More than half of the readers who said anything; a tie is missing. */
  MAJORITY,
  /** The adjudicated label; without one, what all readers agree on; disagreement is missing. */
  ADJUDICATED;

  /** The rule of a word in {@code agent.yaml}; empty for another. */
  public static Optional<LabelRule> named(String word) {
    return Arrays.stream(values())
        .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /**
   * The reference label.
   *
   * @param readers what each reader said, nothing included
   * @param adjudicated {@code MISSING} where nobody had to decide
   */
  ReferenceLabel decide(List<ReferenceLabel> readers, ReferenceLabel adjudicated) {
    long positive = readers.stream().filter(l -> l == ReferenceLabel.POSITIVE).count();
    long negative = readers.stream().filter(l -> l == ReferenceLabel.NEGATIVE).count();
    if (this == ADJUDICATED) {
      if (adjudicated != ReferenceLabel.MISSING) {
        return adjudicated;
      }
      if (positive > 0 && negative > 0) {
        return ReferenceLabel.MISSING;
      }
    }
    if (positive == negative) {
      return ReferenceLabel.MISSING;
    }
    return positive > negative ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
  }

  /** Whether several people disagreed and nobody's word decides. */
  boolean isUndecided(List<ReferenceLabel> readers, ReferenceLabel decided) {
    return decided == ReferenceLabel.MISSING && readers.contains(ReferenceLabel.POSITIVE);
  }
}
