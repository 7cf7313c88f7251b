package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expectations on refused messages. */
final class Violations {
  private Violations() {}

  static void refused(ProtocolViolation.Code code, ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  static void refused(ProtocolViolation.Code code, Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  static void failed(SessionFailed.Reason reason, ThrowingCallable close) {
    assertThatThrownBy(close)
        .isInstanceOfSatisfying(SessionFailed.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
