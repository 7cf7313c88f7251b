package org.fedval.evaluation.counters;

import org.jspecify.annotations.Nullable;

/**
 * One cell of the gate: a group of images whose counts are opened together or not at all.
 *
 * @param kind what the group is
 * @param finding null for {@link Kind#EXCLUDED}
 * @param attribute subgroup attribute; null where the cell covers all images of the finding
 * @param level level of that attribute; null exactly when the attribute is
 * @param exclusion the reason; null but for {@link Kind#EXCLUDED}
 */
public record Cell(
    Kind kind,
    @Nullable String finding,
    @Nullable String attribute,
    @Nullable String level,
    @Nullable Exclusion exclusion) {

  /** What a cell counts. */
  public enum Kind {
    /** Images with a positive reference label. */
    POSITIVE,
    /** Images with a negative reference label. */
    NEGATIVE,
    /** Analysed images without a reference label for the finding. */
    LABEL_MISSING,
    /** Images left out for one reason. */
    EXCLUDED
  }

  /** All images of one reference class. */
  public static Cell overall(Kind reference, String finding) {
    return new Cell(reference, finding, null, null, null);
  }

  /** The images of one reference class in one level of a subgroup attribute. */
  public static Cell level(Kind reference, String finding, String attribute, String level) {
    return new Cell(reference, finding, attribute, level, null);
  }

  public static Cell labelMissing(String finding) {
    return new Cell(Kind.LABEL_MISSING, finding, null, null, null);
  }

  public static Cell excluded(Exclusion reason) {
    return new Cell(Kind.EXCLUDED, null, null, null, reason);
  }

  /** Whether the cell holds a score histogram: positive or negative images. */
  public boolean isReferenceClass() {
    return kind == Kind.POSITIVE || kind == Kind.NEGATIVE;
  }

  /**
   * The unit's name: {@code positive:covid}, {@code negative:covid:sex=F}, {@code
   * label_missing:covid}, {@code excluded:NOT_DICOM}.
   */
  public String name() {
    return switch (kind) {
      case POSITIVE -> "positive:" + stratum();
      case NEGATIVE -> "negative:" + stratum();
      case LABEL_MISSING -> "label_missing:" + finding;
      case EXCLUDED -> "excluded:" + exclusion;
    };
  }

  private String stratum() {
    return attribute == null ? String.valueOf(finding) : finding + ":" + attribute + "=" + level;
  }
}
