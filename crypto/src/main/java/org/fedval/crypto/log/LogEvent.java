package org.fedval.crypto.log;

import java.util.Arrays;
import org.fedval.crypto.primitive.MalformedBody;

/** What an entry of the log is about. Codes never change their meaning. */
public enum LogEvent {
  TOKEN_ISSUED(1),
  TOKEN_USED(2),
  CERTIFICATE_ISSUED(3),
  CERTIFICATE_RENEWED(4),
  ROSTER_VERSION(5),
  ROSTER_APPROVED(6),
  SITE_REVOKED(7),
  IDENTITY_ROTATED(8),
  TOKEN_WITHDRAWN(9),
  STUDY_PUBLISHED(10),
  STUDY_APPROVED(11),
  STUDY_WITHDRAWN(12),
  BUNDLE_MANIFEST(13),
  WRAP_ISSUED(14),
  ATTESTATION_VERDICT(15),
  STUDY_ABORTED(16),
  STUDY_DENIED(17),
  SESSION_PROPOSED(20),
  ADVERTISE_SET(21),
  SHARE_DELIVERY(22),
  SURVIVOR_SET(23),
  VOTE(24),
  CERTIFICATE_OF_SESSION(25),
  COMPLAINT(26),
  REVEAL_A(27),
  REVEAL_B(28),
  GATE_RESULT(29),
  RESULT(30),
  SESSION_ABORTED(31),
  SLOT_OVERRIDE(32),
  EQUIVOCATION(33),
  MASKED_INPUT(34),
  DEALER_BLAMED(35),
  POLICY_CHANGED(40),
  RHO_SPENT(41),
  REPORT_SIGNED(42),
  OPERATOR_LOGIN(43),
  CHECKPOINT_REFUSED(44),
  APPROVAL_GIVEN(45),
  APPROVAL_REFUSED(46),
  RELEASE_GIVEN(47);

  private final int code;

  LogEvent(int code) {
    this.code = code;
  }

  /** The number in the leaf. */
  public int code() {
    return code;
  }

  /** The event of a number. */
  public static LogEvent of(int code) {
    return Arrays.stream(values())
        .filter(event -> event.code == code)
        .findFirst()
        .orElseThrow(() -> new MalformedBody("A log entry has an unknown event."));
  }
}
