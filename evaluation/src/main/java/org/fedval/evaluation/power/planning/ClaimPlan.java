package org.fedval.evaluation.power.planning;

import java.util.List;
import org.fedval.evaluation.plan.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One preregistered claim over all images and in every level.
 *
 * @param family claims that a level is adjusted for; 1 where levels are not certified
 * @param precisionCases independent cases for the wanted half-width; null if none is wanted, and
 *     for the AUROC
 * @param total what to collect for the claim over all images
 * @param totalPerLevel what to collect for each certified level at Bonferroni's level; null where
 *     levels are not certified
 * @param rows all images first, then levels in plan order
 */
public record ClaimPlan(
    Endpoint endpoint,
    int family,
    @Nullable Long precisionCases,
    CollectionTotal total,
    @Nullable CollectionTotal totalPerLevel,
    List<ClaimRow> rows) {
  public ClaimPlan {
    rows = List.copyOf(rows);
  }
}
