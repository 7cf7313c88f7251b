package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.fedval.evaluation.plan.DisclosureRules;

/**
 * The disclosure part of a plan before the roster is known: what the plan states, the rest by
 * default. A plan may raise a default, never lower it.
 *
 * @param minimumCell distinct patients, at least 10
 * @param minimumSites at least 3
 * @param corruptSites f; empty takes the default of the roster's size
 * @param minimumContributors empty takes {@code max(3, f + 2)}
 */
public record DisclosureWish(
    int minimumCell, int minimumSites, OptionalInt corruptSites, OptionalInt minimumContributors) {

  /** The rules for a roster of this size; adds a sentence for each thing that cannot stand. */
  DisclosureRules resolve(int rosterSize, List<String> sentences) {
    List<String> faults = new ArrayList<>();
    int defaultF = DisclosureDefaults.forRoster(rosterSize).corruptSites();
    int f = corruptSites.orElse(defaultF);
    if (f < defaultF) {
      faults.add(below("f", f, defaultF, rosterSize));
    }
    int defaultContributors = DisclosureDefaults.minimumContributors(f);
    int contributors = minimumContributors.orElse(defaultContributors);
    if (contributors < defaultContributors) {
      faults.add(
          below("minimum_contributing_sites", contributors, defaultContributors, rosterSize));
    }
    int needed = Math.max(minimumSites, Math.max(contributors, f + 2));
    if (needed > rosterSize) {
      faults.add(
          "the roster has "
              + sites(rosterSize)
              + ", but the plan's disclosure rules need at least "
              + needed
              + "; enroll more sites or choose smaller values under 'disclosure'.");
    } else if (rosterSize > 256 && 3L * f > rosterSize) {
      faults.add("'f' is " + f + "; above 256 sites it may be at most a third of the roster.");
    }
    sentences.addAll(faults);
    return faults.isEmpty()
        ? new DisclosureRules(minimumCell, minimumSites, f, contributors)
        : new DisclosureRules(minimumCell, minimumSites, defaultF, Math.max(3, defaultF + 2));
  }

  private static String below(String key, int found, int least, int rosterSize) {
    return "'disclosure."
        + key
        + "' is "
        + found
        + ", below the default "
        + least
        + " of a roster of "
        + sites(rosterSize)
        + "; a plan may raise a default, never lower it.";
  }

  private static String sites(int count) {
    return count == 1 ? "1 site" : count + " sites";
  }
}
