package org.fedval.agent.study;

/** The site does not take part. Only {@link #code} leaves; the sentence is for its own people. */
final class Denial extends Exception {
  private static final long serialVersionUID = 1;

  /** Stable codes; the coordinator has words for each. */
  enum Code {
    POLICY,
    ROSTER,
    BUNDLE,
    MODEL_KEY,
    TEE_REQUIRED,
    CANARY_DEVIATION,
    INFERENCE,
    LABELS,
    DATA,
    SLOT_PENDING,
    SLOT_LOCKED,
    DATASET_DIFFERENCING,
    COHORT_DIFFERENCING,
    COHORT_CHANGED,
    FALSE_TABLES,
    QUARANTINE,
    PROTOCOL,
    PRIVACY_BUDGET,
    INTERNAL,
    WITHDRAWN
  }

  private final Code code;

  Denial(Code code, String sentence) {
    super(sentence);
    this.code = code;
  }

  Code code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
