package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.VerdictWords;
import org.fedval.coordinator.report.text.WithheldReason;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;

/**
 * The subgroups that miss a goal, are not powered or withheld, in as few lines as say it all:
 * claims with the same subgroups share a line, levels share their attribute.
 */
public final class SubgroupGaps {
  /** Subgroups with a word on each, told in the order of the plan. */
  private final class Levels {
    private final Map<String, String> counts = new LinkedHashMap<>();

    void add(String subgroup, String count) {
      counts.putIfAbsent(subgroup, count);
    }

    /** How many crossed levels of each pair of attributes; too many to be named here. */
    private Map<String, Integer> crossed() {
      Map<String, Integer> pairs = new LinkedHashMap<>();
      for (String subgroup : counts.keySet()) {
        if (subgroup.contains(" & ")) {
          String pair = subgroup.replaceAll("=.*? & ", " and ").replaceAll("=.*$", "");
          pairs.merge(pair, 1, Integer::sum);
        }
      }
      return pairs;
    }

    String words() {
      StringJoiner all = new StringJoiner("; ");
      if (counts.containsKey(Estimates.ALL)) {
        all.add(Words.subgroup(Estimates.ALL) + counts.get(Estimates.ALL));
      }
      for (Subgroup subgroup : report.study().subgroups()) {
        List<String> levels = new ArrayList<>();
        for (String level : subgroup.allLevels()) {
          String count = counts.get(subgroup.attribute() + "=" + level);
          if (count != null) {
            levels.add(level + count);
          }
        }
        if (!levels.isEmpty()) {
          all.add(subgroup.attribute() + " " + String.join(", ", levels));
        }
      }
      crossed()
          .forEach(
              (attributes, n) ->
                  all.add(attributes + ": " + Words.number(n, "crossed level", "crossed levels")));
      return all.toString();
    }
  }

  /** Too few patients, then too few hospitals, then everything else. */
  private static final Comparator<String> FIRST_BY_KIND =
      Comparator.comparingInt(
              (String words) -> words.contains("patients") ? 0 : words.contains("hospital") ? 1 : 2)
          .thenComparing(Comparator.naturalOrder());

  private record Claim(String finding, String needed) {}

  private final ValidationReport report;
  private final Estimates estimates;

  public SubgroupGaps(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  public List<ReportPage.Gap> gaps() {
    List<ReportPage.Gap> gaps = new ArrayList<>();
    for (Verdict verdict :
        List.of(Verdict.FAILS_GOAL, Verdict.INCONCLUSIVE, Verdict.NOT_POWERED_TO_CERTIFY)) {
      add(gaps, Words.verdict(verdict), judged(verdict), VerdictWords.cssClass(verdict));
    }
    add(gaps, "Withheld in whole or in part, to protect patients", withheld(), "withheld");
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
      if (row.verdict() == verdict
          && row.parameter() == null
          && !row.subgroup().equals(Estimates.ALL)) {
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

  private List<ReportPage.GapLine> withheld() {
    Map<String, Levels> kinds = new TreeMap<>(FIRST_BY_KIND);
    for (MetricRow row : report.results().estimates()) {
      if (row.status() == Status.SUPPRESSED) {
        String reason = Words.withheldReason(row.reason(), report.disclosure());
        for (String kind : WithheldReason.parse(reason).kinds()) {
          kinds.computeIfAbsent(kind, unused -> new Levels()).add(row.subgroup(), "");
        }
      }
    }
    return lines(kinds);
  }

  private static List<ReportPage.GapLine> lines(Map<String, Levels> reasons) {
    List<ReportPage.GapLine> lines = new ArrayList<>();
    reasons.forEach(
        (why, levels) -> lines.add(new ReportPage.GapLine(Words.capital(why), levels.words())));
    return lines;
  }

  private String needed(MetricRow row) {
    EndpointResult claim = estimates.endpoint(row.finding(), row.metric(), row.operatingPoint());
    Long needed = claim == null ? null : claim.needed();
    return needed == null
        ? ""
        : ": " + NumberFormatter.count(needed) + " " + Words.countedClass(row.metric()) + " needed";
  }

  private String available(MetricRow row) {
    Long there = row.metric().equals("specificity") ? row.nNegative() : row.nPositive();
    Long worth = estimates.worth(row);
    return there == null
        ? ""
        : " ("
            + NumberFormatter.count(there)
            + (worth == null ? "" : ", worth " + NumberFormatter.count(worth))
            + ")";
  }
}
