package org.fedval.evaluation.counters;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One cell of the gate: a group of images whose counts are opened together or not at all.
 *
 * @param kind what the group is
 * @param finding null for {@link Kind#EXCLUDED}
 * @param levels of none, one or two subgroup attributes; none where the cell covers all images of
 *     the finding; the operating point in a cell of kind {@link Kind#HOSPITALS}
 * @param exclusion the reason; null but for {@link Kind#EXCLUDED}
 */
public record Cell(
    Kind kind, @Nullable String finding, List<Level> levels, @Nullable Exclusion exclusion) {

  /** What a cell counts. */
  public enum Kind {
    /** Images with a positive reference label. */
    POSITIVE,
    /** Images with a negative reference label. */
    NEGATIVE,
    /** Analysed images without a reference label for the finding. */
    LABEL_MISSING,
    /** Labelled images at sites that have both classes. */
    BOTH,
    /** The same images again, for sums with one term a site at one operating point. */
    HOSPITALS,
    /**
     * The same images again, for the contrast of one level with all others within each site. Sites
     * contribute that have images of both classes in the level and outside it.
     */
    CONTRAST,
    /** Images left out for one reason. */
    EXCLUDED
  }

  /** One level of a subgroup attribute. */
  public record Level(String attribute, String level) {
    @Override
    public String toString() {
      return attribute + "=" + level;
    }
  }

  public Cell {
    levels = List.copyOf(levels);
  }

  /** All images of one kind but {@link Kind#EXCLUDED}. */
  public static Cell overall(Kind kind, String finding) {
    return new Cell(kind, finding, List.of(), null);
  }

  /** The images of one reference class in one level of a subgroup attribute, or its contrast. */
  public static Cell level(Kind reference, String finding, String attribute, String level) {
    return new Cell(reference, finding, List.of(new Level(attribute, level)), null);
  }

  /** All labelled images, for sums with one term a site at one operating point. */
  public static Cell hospitals(String finding, String operatingPoint) {
    return level(Kind.HOSPITALS, finding, "operating_point", operatingPoint);
  }

  /** The images of one reference class in one level of each of two attributes. */
  public static Cell crossed(Kind reference, String finding, Level first, Level second) {
    return new Cell(reference, finding, List.of(first, second), null);
  }

  public static Cell labelMissing(String finding) {
    return overall(Kind.LABEL_MISSING, finding);
  }

  public static Cell excluded(Exclusion reason) {
    return new Cell(Kind.EXCLUDED, null, List.of(), reason);
  }

  /** Whether the cell holds images of one reference class. */
  public boolean isReferenceClass() {
    return kind == Kind.POSITIVE || kind == Kind.NEGATIVE;
  }

  /**
   * The unit's name: {@code positive:covid}, {@code negative:covid:sex=F}, {@code
   * negative:covid:sex=F & age=0-39}, {@code contrast:covid:sex=F}, {@code
   * hospitals:covid:operating_point=screening}, {@code label_missing:covid}, {@code
   * excluded:NOT_DICOM}.
   */
  public String name() {
    return switch (kind) {
      case POSITIVE -> "positive:" + stratum();
      case NEGATIVE -> "negative:" + stratum();
      case LABEL_MISSING -> "label_missing:" + finding;
      case BOTH -> "both:" + finding;
      case HOSPITALS -> "hospitals:" + stratum();
      case CONTRAST -> "contrast:" + stratum();
      case EXCLUDED -> "excluded:" + exclusion;
    };
  }

  private String stratum() {
    return levels.isEmpty() ? String.valueOf(finding) : finding + ":" + subgroup(levels);
  }

  /** How a report calls a stratum: {@code sex=F}, {@code sex=F & age=0-39}. */
  public static String subgroup(List<Level> levels) {
    return levels.stream().map(Level::toString).collect(Collectors.joining(" & "));
  }
}
