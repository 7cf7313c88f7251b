package org.fedval.agent.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * Sorts an image into the levels of the planned subgroups. The attributes {@code sex}, {@code
 * view}, {@code manufacturer} and {@code modality} are compared without case and with white space
 * folded; {@code age} (completed years) and {@code kvp} (whole kilovolts) by bands. An absent value
 * is {@code unknown}, one outside the levels {@code other}. Immutable.
 */
public final class SubgroupLevels {
  private final List<Subgroup> subgroups;
  private final List<Function<SopInstance, Integer>> lookups;
  private final List<Function<String, OptionalInt>> texts;

  /**
   * Prepares the levels of a plan.
   *
   * @throws IllegalArgumentException when an attribute or a band is not one of those above
   */
  public SubgroupLevels(List<Subgroup> subgroups) {
    this.subgroups = List.copyOf(subgroups);
    List<Function<SopInstance, Integer>> prepared = new ArrayList<>();
    List<Function<String, OptionalInt>> ofTexts = new ArrayList<>();
    for (Subgroup subgroup : this.subgroups) {
      prepared.add(lookup(subgroup));
      ofTexts.add(isBanded(subgroup) ? bandOfText(subgroup) : nameOfText(subgroup));
    }
    this.lookups = List.copyOf(prepared);
    this.texts = List.copyOf(ofTexts);
  }

  /**
   * The index into {@link Subgroup#allLevels()} of a value as text: the name of a level, {@code
   * other}, {@code unknown} or nothing, or a value that would stand in the image, whole years or
   * kilovolts for a band. Empty for a text that is none of these, which only a banded attribute
   * knows.
   */
  public OptionalInt ofText(int subgroup, String value) {
    return texts.get(subgroup).apply(value);
  }

  private static boolean isBanded(Subgroup subgroup) {
    return subgroup.attribute().equals("age") || subgroup.attribute().equals("kvp");
  }

  private static Function<String, OptionalInt> nameOfText(Subgroup subgroup) {
    Function<String, Integer> named = named(subgroup);
    return text ->
        fold(text).equals(Subgroup.UNKNOWN)
            ? OptionalInt.of(unknown(subgroup))
            : OptionalInt.of(named.apply(text));
  }

  private static Function<String, OptionalInt> bandOfText(Subgroup subgroup) {
    Function<@Nullable Integer, Integer> banded = banded(subgroup);
    Function<String, OptionalInt> named = nameOfText(subgroup);
    return text -> {
      String value = text.strip();
      if (value.matches("[0-9]{1,5}")) {
        return OptionalInt.of(banded.apply(Integer.valueOf(value)));
      }
      OptionalInt level = named.apply(value);
      boolean stray = level.getAsInt() == other(subgroup) && !fold(value).equals(Subgroup.OTHER);
      return stray ? OptionalInt.empty() : level;
    };
  }

  /** For each subgroup the index into {@link Subgroup#allLevels()}. */
  public int[] of(SopInstance instance) {
    return lookups.stream().mapToInt(lookup -> lookup.apply(instance)).toArray();
  }

  public List<Subgroup> subgroups() {
    return subgroups;
  }

  /** Whether a level index of a subgroup is {@code unknown}. */
  boolean isUnknown(int subgroup, int level) {
    return level == unknown(subgroups.get(subgroup));
  }

  private static int other(Subgroup subgroup) {
    return subgroup.levels().size();
  }

  private static int unknown(Subgroup subgroup) {
    return subgroup.levels().size() + 1;
  }

  private static Function<SopInstance, Integer> lookup(Subgroup subgroup) {
    return switch (subgroup.attribute()) {
      case "sex" -> byName(subgroup, SopInstance::sex);
      case "view" -> byName(subgroup, SopInstance::viewPosition);
      case "manufacturer" -> byName(subgroup, SopInstance::manufacturer);
      case "modality" -> byName(subgroup, SopInstance::modality);
      case "age" -> byBand(subgroup, SopInstance::ageYears);
      case "kvp" -> byBand(subgroup, SubgroupLevels::wholeKilovolts);
      default ->
          throw new IllegalArgumentException(
              "Subgroup "
                  + subgroup.attribute()
                  + ": the attribute must be sex, age, view, manufacturer, modality or kvp.");
    };
  }

  private static Function<SopInstance, Integer> byName(
      Subgroup subgroup, Function<SopInstance, @Nullable String> attribute) {
    Function<String, Integer> named = named(subgroup);
    return instance -> {
      String value = attribute.apply(instance);
      return value == null ? unknown(subgroup) : named.apply(value);
    };
  }

  private static Function<String, Integer> named(Subgroup subgroup) {
    List<String> folded = subgroup.levels().stream().map(SubgroupLevels::fold).toList();
    if (folded.stream().distinct().count() != folded.size()) {
      throw new IllegalArgumentException(
          "Subgroup " + subgroup.attribute() + ": two levels differ in case or spaces only.");
    }
    return value -> {
      if (value.isBlank()) {
        return unknown(subgroup);
      }
      int level = folded.indexOf(fold(value));
      return level < 0 ? other(subgroup) : level;
    };
  }

  private static Function<SopInstance, Integer> byBand(
      Subgroup subgroup, Function<SopInstance, @Nullable Integer> attribute) {
    Function<@Nullable Integer, Integer> banded = banded(subgroup);
    return instance -> banded.apply(attribute.apply(instance));
  }

  private static Function<@Nullable Integer, Integer> banded(Subgroup subgroup) {
    List<Band> bands =
        subgroup.levels().stream().map(text -> Band.parse(subgroup.attribute(), text)).toList();
    for (int i = 0; i < bands.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (bands.get(i).overlaps(bands.get(j))) {
          throw new IllegalArgumentException(
              "Subgroup " + subgroup.attribute() + ": two bands overlap.");
        }
      }
    }
    return value -> {
      if (value == null) {
        return unknown(subgroup);
      }
      for (int level = 0; level < bands.size(); level++) {
        if (bands.get(level).holds(value)) {
          return level;
        }
      }
      return other(subgroup);
    };
  }

  private static @Nullable Integer wholeKilovolts(SopInstance instance) {
    Double kvp = instance.kvp();
    return kvp == null || kvp < 0 || kvp > 100_000 ? null : (Integer) kvp.intValue();
  }

  private static String fold(String value) {
    return value.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
