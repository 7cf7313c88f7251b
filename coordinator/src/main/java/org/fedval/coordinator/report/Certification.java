package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** What the study certified and, with the same weight, what it could not. */
final class Certification {
  private final ValidationReport report;
  private final Estimates estimates;

  Certification(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  List<ReportPage.Claim> certified() {
    return claims(true);
  }

  List<ReportPage.Claim> notCertified() {
    return claims(false);
  }

  private List<ReportPage.Claim> claims(boolean met) {
    List<ReportPage.Claim> claims = new ArrayList<>();
    for (EndpointResult endpoint : report.results().endpoints()) {
      Verdict verdict = endpoint.verdict();
      if ((verdict == Verdict.MEETS_GOAL) == met) {
        claims.add(
            new ReportPage.Claim(
                Words.verdict(verdict), cssClass(verdict), mark(verdict), endpoint.sentence()));
      }
    }
    return claims;
  }

  /** Subgroups that miss a goal, are not powered, withheld or not estimable, grouped by why. */
  List<ReportPage.Gap> gaps() {
    Map<String, Set<String>> failing = new LinkedHashMap<>();
    Map<String, Set<String>> open = new LinkedHashMap<>();
    Map<String, Set<String>> unpowered = new LinkedHashMap<>();
    Map<String, Set<String>> withheld = new LinkedHashMap<>();
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    for (MetricRow row : report.results().estimates()) {
      if (row.status() == Status.SUPPRESSED) {
        String why = Words.withheldReason(row.reason(), report.disclosure());
        add(withheld, "Withheld: " + why, Words.subgroup(row.subgroup()));
      } else if (row.status() == Status.NOT_ESTIMABLE) {
        String why = row.reason() == null ? "" : ": " + row.reason();
        add(missing, "Not estimable" + why, Words.subgroup(row.subgroup()));
      } else if (!row.subgroup().equals(Estimates.ALL) && row.verdict() != null) {
        String claim = row.finding() + ", " + Words.metricAt(row.metric(), row.operatingPoint());
        switch (row.verdict()) {
          case FAILS_GOAL -> add(failing, claim + ": goal not met", Words.subgroup(row.subgroup()));
          case INCONCLUSIVE -> add(open, claim + ": inconclusive", Words.subgroup(row.subgroup()));
          case NOT_POWERED_TO_CERTIFY ->
              add(unpowered, claim + ": not powered" + needs(row), shortOf(row));
          case MEETS_GOAL -> {}
        }
      }
    }
    List<ReportPage.Gap> gaps = new ArrayList<>();
    collect(gaps, failing, "fails");
    collect(gaps, open, "inconclusive");
    collect(gaps, unpowered, "unpowered");
    collect(gaps, withheld, "withheld");
    collect(gaps, missing, "missing");
    return gaps;
  }

  private String needs(MetricRow row) {
    EndpointResult claim = estimates.endpoint(row.finding(), row.metric(), row.operatingPoint());
    Long needed = claim == null ? null : claim.needed();
    return needed == null ? "" : ", needs " + NumberFormatter.count(needed) + " " + unit(row);
  }

  private static String shortOf(MetricRow row) {
    Long there = row.metric().equals("specificity") ? row.nNegative() : row.nPositive();
    return Words.subgroup(row.subgroup())
        + (there == null ? "" : " (" + NumberFormatter.count(there) + ")");
  }

  private static String unit(MetricRow row) {
    return row.metric().equals("specificity") ? "negatives" : "positives";
  }

  private static void add(Map<String, Set<String>> groups, String what, String where) {
    groups.computeIfAbsent(what, unused -> new LinkedHashSet<>()).add(where);
  }

  private static void collect(
      List<ReportPage.Gap> gaps, Map<String, Set<String>> groups, String cssClass) {
    groups.forEach(
        (what, where) -> gaps.add(new ReportPage.Gap(what, String.join("; ", where), cssClass)));
  }

  static String cssClass(@Nullable Verdict verdict) {
    if (verdict == null) {
      return "";
    }
    return switch (verdict) {
      case MEETS_GOAL -> "meets";
      case FAILS_GOAL -> "fails";
      case INCONCLUSIVE -> "inconclusive";
      case NOT_POWERED_TO_CERTIFY -> "unpowered";
    };
  }

  /** A shape for each verdict, so that colour is never alone. */
  private static String mark(Verdict verdict) {
    Svg svg = new Svg(20, 20, "verdict-mark", Words.verdict(verdict));
    switch (verdict) {
      case MEETS_GOAL -> svg.mark(0, 10, 10, 9, "ground").path("M5.5 10.5l3 3l6 -7", "sign");
      case FAILS_GOAL -> svg.mark(1, 10, 10, 8.5, "ground").path("M6.5 6.5l7 7m0 -7l-7 7", "sign");
      case INCONCLUSIVE -> svg.mark(3, 10, 10, 7.8, "ground").path("M6.5 10h7", "sign");
      case NOT_POWERED_TO_CERTIFY -> svg.mark(0, 10, 10, 8, "ring").path("M6.5 10h7", "sign");
    }
    return svg.finish();
  }
}
