package org.fedval.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.wire.study.DisclosureWish;

/** Which agents the demo kills, and when: chosen by the demo's seed. */
final class DropPlan {
  private static final List<String> WORDS =
      List.of("none", "one", "two", "three", "four", "five", "six", "seven");

  private final SortedMap<String, Moment> victims;

  private DropPlan(SortedMap<String, Moment> victims) {
    this.victims = victims;
  }

  /** When an agent is killed. */
  enum Moment {
    /** While it runs its cohort: its numbers are not in the sums. */
    BEFORE_UPLOAD,
    /** After the coordinator has its masked vector: its numbers are in the sums. */
    AFTER_UPLOAD
  }

  /** Chooses {@code count} of the sites. */
  static DropPlan of(List<DemoSite> sites, int count, long seed) {
    List<String> shuffled = new ArrayList<>(sites.stream().map(DemoSite::siteId).sorted().toList());
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);
    SortedMap<String, Moment> victims = new TreeMap<>();
    for (String site : shuffled.subList(0, count)) {
      victims.put(site, random.nextBoolean() ? Moment.BEFORE_UPLOAD : Moment.AFTER_UPLOAD);
    }
    return new DropPlan(victims);
  }

  /** The victims by site id. */
  SortedMap<String, Moment> victims() {
    return Collections.unmodifiableSortedMap(victims);
  }

  /**
   * Throws with one sentence when so many sites cannot lose so many.
   *
   * @param rules the plan's floors
   */
  static void requireBearable(int sites, int count, DisclosureWish rules) {
    int bearable = bearable(sites, rules);
    if (count <= bearable) {
      return;
    }
    int enough = sites;
    while (bearable(enough, rules) < count) {
      enough++;
    }
    throw new DemoException(
        String.format(
            Locale.ROOT,
            "%d sites: %s may be lost; %d or more for %s %s",
            sites,
            word(bearable),
            enough,
            word(count),
            count == 1 ? "dropout" : "dropouts"));
  }

  /**
   * Most sites that may be lost at any moment: the others must be survivors, voters and holders.
   */
  static int bearable(int sites, DisclosureWish rules) {
    int f = rules.corruptSites().orElse(Quorum.defaultFaults(sites));
    int floor = new Quorum(sites, f).survivorFloor(rules.minimumSites());
    return Math.max(0, sites - floor);
  }

  private static String word(int count) {
    return count < WORDS.size() ? WORDS.get(count) : String.valueOf(count);
  }
}
