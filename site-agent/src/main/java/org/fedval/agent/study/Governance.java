package org.fedval.agent.study;

import org.fedval.agent.approval.ApprovalDesk;
import org.fedval.agent.audit.SiteAudit;

/**
 * The site's people in the way of a study.
 *
 * @param desk what they decided
 * @param pending offers that wait for them
 * @param hold numbers that wait for them
 * @param hours when they let the cohort be computed
 */
record Governance(ApprovalDesk desk, PendingOffers pending, ReleaseHold hold, CohortHours hours) {
  static Governance of(SiteAgent.Parts parts, SiteAudit audit, StatusBoard status) {
    ApprovalDesk desk =
        new ApprovalDesk(parts.state().approvals(), audit.local(), parts.policy(), parts.clock());
    return new Governance(
        desk,
        new PendingOffers(desk, status),
        new ReleaseHold(desk, status),
        new CohortHours(parts.policy().openingHours(), parts.clock(), status));
  }
}
