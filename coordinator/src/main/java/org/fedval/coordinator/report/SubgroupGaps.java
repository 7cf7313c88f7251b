package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;

/**
 * The subgroups that miss a goal, are not powered, withheld or not estimable, in as few lines as
 * say it all: claims with the same subgroups share a line, levels share their attribute.
 */
final class SubgroupGaps {
  /** Levels by attribute, in the order of the plan. */
  private static final class Levels {
    private final Map<String, List<String>> byAttribute = new LinkedHashMap<>();

    void add(String subgroup, String count) {
      int at = subgroup.indexOf('=');
      String attribute = at < 0 ? "" : subgroup.substring(0, at);
      String level = (at < 0 ? Words.subgroup(subgroup) : subgroup.substring(at + 1)) + count;
      List<String> levels = byAttribute.computeIfAbsent(attribute, unused -> new ArrayList<>());
      if (!levels.contains(level)) {
        levels.add(level);
      }
    }

    String words() {
      StringJoiner all = new StringJoiner("; ");
      byAttribute.forEach(
          (attribute, levels) ->
              all.add((attribute.isEmpty() ? "" : attribute + " ") + String.join(", ", levels)));
      return all.toString();
    }
  }

  private record Claim(String finding, String needed) {}

  private final ValidationReport report;
  private final Estimates estimates;

  SubgroupGaps(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  List<ReportPage.Gap> gaps() {
    List<ReportPage.Gap> gaps = new ArrayList<>();
    for (Verdict verdict :
        List.of(Verdict.FAILS_GOAL, Verdict.INCONCLUSIVE, Verdict.NOT_POWERED_TO_CERTIFY)) {
      add(gaps, Words.verdict(verdict), judged(verdict), Certification.cssClass(verdict));
    }
    add(gaps, "Withheld", unpublished(Status.SUPPRESSED), "withheld");
    add(gaps, "Not estimable", unpublished(Status.NOT_ESTIMABLE), "missing");
    return gaps;
  }

  private static void add(
      List<ReportPage.Gap> gaps, String what, List<ReportPage.GapLine> lines, String cssClass) {
    if (!lines.isEmpty()) {
      gaps.add(new ReportPage.Gap(what, lines, cssClass));
    }
  }

  private List<ReportPage.GapLine> judged(Verdict verdict) {
    Map<Claim, Map<String, Levels>> claims = new LinkedHashMap<>();
    for (MetricRow row : report.results().estimates()) {
      if (row.verdict() == verdict && !row.subgroup().equals(Estimates.ALL)) {
        boolean unpowered = verdict == Verdict.NOT_POWERED_TO_CERTIFY;
        claims
            .computeIfAbsent(
                new Claim(row.finding(), unpowered ? needed(row) : ""),
                unused -> new LinkedHashMap<>())
            .computeIfAbsent(
                Words.metricAt(row.metric(), row.operatingPoint()), unused -> new Levels())
            .add(row.subgroup(), unpowered ? available(row) : "");
      }
    }
    List<ReportPage.GapLine> lines = new ArrayList<>();
    claims.forEach((claim, metrics) -> lines.addAll(shared(claim, metrics)));
    return lines;
  }

  private static List<ReportPage.GapLine> shared(Claim claim, Map<String, Levels> metrics) {
    Map<String, List<String>> sameLevels = new LinkedHashMap<>();
    metrics.forEach(
        (metric, levels) ->
            sameLevels.computeIfAbsent(levels.words(), unused -> new ArrayList<>()).add(metric));
    List<ReportPage.GapLine> lines = new ArrayList<>();
    sameLevels.forEach(
        (levels, names) ->
            lines.add(
                new ReportPage.GapLine(
                    claim.finding() + ", " + String.join(" and ", names) + claim.needed(),
                    levels)));
    return lines;
  }

  private List<ReportPage.GapLine> unpublished(Status status) {
    Map<String, Levels> reasons = new LinkedHashMap<>();
    for (MetricRow row : report.results().estimates()) {
      if (row.status() == status) {
        reasons.computeIfAbsent(why(row), unused -> new Levels()).add(row.subgroup(), "");
      }
    }
    List<ReportPage.GapLine> lines = new ArrayList<>();
    reasons.forEach(
        (why, levels) -> lines.add(new ReportPage.GapLine(Words.capital(why), levels.words())));
    return lines;
  }

  private String why(MetricRow row) {
    if (row.status() == Status.SUPPRESSED) {
      return Words.withheldReason(row.reason(), report.disclosure());
    }
    Long cases = row.nCases();
    if (cases != null && cases == 0) {
      return "no such images";
    }
    String reason = row.reason() == null ? "not estimable" : row.reason();
    return row.finding()
        + ", "
        + Words.metricAt(row.metric(), row.operatingPoint())
        + ": "
        + reason;
  }

  private String needed(MetricRow row) {
    EndpointResult claim = estimates.endpoint(row.finding(), row.metric(), row.operatingPoint());
    Long needed = claim == null ? null : claim.needed();
    return needed == null
        ? ""
        : ": " + NumberFormatter.count(needed) + " " + Words.countedClass(row.metric()) + " needed";
  }

  private static String available(MetricRow row) {
    Long there = row.metric().equals("specificity") ? row.nNegative() : row.nPositive();
    return there == null ? "" : " (" + NumberFormatter.count(there) + ")";
  }
}
