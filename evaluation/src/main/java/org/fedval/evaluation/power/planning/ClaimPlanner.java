package org.fedval.evaluation.power.planning;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.power.Precision;
import org.jspecify.annotations.Nullable;

/** Fills the table for one endpoint. */
final class ClaimPlanner {
  private final Endpoint endpoint;
  private final ExpectedCounts counts;
  private final Assumptions assumptions;
  private final int minCell;
  private final ClaimPower own;

  /**
   * @param minCell smallest number of patients in a published cell
   */
  ClaimPlanner(Endpoint endpoint, ExpectedCounts counts, int minCell) {
    this.endpoint = endpoint;
    this.counts = counts;
    this.assumptions = counts.assumptions();
    this.minCell = minCell;
    this.own = ClaimPower.of(endpoint);
  }

  /**
   * @param family claims to adjust a level for
   */
  ClaimPlan plan(List<String> levels, int family) {
    ClaimPower adjusted = ClaimPower.adjusted(endpoint, family);
    long needed = own.needed();
    long neededAdjusted = family == 1 ? needed : adjusted.needed();
    boolean certify = endpoint.certifySubgroups();
    List<ClaimRow> rows = new ArrayList<>();
    rows.add(row(ExpectedCounts.ALL, own, needed, needed, true));
    for (String level : levels) {
      rows.add(row(level, adjusted, needed, neededAdjusted, certify));
    }
    Double prevalence = counts.prevalence(endpoint.finding());
    return new ClaimPlan(
        endpoint,
        family,
        precisionCases(),
        CollectionTotal.of(needed, own.classes(), assumptions, prevalence),
        certify && !levels.isEmpty()
            ? CollectionTotal.of(neededAdjusted, own.classes(), assumptions, prevalence)
            : null,
        rows);
  }

  private @Nullable Long precisionCases() {
    Double wanted = assumptions.halfWidth();
    return wanted == null || own.classes().size() > 1
        ? null
        : (Long) Precision.wilsonSize(endpoint.alternative(), wanted, ClaimPower.CONFIDENCE);
  }

  private ClaimRow row(
      String stratum, ClaimPower adjusted, long needed, long neededAdjusted, boolean judged) {
    ClassCounts expected = counts.of(endpoint.finding(), stratum);
    List<Cases> cases =
        own.classes().stream().map(c -> Cases.of(c, expected.of(c), assumptions)).toList();
    List<Double> effective = new ArrayList<>();
    boolean suppressed = false;
    boolean tooFew = false;
    for (Cases one : cases) {
      suppressed |= one.analysed().state() == ExpectedCount.State.SUPPRESSED;
      tooFew |= tooFew(one.analysed());
      if (one.effective() != null) {
        effective.add(one.effective());
      }
    }
    boolean known = effective.size() == cases.size() && !tooFew;
    Prospects prospects = known ? Prospects.of(own, adjusted, effective) : null;
    double least = known ? effective.stream().mapToDouble(n -> n).min().orElseThrow() : 0;
    Support support;
    if (suppressed) {
      support = Support.SUPPRESSED;
    } else if (tooFew) {
      support = Support.WITHHELD;
    } else if (!known) {
      support = Support.NOT_GIVEN;
    } else {
      support = judged ? support(least, needed, neededAdjusted) : Support.NOT_JUDGED;
    }
    return new ClaimRow(
        stratum,
        cases,
        judged ? needed : null,
        judged ? neededAdjusted : null,
        prospects,
        judged && known ? shortBy(cases, needed) : null,
        support);
  }

  private static Support support(double least, long needed, long neededAdjusted) {
    if (least >= neededAdjusted) {
      return Support.CERTIFIABLE;
    }
    return least >= needed ? Support.CERTIFIABLE_UNADJUSTED : Support.NOT_POWERED;
  }

  private boolean tooFew(ExpectedCount images) {
    return images.isGiven()
        && images.images() > 0
        && images.images() / assumptions.imagesPerPatient() < minCell;
  }

  private Long shortBy(List<Cases> cases, long needed) {
    long least = cases.stream().mapToLong(c -> c.analysed().images()).min().orElseThrow();
    return Math.max(0, assumptions.designEffect().inflate(needed) - least);
  }
}
