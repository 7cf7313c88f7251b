package org.fedval.evaluation.flow;

import java.util.OptionalDouble;

/**
 * Where a row leaves the flow (STARD 2015, item 19). The order is the order of precedence: each row
 * is counted once, at the first step that applies.
 */
public enum AttritionStep {
  DUPLICATE("duplicate"),
  INELIGIBLE("ineligible"),
  REFERENCE_MISSING("reference_missing"),
  REFERENCE_INDETERMINATE("reference_indeterminate"),
  INDEX_MISSING("index_missing"),
  INDEX_OUT_OF_RANGE("index_out_of_range"),
  ANALYSED("analysed");

  private final String id;

  AttritionStep(String id) {
    this.id = id;
  }

  /** The name in reports. */
  public String id() {
    return id;
  }

  /** What the reference standard says of a row. */
  public enum Reference {
    POSITIVE,
    NEGATIVE,
    INDETERMINATE,
    MISSING
  }

  /**
   * The step of one row.
   *
   * @param seenBefore whether the site met this image id before
   * @param score empty if the index test gave nothing; NaN counts as nothing
   */
  public static AttritionStep of(
      boolean seenBefore, boolean eligible, Reference reference, OptionalDouble score) {
    if (seenBefore) {
      return DUPLICATE;
    }
    if (!eligible) {
      return INELIGIBLE;
    }
    if (reference == Reference.MISSING) {
      return REFERENCE_MISSING;
    }
    if (reference == Reference.INDETERMINATE) {
      return REFERENCE_INDETERMINATE;
    }
    if (score.isEmpty() || Double.isNaN(score.getAsDouble())) {
      return INDEX_MISSING;
    }
    boolean inRange = score.getAsDouble() >= 0 && score.getAsDouble() <= 1;
    return inRange ? ANALYSED : INDEX_OUT_OF_RANGE;
  }

  /** Whether the row had a clear reference but no usable index test. */
  public boolean indexFailed() {
    return this == INDEX_MISSING || this == INDEX_OUT_OF_RANGE;
  }
}
