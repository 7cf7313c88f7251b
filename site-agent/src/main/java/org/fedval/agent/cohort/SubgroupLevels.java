package org.fedval.agent.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * Sorts an image into the levels of the planned subgroups. The attribute {@code age} (completed
 * years) and {@code kvp} (whole kilovolts) are compared by bands, every other one without case and
 * with white space folded. An absent value is {@code unknown}, one outside the levels {@code
 * other}. Immutable.
 */
public final class SubgroupLevels {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private final List<Subgroup> subgroups;
  private final List<Function<@Nullable String, Integer>> lookups;
  private final List<Function<String, OptionalInt>> texts;

  /**
   * Prepares the levels of a plan over the attributes that every site knows.
   *
   * @throws IllegalArgumentException when an attribute or a band is not one of those above
   */
  public SubgroupLevels(List<Subgroup> subgroups) {
    this(subgroups, Set.of());
  }

  /**
   * Prepares the levels of a plan.
   *
   * @param further attributes beyond those that every site knows
   * @throws IllegalArgumentException when an attribute is unknown, or a band is none
   */
  public SubgroupLevels(List<Subgroup> subgroups, Set<String> further) {
    this.subgroups = List.copyOf(subgroups);
    List<Function<@Nullable String, Integer>> prepared = new ArrayList<>();
    List<Function<String, OptionalInt>> ofTexts = new ArrayList<>();
    for (Subgroup subgroup : this.subgroups) {
      String attribute = subgroup.attribute();
      if (!SiteAttributes.KNOWN.contains(attribute) && !further.contains(attribute)) {
        throw new IllegalArgumentException(
            "Subgroup "
                + attribute
                + ": the attribute must be one of "
                + String.join(", ", new TreeSet<>(SiteAttributes.KNOWN))
                + ", or one that the site's attributes file maps.");
      }
      prepared.add(isBanded(subgroup) ? bandOf(subgroup) : levelOf(subgroup));
      ofTexts.add(isBanded(subgroup) ? bandOfText(subgroup) : nameOfText(subgroup));
    }
    this.lookups = List.copyOf(prepared);
    this.texts = List.copyOf(ofTexts);
  }

  /** The levels of a plan whose attributes stand, by these names, in a file of somebody's own. */
  public static SubgroupLevels ofColumns(List<Subgroup> subgroups) {
    return new SubgroupLevels(
        subgroups, subgroups.stream().map(Subgroup::attribute).collect(Collectors.toSet()));
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
    return subgroup.attribute().equals(SiteAttributes.AGE)
        || subgroup.attribute().equals(SiteAttributes.KVP);
  }

  private static Function<String, OptionalInt> nameOfText(Subgroup subgroup) {
    Function<String, Integer> named = named(subgroup);
    return text ->
        AttributeText.fold(text).equals(Subgroup.UNKNOWN)
            ? OptionalInt.of(unknown(subgroup))
            : OptionalInt.of(named.apply(text));
  }

  private static Function<String, OptionalInt> bandOfText(Subgroup subgroup) {
    Function<@Nullable Integer, Integer> banded = banded(subgroup);
    Function<String, OptionalInt> named = nameOfText(subgroup);
    return text -> {
      String value = text.strip();
      if (NUMBER.matcher(value).matches()) {
        return OptionalInt.of(banded.apply(Integer.valueOf(value)));
      }
      OptionalInt level = named.apply(value);
      boolean stray =
          level.getAsInt() == other(subgroup) && !AttributeText.fold(value).equals(Subgroup.OTHER);
      return stray ? OptionalInt.empty() : level;
    };
  }

  /** For each subgroup the index into {@link Subgroup#allLevels()}, by the image alone. */
  public int[] of(SopInstance instance) {
    return of(attribute -> SiteAttributes.inImage(attribute, instance));
  }

  /**
   * For each subgroup the index into {@link Subgroup#allLevels()}.
   *
   * @param values by attribute, null where there is none
   */
  int[] of(Function<String, @Nullable String> values) {
    int[] levels = new int[lookups.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = lookups.get(i).apply(values.apply(subgroups.get(i).attribute()));
    }
    return levels;
  }

  public List<Subgroup> subgroups() {
    return subgroups;
  }

  /** Whether a level index of a subgroup is one that the plan lists. */
  boolean isPlanned(int subgroup, int level) {
    return level < other(subgroups.get(subgroup));
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

  private static Function<@Nullable String, Integer> levelOf(Subgroup subgroup) {
    Function<String, Integer> named = named(subgroup);
    return value -> value == null ? unknown(subgroup) : named.apply(value);
  }

  /** A level of its own name too, so that a mapping may give bands as well as numbers. */
  private static Function<@Nullable String, Integer> bandOf(Subgroup subgroup) {
    Function<@Nullable Integer, Integer> banded = banded(subgroup);
    Function<String, Integer> named = named(subgroup);
    return value -> {
      if (value == null) {
        return unknown(subgroup);
      }
      return NUMBER.matcher(value.strip()).matches()
          ? banded.apply(Integer.valueOf(value.strip()))
          : named.apply(value);
    };
  }

  private static Function<String, Integer> named(Subgroup subgroup) {
    List<String> folded = subgroup.levels().stream().map(AttributeText::fold).toList();
    if (folded.stream().distinct().count() != folded.size()) {
      throw new IllegalArgumentException(
          "Subgroup " + subgroup.attribute() + ": two levels differ in case or spaces only.");
    }
    return value -> {
      if (value.isBlank()) {
        return unknown(subgroup);
      }
      int level = folded.indexOf(AttributeText.fold(value));
      return level < 0 ? other(subgroup) : level;
    };
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
}
