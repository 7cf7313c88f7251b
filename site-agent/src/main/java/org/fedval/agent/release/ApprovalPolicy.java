package org.fedval.agent.release;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.agent.cohort.SiteAttributes;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.evaluation.plan.Analyses;
import org.jspecify.annotations.Nullable;

/**
 * {@code policy.yaml}: what this site lets run without asking a person again, and the floors below
 * which nothing leaves whatever a study says.
 *
 * @param schema {@code fedval.policy/v1}
 * @param approveOwners fingerprints of study owners whose studies are approved; none when empty
 * @param minimumCell floor for the minimum cell, in patients; 10 when absent
 * @param minimumSites floor for the number of sites in a sum; 3 when absent
 * @param minimumTrusted sites vouched for that must be among the survivors; 2 when absent
 * @param privacyEpsilonBudget what all studies with differential privacy together may cost this
 *     site's patients, as epsilon at delta 1e-6; none may run when absent
 * @param allowSiteLevelEstimates whether a study may ask for so many sums over sites that the
 *     results of single sites become computable, up to their order; it may not when absent
 */
public record ApprovalPolicy(
    String schema,
    List<String> approveOwners,
    @Nullable Integer minimumCell,
    @Nullable Integer minimumSites,
    @Nullable Integer minimumTrusted,
    @Nullable Double privacyEpsilonBudget,
    @Nullable Boolean allowSiteLevelEstimates) {
  public static final String SCHEMA = "fedval.policy/v1";

  public ApprovalPolicy {
    require(SCHEMA.equals(schema), "schema must be " + SCHEMA + ".");
    require(approveOwners != null, "approve_owners must be a list of fingerprints, [] for none.");
    approveOwners = approveOwners.stream().map(ApprovalPolicy::fingerprint).toList();
    require(minimumCell == null || minimumCell >= 2, "minimum_cell must be 2 or more.");
    require(minimumSites == null || minimumSites >= 3, "minimum_sites must be 3 or more.");
    require(minimumTrusted == null || minimumTrusted >= 1, "minimum_trusted must be 1 or more.");
    require(
        privacyEpsilonBudget == null || privacyEpsilonBudget >= 0 && privacyEpsilonBudget <= 100,
        "privacy_epsilon_budget must be a number from 0 to 100.");
  }

  public int cellFloor() {
    return minimumCell == null ? 10 : minimumCell;
  }

  public int siteFloor() {
    return minimumSites == null ? 3 : minimumSites;
  }

  public int trustedFloor() {
    return minimumTrusted == null ? 2 : minimumTrusted;
  }

  public double privacyBudget() {
    return privacyEpsilonBudget == null ? 0 : privacyEpsilonBudget;
  }

  /** Why what the plan asks for may not run here, in one sentence; empty when it may. */
  public Optional<String> objection(Analyses asked) {
    return asked.siteLevel() && !Boolean.TRUE.equals(allowSiteLevelEstimates)
        ? Optional.of(
            "it asks for site_level_estimates, and allow_site_level_estimates of policy.yaml is"
                + " not true.")
        : Optional.empty();
  }

  /** Why the study may not run here, in one sentence; empty when it may. */
  public Optional<String> objection(
      String ownerFingerprint, long minCell, int minSites, Set<String> ownedAttributes) {
    if (!approveOwners.contains(ownerFingerprint)) {
      return Optional.of("the study's owner is not among approve_owners of policy.yaml.");
    }
    if (minCell < cellFloor()) {
      return Optional.of("its minimum cell is below this site's floor of " + cellFloor() + ".");
    }
    if (minSites < siteFloor()) {
      return Optional.of("its minimum of sites is below this site's floor of " + siteFloor() + ".");
    }
    return ownedAttributes.stream()
        .filter(a -> !SUBGROUPS.contains(a))
        .findFirst()
        .map(a -> "it asks for a subgroup that this site does not know.");
  }

  /** What every site knows; what its attributes file maps beside is taken out before. */
  private static final Set<String> SUBGROUPS = SiteAttributes.KNOWN;

  /** As a person wrote it, in the form that is compared. */
  private static String fingerprint(@Nullable String written) {
    try {
      return Fingerprint.parse(written == null ? "" : written).text();
    } catch (MalformedBody e) {
      throw new IllegalArgumentException(
          "approve_owners must be fingerprints of 8 groups of 4 letters and digits.", e);
    }
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
