package org.fedval.cli.planning;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.power.planning.Assumptions;
import org.fedval.evaluation.power.planning.Cases;
import org.fedval.evaluation.power.planning.ClaimPlan;
import org.fedval.evaluation.power.planning.ClaimRow;
import org.fedval.evaluation.power.planning.CollectionTotal;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.power.planning.GapPlan;
import org.fedval.evaluation.power.planning.PlanningTable;
import org.fedval.evaluation.power.planning.Prospects;
import org.fedval.wire.study.StudyDocument;
import org.jspecify.annotations.Nullable;

/** The planning table for a terminal. */
final class PlanText {
  private final StudyDocument study;
  private final ExpectedCounts counts;
  private final PlanningTable table;
  private final StringBuilder out = new StringBuilder();

  PlanText(StudyDocument study, ExpectedCounts counts, PlanningTable table) {
    this.study = study;
    this.counts = counts;
    this.table = table;
  }

  /** Call once. */
  String text() {
    line("Plan " + study.studyId() + ": " + study.title());
    line("Nobody has seen a performance; every power is under the plan's alternative.");
    assumptions(counts.assumptions());
    if (study.privacy() != null) {
      line("The plan asks for differential privacy; these sizes know no noise, so plan for more.");
    }
    if (table.claims().isEmpty()) {
      line("The plan has no endpoints, so no claim has a size.");
    }
    table.claims().forEach(this::claim);
    table.gaps().forEach(this::gap);
    table
        .waterfalls()
        .forEach(fall -> out.append('\n').append(WaterfallText.of(WaterfallRows.of(fall))));
    return out.toString();
  }

  private void assumptions(Assumptions a) {
    if (a.imagesPerPatient() == 1 || a.correlation() == 0) {
      line("Images are taken as independent: design effect 1.");
    } else {
      line(
          "Design effect "
              + Shown.share(a.designEffect().value())
              + ": "
              + Shown.plain(a.imagesPerPatient())
              + " images a patient, correlation "
              + a.correlation()
              + ". Sizes are in independent cases, n_eff = images / design effect.");
    }
  }

  private void claim(ClaimPlan claim) {
    Endpoint e = claim.endpoint();
    line("");
    line("Claim: " + Shown.claim(e) + " above " + e.goal());
    line(
        "  if the truth is "
            + e.alternative()
            + ": one-sided alpha "
            + e.alpha()
            + ", power "
            + e.power());
    if (claim.family() > 1) {
      line(
          "  adjusted: each level at alpha / "
              + claim.family()
              + " (Bonferroni, the bound of Holm's procedure over the levels)");
    }
    String cases =
        claim.rows().get(0).cases().stream()
            .map(c -> c.imageClass().words())
            .collect(Collectors.joining("/"));
    TextTable rows = new TextTable();
    rows.row(
        "subgroup",
        cases,
        "analysed",
        "n_eff",
        "needed",
        "needed adj.",
        "power",
        "power adj.",
        "half-width",
        "short by",
        "verdict");
    claim.rows().forEach(row -> row(rows, row));
    out.append(rows.text());
    total("over all images", cases, claim.total());
    if (claim.totalPerLevel() != null) {
      total("in each level, adjusted", cases, claim.totalPerLevel());
    }
    if (claim.precisionCases() != null) {
      line(
          "  For a half-width of "
              + counts.assumptions().halfWidth()
              + ": "
              + Shown.count(claim.precisionCases())
              + " independent "
              + cases
              + ".");
    }
  }

  private static void row(TextTable rows, ClaimRow row) {
    Prospects prospects = row.prospects();
    rows.row(
        row.stratum(),
        each(row, c -> Shown.count(c.expected())),
        each(row, c -> Shown.count(c.analysed())),
        each(row, c -> Shown.effective(c.effective())),
        Shown.count(row.needed()),
        Shown.count(row.neededAdjusted()),
        row.needed() == null || prospects == null ? Shown.NONE : Shown.share(prospects.power()),
        row.needed() == null || prospects == null
            ? Shown.NONE
            : Shown.share(prospects.powerAdjusted()),
        prospects == null ? Shown.NONE : Shown.share(prospects.halfWidth()),
        Shown.count(row.shortBy()),
        row.support().words());
  }

  private static String each(ClaimRow row, Function<Cases, String> cell) {
    List<String> cells = row.cases().stream().map(cell).toList();
    return cells.stream().distinct().count() == 1 && !Character.isDigit(cells.get(0).charAt(0))
        ? cells.get(0)
        : String.join("/", cells);
  }

  private void total(String where, String classes, CollectionTotal total) {
    String cases = classes.replace("/", " and as many ");
    line(
        "  To collect "
            + where
            + ": "
            + Shown.count(total.independent())
            + " independent "
            + cases
            + " = "
            + Shown.count(total.images())
            + " images = "
            + Shown.count(total.beforeLoss())
            + " before exclusions"
            + prevalence(total.total())
            + ".");
  }

  private static String prevalence(@Nullable Long total) {
    return total == null
        ? "; in all: unknown, since no prevalence is given"
        : "; " + Shown.count(total) + " images in all at the tested prevalence";
  }

  private void gap(GapPlan gap) {
    line("");
    line("Comparison: " + gap.comparison().name());
    line(
        "  "
            + gap.comparison().p1()
            + " against "
            + gap.comparison().p2()
            + ": two-sided alpha "
            + gap.comparison().alpha()
            + ", power "
            + gap.comparison().power());
    TextTable sizes = new TextTable();
    sizes.row("independent " + gap.comparison().imageClass().words() + " a group", "exact", "size");
    sizes.row("unadjusted", exact(gap.exactSize()), Shown.count(gap.size()));
    sizes.row(
        "adjusted for " + gap.comparison().family(),
        exact(gap.exactSizeAdjusted()),
        Shown.count(gap.sizeAdjusted()));
    out.append(sizes.text());
    String cases = gap.comparison().imageClass().words();
    total("a group", cases, gap.total());
    total("a group, adjusted", cases, gap.totalAdjusted());
    for (int i = 0; i < gap.groups().size(); i++) {
      Cases group = gap.groups().get(i);
      line(
          "  "
              + gap.comparison().groups().get(i)
              + ": "
              + Shown.count(group.expected())
              + " expected, "
              + Shown.count(group.analysed())
              + " analysed, n_eff "
              + Shown.effective(group.effective()));
    }
    GapPlan.Expected expected = gap.expected();
    if (expected == null) {
      line("  Power and half-width: unknown, since a group's count is not known.");
      return;
    }
    line(
        "  With "
            + Shown.effective(expected.effective())
            + " a group (the smaller one): power "
            + Shown.share(expected.power())
            + ", adjusted "
            + Shown.share(expected.powerAdjusted())
            + "; 95 % half-width at "
            + gap.comparison().p1()
            + ": "
            + Shown.share(expected.waldHalfWidth())
            + " (Wald), "
            + Shown.share(expected.wilsonHalfWidth())
            + " (Wilson).");
  }

  private static String exact(double size) {
    return String.format(Locale.ROOT, "%.2f", size);
  }

  private void line(String words) {
    out.append(words).append('\n');
  }
}
