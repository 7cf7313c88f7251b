package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the coordinator and the other sites noticed, by site. Not thread-safe. */
final class Findings {
  private final Map<Integer, Set<String>> bySite = new TreeMap<>();
  private int attempt = 1;

  void attempt(int number) {
    attempt = number;
  }

  void found(int site, Phase phase, String what) {
    bySite
        .computeIfAbsent(site, s -> new LinkedHashSet<>())
        .add("attempt " + attempt + ", " + phase.key() + ": " + what);
  }

  /** The same, unless something was found about this site in this phase. */
  void foundIfQuiet(int site, Phase phase, String what) {
    String here = "attempt " + attempt + ", " + phase.key() + ": ";
    if (of(site).stream().noneMatch(found -> found.startsWith(here))) {
      found(site, phase, what);
    }
  }

  List<String> of(int site) {
    return new ArrayList<>(bySite.getOrDefault(site, Set.of()));
  }
}
