package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.report.PooledResults.EndpointResult;

/**
 * Names of figures for links and files, such as {@code roc-covid}: lower-case letters of the
 * finding, so that a link written down today is right for as long as the report is.
 */
final class FigureIds {
  private final List<String> names;
  private final List<String> findings = new ArrayList<>();

  FigureIds(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : names) {
      String plain = plain(name);
      String unique = plain;
      for (int k = 2; findings.contains(unique); k++) {
        unique = plain + "-" + k;
      }
      findings.add(unique);
    }
  }

  /** The figure of this kind about the finding of this number in the plan. */
  String of(String kind, int finding) {
    return kind + "-" + findings.get(finding);
  }

  /** The figure of this kind about a claim, such as {@code power-sensitivity-screening-covid}. */
  String of(String kind, EndpointResult claim) {
    String point = claim.operatingPoint();
    String name = kind + "-" + claim.metric() + (point == null ? "" : "-" + plain(point));
    return of(name, names.indexOf(claim.finding()));
  }

  /** Letters and digits of a name, the rest as single hyphens; never empty. */
  static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    plain = plain.replaceAll("^-|-$", "");
    return plain.isEmpty() ? "x" : plain;
  }
}
