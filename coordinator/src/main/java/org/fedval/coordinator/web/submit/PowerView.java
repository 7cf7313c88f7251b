package org.fedval.coordinator.web.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.web.submit.SubmitModels.PowerRow;
import org.fedval.coordinator.web.submit.SubmitModels.PowerTable;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.power.planning.Cases;
import org.fedval.evaluation.power.planning.ClaimPlan;
import org.fedval.evaluation.power.planning.ClaimRow;
import org.fedval.evaluation.power.planning.CollectionTotal;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.PlanningTable;
import org.fedval.evaluation.power.planning.Prospects;
import org.fedval.evaluation.power.planning.Support;
import org.jspecify.annotations.Nullable;

/** The planning table, which {@code fedval study plan} prints, for a page. */
final class PowerView {
  private static final String NONE = "\u2013";

  private PowerView() {}

  static List<PowerTable> of(PlanningTable table) {
    return table.claims().stream().map(PowerView::claim).toList();
  }

  private static PowerTable claim(ClaimPlan claim) {
    Endpoint e = claim.endpoint();
    String point = e.operatingPoint() == null ? "" : " at " + e.operatingPoint();
    String classes =
        claim.rows().get(0).cases().stream()
            .map(cases -> cases.imageClass().words())
            .collect(Collectors.joining(" / "));
    return new PowerTable(
        "%s, %s%s, above %s".formatted(e.finding(), e.metric(), point, e.goal()),
        assumption(claim),
        classes,
        collect(claim, classes),
        claim.rows().stream().map(PowerView::row).toList());
  }

  private static String assumption(ClaimPlan claim) {
    Endpoint e = claim.endpoint();
    String family =
        claim.family() > 1
            ? " In subgroups each level is also held against alpha / %d (Bonferroni)."
                .formatted(claim.family())
            : "";
    return "If the truth is %s, with one-sided alpha %s and power %s.%s"
        .formatted(e.alternative(), e.alpha(), e.power(), family);
  }

  private static String collect(ClaimPlan claim, String classes) {
    List<String> sentences = new ArrayList<>();
    sentences.add(total("To collect over all images", claim.total(), classes));
    CollectionTotal perLevel = claim.totalPerLevel();
    if (perLevel != null) {
      sentences.add(total("In each level, adjusted", perLevel, classes));
    }
    Long precise = claim.precisionCases();
    if (precise != null) {
      sentences.add(
          "For the wanted half-width: %s independent %s."
              .formatted(NumberFormatter.count(precise), classes));
    }
    return String.join(" ", sentences);
  }

  private static String total(String where, CollectionTotal total, String classes) {
    Long all = total.total();
    return "%s: %s independent %s, %s images before exclusions%s."
        .formatted(
            where,
            NumberFormatter.count(total.independent()),
            classes,
            NumberFormatter.count(total.beforeLoss()),
            all == null
                ? ""
                : "; %s images in all at the tested prevalence"
                    .formatted(NumberFormatter.count(all)));
  }

  private static PowerRow row(ClaimRow row) {
    Prospects prospects = row.prospects();
    boolean judged = row.needed() != null;
    return new PowerRow(
        row.stratum().equals("all") ? "all images" : row.stratum().replace("=", ": "),
        each(row, cases -> expected(cases.expected())),
        count(row.needed()),
        count(row.neededAdjusted()),
        prospects == null || !judged ? NONE : share(prospects.power()),
        prospects == null || !judged ? NONE : share(prospects.powerAdjusted()),
        prospects == null ? NONE : share(prospects.halfWidth()),
        count(row.shortBy()),
        row.support().words(),
        tone(row.support()));
  }

  private static String each(ClaimRow row, Function<Cases, String> shown) {
    return row.cases().stream().map(shown).distinct().collect(Collectors.joining(" / "));
  }

  private static String expected(ExpectedCount count) {
    return switch (count.state()) {
      case GIVEN -> NumberFormatter.count(count.images());
      case NOT_GIVEN -> "not given";
      case SUPPRESSED -> "suppressed";
    };
  }

  private static String count(@Nullable Long n) {
    return n == null ? NONE : NumberFormatter.count(n);
  }

  private static String share(@Nullable Double p) {
    return p == null ? NONE : NumberFormatter.proportion(p);
  }

  private static String tone(Support support) {
    return switch (support) {
      case CERTIFIABLE -> "meets";
      case CERTIFIABLE_UNADJUSTED -> "inconclusive";
      case NOT_POWERED, WITHHELD, SUPPRESSED -> "fails";
      case NOT_GIVEN, NOT_JUDGED -> "unpowered";
    };
  }
}
