package org.fedval.agent.study;

import java.io.IOException;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secagg.ProtocolViolation;

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

  /** What this site says when it refused an instruction, or a step failed. */
  static Denial of(RuntimeException failure) {
    if (failure instanceof PrivacyRefused e) {
      return new Denial(Code.PRIVACY_BUDGET, e.sentence());
    }
    if (failure instanceof ProtocolViolation e) {
      return SlotRefusal.of(e).orElseGet(Denial::failedCheck);
    }
    return failure instanceof MalformedBody
        ? failedCheck()
        : new Denial(Code.INTERNAL, "A step failed; the agent's log has the kind.");
  }

  /** What this site says when its cohort could not be counted. */
  static Denial ofPass(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return new Denial(
          Code.INTERNAL,
          "The agent's memory is too small for this study; start it with more, such as FEDVAL_JAVA_OPTS=-Xmx4g, and ask the vendor to submit again.");
    }
    return new Denial(
        failure instanceof IOException ? Code.DATA : Code.INTERNAL,
        "The cohort pass failed; the agent's log has the kind.");
  }

  private static Denial failedCheck() {
    return new Denial(
        Code.PROTOCOL, "A message of the coordinator failed a check of the protocol.");
  }

  Code code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
