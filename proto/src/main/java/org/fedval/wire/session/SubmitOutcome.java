package org.fedval.wire.session;

/** The coordinator's answer to a site's step. */
public sealed interface SubmitOutcome {

  /** Taken; {@code duplicate} when the same bytes had been taken before. */
  record Accepted(boolean duplicate) implements SubmitOutcome {}

  /** Not taken. {@code code} is stable, {@code sentence} for people. */
  record Refused(String code, String sentence) implements SubmitOutcome {}

  static SubmitOutcome accepted() {
    return new Accepted(false);
  }

  static SubmitOutcome refused(String code, String sentence) {
    return new Refused(code, sentence);
  }
}
