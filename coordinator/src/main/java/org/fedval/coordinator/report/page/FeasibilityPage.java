package org.fedval.coordinator.report.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.text.CohortWords;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of a feasibility study shows, as text ready to print: how many cases the
 * hospitals have. There is no model, so there is no verdict, no figure and no estimate but the
 * prevalence.
 *
 * @param lead one sentence: how much data, from how many hospitals
 */
public record FeasibilityPage(
    String css,
    String title,
    String studyId,
    String lead,
    String generated,
    List<Block> findings,
    List<Line> flow,
    List<ReportPage.Fact> methods,
    List<String> limitations,
    List<ReportPage.Fact> provenance) {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The strata of one finding. */
  public record Block(String finding, List<Line> lines) {}

  /** A stratum, or a reason for exclusion, and its cells. */
  public record Line(String name, List<Cell> cells) {}

  /** The page of a report without a bundle. */
  public static FeasibilityPage of(ValidationReport report, String css) {
    List<Block> blocks = new ArrayList<>();
    for (String finding : report.study().findings()) {
      blocks.add(
          new Block(
              finding,
              report.results().estimates().stream()
                  .filter(row -> row.finding().equals(finding))
                  .map(row -> stratum(row, report.disclosure()))
                  .toList()));
    }
    List<Line> flow =
        report.results().exclusions().stream()
            .map(row -> excluded(row, report.disclosure()))
            .toList();
    return new FeasibilityPage(
        css,
        report.study().title(),
        report.study().id(),
        lead(report),
        WHEN.format(report.generatedAt()),
        blocks,
        flow,
        methods(report),
        report.notes(),
        new Provenance(report, List.of()).facts());
  }

  private static String lead(ValidationReport report) {
    long most = 0;
    for (MetricRow row : report.results().estimates()) {
      Long cases = row.nCases();
      most = Math.max(most, cases == null ? 0 : cases);
    }
    String hospitals = Words.number(report.roster().contributingSites(), "hospital", "hospitals");
    String has = report.roster().contributingSites() == 1 ? " has " : " have ";
    String images =
        most == 0
            ? "no number of images that may be shown"
            : "up to " + NumberFormatter.count(most) + " labelled images";
    return hospitals
        + has
        + images
        + " of "
        + Words.number(report.study().findings().size(), "finding", "findings")
        + ". Every number below is a sum over all of them; cases were counted and nothing was"
        + " tested.";
  }

  private static Line stratum(MetricRow row, DisclosureRules rules) {
    return new Line(
        Words.capital(Words.subgroup(row.subgroup())),
        List.of(
            count(row.nCases(), row.status(), row.reason(), rules),
            count(row.nPositive(), row.status(), row.reason(), rules),
            count(row.nNegative(), row.status(), row.reason(), rules),
            prevalence(row, rules)));
  }

  private static Cell prevalence(MetricRow row, DisclosureRules rules) {
    Double value = row.value();
    Double low = row.ciLow();
    Double high = row.ciHigh();
    if (value != null && low != null && high != null) {
      return Cell.number(NumberFormatter.interval(value, low, high, null));
    }
    return missing(row.status(), row.reason(), rules);
  }

  private static Line excluded(ExclusionRow row, DisclosureRules rules) {
    String finding = row.finding();
    return new Line(
        row.words() + (finding == null ? "" : ": " + finding),
        List.of(
            count(row.nImages(), row.status(), null, rules),
            count(row.nPatients(), row.status(), null, rules)));
  }

  private static Cell count(
      @Nullable Long n, Status status, @Nullable String reason, DisclosureRules rules) {
    return n == null ? missing(status, reason, rules) : Cell.number(NumberFormatter.count(n));
  }

  private static Cell missing(Status status, @Nullable String reason, DisclosureRules rules) {
    return status == Status.SUPPRESSED
        ? new Cell(Words.withheld(reason, rules), "withheld", Words.withheldReason(reason, rules))
        : Cell.none(reason == null ? "not published" : reason);
  }

  private static List<ReportPage.Fact> methods(ValidationReport report) {
    DisclosureRules rules = report.disclosure();
    return List.of(
        new ReportPage.Fact(
            "Design",
            "Each hospital counted the images that its labels name, by finding and subgroup, from"
                + " the images' attributes and the labels alone. What is counted was fixed and"
                + " signed before. The counts were masked and summed, so that only totals over all"
                + " hospitals could be opened.",
            false),
        new ReportPage.Fact("Eligibility", CohortWords.eligibility(report.study().cohort()), false),
        new ReportPage.Fact(
            "Reference standard", CohortWords.provenance(report.study().cohort()), false),
        new ReportPage.Fact(
            "Prevalence",
            "Share of labelled images that are positive, with Wilson's 95 % interval (Wilson, JASA"
                + " 1927), images as independent.",
            false),
        new ReportPage.Fact(
            "Withheld numbers",
            "A cell is opened only if at least "
                + rules.minCell()
                + " patients and at least "
                + rules.minContributors()
                + " hospitals stand behind it, and if no other published number gives a closed"
                + " cell away. Withheld is not zero.",
            false));
  }
}
