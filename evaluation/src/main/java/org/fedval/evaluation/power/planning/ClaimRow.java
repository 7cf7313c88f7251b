package org.fedval.evaluation.power.planning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One claim in one stratum.
 *
 * @param stratum {@code all} or {@code attribute=level}
 * @param cases one entry for each class that the claim needs
 * @param needed independent cases of each class at the claim's own level; null where no claim is
 *     judged
 * @param neededAdjusted the same at Bonferroni's level; null where no claim is judged
 * @param prospects null where a count is unknown or would be withheld
 * @param shortBy images, after the loss, that the scarcest class lacks for {@code needed}; null
 *     where unknown or where no claim is judged
 */
public record ClaimRow(
    String stratum,
    List<Cases> cases,
    @Nullable Long needed,
    @Nullable Long neededAdjusted,
    @Nullable Prospects prospects,
    @Nullable Long shortBy,
    Support support) {
  public ClaimRow {
    cases = List.copyOf(cases);
  }
}
