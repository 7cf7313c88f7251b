package org.fedval.coordinator.round;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.secagg.body.Roster;

/** Roster indices as people read them. */
record SiteNames(Roster roster) {
  /** The id of a site. */
  String of(int site) {
    return roster.members().get(site).siteId();
  }

  /** Sites with their reasons, those of one reason together. */
  String of(SortedMap<Integer, String> reasons) {
    SortedMap<String, List<String>> byReason = new TreeMap<>();
    reasons.forEach(
        (site, why) -> byReason.computeIfAbsent(why, w -> new ArrayList<>()).add(of(site)));
    List<String> clauses = new ArrayList<>();
    byReason.forEach((why, sites) -> clauses.add(String.join(", ", sites) + " " + why));
    return String.join("; ", clauses);
  }
}
