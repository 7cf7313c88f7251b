package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * Puts a patient or image into exactly one level of a planned subgroup. Text is compared without
 * regard to case and to spaces at its ends, so two spellings of one maker are one level.
 */
public final class PlannedLevels {
  private final Subgroup subgroup;
  private final Map<String, String> byFoldedText = new LinkedHashMap<>();
  private final List<AgeBand> bands = new ArrayList<>();

  private PlannedLevels(Subgroup subgroup) {
    this.subgroup = subgroup;
    for (String level : subgroup.levels()) {
      byFoldedText.put(fold(level), level);
      if (subgroup.attribute().equals(StudyYaml.AGE)) {
        bands.add(AgeBand.parse(level).orElseThrow(() -> notAnAgeBand()));
      }
    }
  }

  private static IllegalArgumentException notAnAgeBand() {
    return new IllegalArgumentException("A level of the subgroup age is not an age band.");
  }

  public static PlannedLevels of(Subgroup subgroup) {
    return new PlannedLevels(subgroup);
  }

  /**
   * The level of an attribute's text: a planned one, {@link Subgroup#OTHER}, or {@link
   * Subgroup#UNKNOWN} when it is null or blank. For {@code age} use {@link #levelOfAge}.
   */
  public String levelOf(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return Subgroup.UNKNOWN;
    }
    return byFoldedText.getOrDefault(fold(value), Subgroup.OTHER);
  }

  /** The level of an age in completed years. */
  public String levelOfAge(OptionalInt years) {
    if (years.isEmpty()) {
      return Subgroup.UNKNOWN;
    }
    for (int i = 0; i < bands.size(); i++) {
      if (bands.get(i).contains(years.getAsInt())) {
        return subgroup.levels().get(i);
      }
    }
    return Subgroup.OTHER;
  }

  static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
