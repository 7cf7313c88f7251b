package org.fedval.crypto.secagg;

/** What the coordinator did with a message. */
public sealed interface Outcome {
  /** New and valid. */
  record Accepted() implements Outcome {}

  /** The same bytes as before; the first answer stands. */
  record Duplicate() implements Outcome {}

  /** Validly signed but different from what the site sent before; the first message stands. */
  record Equivocation() implements Outcome {}

  /** Not taken, and why in one sentence. */
  record Refused(ProtocolViolation.Code code, String sentence) implements Outcome {}

  /** Whether the message counts, now or from before. */
  default boolean counts() {
    return this instanceof Accepted || this instanceof Duplicate;
  }
}
