package org.fedval.agent.cohort;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.agent.dicom.TechnicalAttributes;
import org.jspecify.annotations.Nullable;

/**
 * {@code attributes.yaml}: where a site's subgroup attributes come from, and how its spellings map
 * into the levels that a plan locks.
 *
 * @param schema {@code fedval.attributes/v1}
 * @param attributes by the name that plans use
 */
public record AttributesFile(String schema, Map<String, Source> attributes) {
  public static final String SCHEMA = "fedval.attributes/v1";
  private static final String NAME = "[a-z][a-z0-9_]{0,31}";

  public AttributesFile {
    require(SCHEMA.equals(schema), "schema must be " + SCHEMA + ".");
    require(attributes != null, "attributes must map names to where their values come from.");
    attributes.forEach(
        (name, source) -> {
          require(
              name.matches(NAME),
              "the attribute '%s' must be 1 to 32 lower-case letters, digits and underscores."
                  .formatted(name));
          require(source != null, "the attribute '" + name + "' needs dicom or column.");
          source.check(name);
        });
    attributes = Map.copyOf(attributes);
  }

  /**
   * One attribute.
   *
   * @param dicom keyword of {@link TechnicalAttributes}; null when a column has the values
   * @param column of {@code labels.csv}; null when the image has the values
   * @param values for a level the other spellings of it; the level's own name belongs to it
   * @param bins for a level a range of numbers, in place of {@code values}
   * @param caseSensitive whether spellings differ by case and spaces; not when absent
   */
  public record Source(
      @Nullable String dicom,
      @Nullable String column,
      @Nullable Map<String, List<String>> values,
      @Nullable Map<String, Bin> bins,
      @Nullable Boolean caseSensitive) {

    private void check(String name) {
      String at = "the attribute '" + name + "' ";
      require((dicom == null) != (column == null), at + "needs one of dicom and column.");
      require(
          dicom == null || TechnicalAttributes.keywords().contains(dicom),
          at
              + "names a DICOM attribute that is not used; expected one of "
              + String.join(", ", TechnicalAttributes.keywords())
              + ".");
      require(values == null || bins == null, at + "has values and bins; keep one.");
      if (values != null) {
        checkValues(at, values);
      }
      if (bins != null) {
        checkBins(at, bins);
      }
    }

    private void checkValues(String at, Map<String, List<String>> levels) {
      Set<String> seen = new HashSet<>();
      levels.forEach(
          (level, spellings) -> {
            require(seen.add(key(level)), at + "has the value '" + level + "' twice.");
            for (String spelling : spellings == null ? List.<String>of() : spellings) {
              require(
                  spelling != null && (key(spelling).equals(key(level)) || seen.add(key(spelling))),
                  at + "has the value '" + spelling + "' twice.");
            }
          });
    }

    private static void checkBins(String at, Map<String, Bin> bins) {
      List<Bin> ranges = List.copyOf(bins.values());
      for (int i = 0; i < ranges.size(); i++) {
        for (int j = 0; j < i; j++) {
          require(!ranges.get(i).overlaps(ranges.get(j)), at + "has bins that overlap.");
        }
      }
    }

    /** A spelling as it is compared. */
    String key(String spelling) {
      return Boolean.TRUE.equals(caseSensitive) ? spelling.strip() : AttributeText.fold(spelling);
    }

    /** Every spelling with its level. */
    Map<String, String> levels() {
      Map<String, String> levels = new LinkedHashMap<>();
      if (values != null) {
        values.forEach(
            (level, spellings) -> {
              levels.put(key(level), level);
              if (spellings != null) {
                spellings.forEach(spelling -> levels.put(key(spelling), level));
              }
            });
      }
      return levels;
    }
  }

  /**
   * A range of numbers, left-closed: {@code from <= value < to}.
   *
   * @param from null without a lower end
   * @param to null without an upper end
   */
  public record Bin(@Nullable Double from, @Nullable Double to) {
    public Bin {
      require(
          (from == null || Double.isFinite(from)) && (to == null || Double.isFinite(to)),
          "a bin ends at numbers.");
      require(
          from == null ? to != null : to == null || from < to,
          "a bin needs from or to, and from must lie below to.");
    }

    boolean holds(double value) {
      return (from == null || value >= from) && (to == null || value < to);
    }

    private boolean overlaps(Bin other) {
      return (from == null || other.to == null || from < other.to)
          && (other.from == null || to == null || other.from < to);
    }
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
