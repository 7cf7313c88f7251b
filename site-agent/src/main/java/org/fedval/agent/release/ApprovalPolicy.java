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
 * {@code policy.yaml}: who may ask this site, what for, who approves, and the floors below which
 * nothing leaves whatever a study says.
 *
 * @param schema {@code fedval.policy/v1}
 * @param approveOwners fingerprints of study owners who may ask, nobody when empty; {@link
 *     #ANY_OWNER} alone for everybody, where people approve each study
 * @param minimumCell floor for the minimum cell, in patients; 10 when absent
 * @param minimumSites floor for the number of sites in a sum; 3 when absent
 * @param minimumTrusted sites vouched for that must be among the survivors; 2 when absent
 * @param privacyEpsilonBudget what all studies with differential privacy together may cost this
 *     site's patients, as epsilon at delta 1e-6; none may run when absent
 * @param allowSiteLevelEstimates whether a study may ask for so many sums over sites that the
 *     results of single sites become computable, up to their order; it may not when absent
 * @param approval {@code automatic}, {@code person} or {@code two_persons}; automatic when absent
 * @param sameUser whether two persons may come from one account of the operating system; not when
 *     absent
 * @param findings that a study may ask about; any when absent
 * @param subgroups attributes that a study may divide by; any that this agent knows when absent
 * @param openingHours when the cohort may be computed; always when absent
 * @param holdBeforeRelease whether people look at the numbers before they are masked; not when
 *     absent
 */
public record ApprovalPolicy(
    String schema,
    List<String> approveOwners,
    @Nullable Integer minimumCell,
    @Nullable Integer minimumSites,
    @Nullable Integer minimumTrusted,
    @Nullable Double privacyEpsilonBudget,
    @Nullable Boolean allowSiteLevelEstimates,
    @Nullable String approval,
    @Nullable Boolean sameUser,
    @Nullable List<String> findings,
    @Nullable List<String> subgroups,
    @Nullable OpeningHours openingHours,
    @Nullable Boolean holdBeforeRelease) {
  public static final String SCHEMA = "fedval.policy/v1";

  /** In place of fingerprints: whoever asks, a person compares the fingerprint at approval. */
  public static final String ANY_OWNER = "any";

  public ApprovalPolicy {
    require(SCHEMA.equals(schema), "schema must be " + SCHEMA + ".");
    require(approveOwners != null, "approve_owners must be a list of fingerprints, [] for none.");
    ApprovalRule rule = ApprovalRule.named(approval);
    if (approveOwners.equals(List.of(ANY_OWNER))) {
      require(
          rule != ApprovalRule.AUTOMATIC,
          "approve_owners: [any] needs approval: person or two_persons, who compare fingerprints.");
    } else {
      approveOwners = approveOwners.stream().map(ApprovalPolicy::fingerprint).toList();
    }
    findings = names("findings", findings);
    subgroups = names("subgroups", subgroups);
    require(minimumCell == null || minimumCell >= 2, "minimum_cell must be 2 or more.");
    require(minimumSites == null || minimumSites >= 3, "minimum_sites must be 3 or more.");
    require(minimumTrusted == null || minimumTrusted >= 1, "minimum_trusted must be 1 or more.");
    require(
        privacyEpsilonBudget == null || privacyEpsilonBudget >= 0 && privacyEpsilonBudget <= 100,
        "privacy_epsilon_budget must be a number from 0 to 100.");
  }

  /** The policy of a site where the owners' list alone decides. */
  public ApprovalPolicy(
      String schema,
      List<String> approveOwners,
      @Nullable Integer minimumCell,
      @Nullable Integer minimumSites,
      @Nullable Integer minimumTrusted,
      @Nullable Double privacyEpsilonBudget,
      @Nullable Boolean allowSiteLevelEstimates) {
    this(
        schema,
        approveOwners,
        minimumCell,
        minimumSites,
        minimumTrusted,
        privacyEpsilonBudget,
        allowSiteLevelEstimates,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Anybody may ask, a person decides on each study, and the floors are the usual ones. */
  public static ApprovalPolicy ofPeople() {
    return new ApprovalPolicy(
        SCHEMA,
        List.of(ANY_OWNER),
        null,
        null,
        null,
        null,
        null,
        "person",
        null,
        null,
        null,
        null,
        null);
  }

  /** Whether everybody may ask, since a person decides. */
  public boolean anyOwner() {
    return approveOwners.equals(List.of(ANY_OWNER));
  }

  /** Who approves a study that keeps this policy. */
  public ApprovalRule rule() {
    return ApprovalRule.named(approval);
  }

  /** Whether two persons may come from one account of the operating system. */
  public boolean allowsSameUser() {
    return Boolean.TRUE.equals(sameUser);
  }

  /** Whether people look at the numbers before they are masked. */
  public boolean holds() {
    return Boolean.TRUE.equals(holdBeforeRelease);
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

  /** Why a study about these findings and attributes may not run here; empty when it may. */
  public Optional<String> objection(List<String> askedFindings, Set<String> attributes) {
    List<String> allowedFindings = findings;
    if (allowedFindings != null && !allowedFindings.containsAll(askedFindings)) {
      return Optional.of("it asks for a finding that is not among findings of policy.yaml.");
    }
    List<String> allowedAttributes = subgroups;
    if (allowedAttributes != null && !allowedAttributes.containsAll(attributes)) {
      return Optional.of("it asks for a subgroup that is not among subgroups of policy.yaml.");
    }
    return Optional.empty();
  }

  /** Why the study may not run here, in one sentence; empty when it may. */
  public Optional<String> objection(
      String ownerFingerprint, long minCell, int minSites, Set<String> ownedAttributes) {
    if (!approveOwners.contains(ownerFingerprint) && !anyOwner()) {
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

  private static @Nullable List<String> names(String key, @Nullable List<String> written) {
    if (written == null) {
      return null;
    }
    for (String name : written) {
      require(name != null && !name.isBlank(), key + " must be a list of names.");
    }
    return List.copyOf(written);
  }

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
