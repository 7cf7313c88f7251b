package org.fedval.coordinator.desk;

import java.util.List;
import java.util.Locale;

/**
 * What never changes about a locked study and comes from its plan, its model and its roster.
 *
 * @param feasibility whether it counts cases and runs no model
 * @param models each as name and version; none in a feasibility study
 * @param siteIds of the roster, in roster order
 */
public record StudyFacts(
    String title,
    boolean feasibility,
    List<String> findings,
    List<String> models,
    String rosterId,
    long rosterVersion,
    List<String> siteIds) {
  public StudyFacts {
    findings = List.copyOf(findings);
    models = List.copyOf(models);
    siteIds = List.copyOf(siteIds);
  }

  /** Whether a person's search word stands in it. */
  boolean mentions(String lowerCase) {
    return has(title, lowerCase)
        || findings.stream().anyMatch(f -> has(f, lowerCase))
        || models.stream().anyMatch(m -> has(m, lowerCase));
  }

  static boolean has(String text, String lowerCase) {
    return text.toLowerCase(Locale.ROOT).contains(lowerCase);
  }
}
