package org.fedval.coordinator.web.audit;

import org.fedval.crypto.log.LogEvent;

/** What an event of the log is, for people. */
final class EventWords {
  private EventWords() {}

  static String of(LogEvent event) {
    return switch (event) {
      case TOKEN_ISSUED -> "Enrolment token issued";
      case TOKEN_USED -> "Site enrolled";
      case CERTIFICATE_ISSUED -> "Certificate issued";
      case CERTIFICATE_RENEWED -> "Certificate renewed";
      case ROSTER_VERSION -> "Roster published";
      case ROSTER_APPROVED -> "Roster approved by a site";
      case SITE_REVOKED -> "Site revoked";
      case IDENTITY_ROTATED -> "Identity key changed";
      case TOKEN_WITHDRAWN -> "Enrolment token withdrawn";
      case STUDY_PUBLISHED -> "Study locked";
      case STUDY_APPROVED -> "Study approved by a site";
      case STUDY_WITHDRAWN -> "Site left a study";
      case BUNDLE_MANIFEST -> "Model sealed";
      case WRAP_ISSUED -> "Model key issued";
      case ATTESTATION_VERDICT -> "Environment attested";
      case STUDY_ABORTED -> "Study aborted";
      case STUDY_DENIED -> "Study denied by a site";
      case SESSION_PROPOSED -> "Secure sum proposed";
      case ADVERTISE_SET -> "Keys advertised";
      case SHARE_DELIVERY -> "Shares delivered";
      case SURVIVOR_SET -> "Survivors fixed";
      case VOTE -> "Vote";
      case CERTIFICATE_OF_SESSION -> "Secure sum certified";
      case COMPLAINT -> "Complaint";
      case REVEAL_A -> "First reveal";
      case REVEAL_B -> "Second reveal";
      case GATE_RESULT -> "Gate decided";
      case RESULT -> "Result";
      case SESSION_ABORTED -> "Secure sum aborted";
      case SLOT_OVERRIDE -> "Slot overridden";
      case EQUIVOCATION -> "Contradiction found";
      case MASKED_INPUT -> "Masked vector received";
      case DEALER_BLAMED -> "Wrong shares proven";
      case POLICY_CHANGED -> "Policy changed";
      case RHO_SPENT -> "Privacy budget spent";
      case REPORT_SIGNED -> "Report signed";
      case OPERATOR_LOGIN -> "Operator at work";
      case CHECKPOINT_REFUSED -> "Checkpoint refused";
      case APPROVAL_GIVEN -> "Approval given";
      case APPROVAL_REFUSED -> "Approval refused";
      case RELEASE_GIVEN -> "Release given";
    };
  }
}
