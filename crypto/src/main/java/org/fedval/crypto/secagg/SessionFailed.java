package org.fedval.crypto.secagg;

import java.util.OptionalInt;

/**
 * The coordinator cannot go on with this session. Too few answers may still arrive before a
 * deadline, so the phase can be closed again later; a bad site ends the attempt.
 */
public final class SessionFailed extends RuntimeException {
  /** Why. */
  public enum Reason {
    TOO_FEW_ADVERTISED,
    TOO_FEW_SHARED,
    TOO_FEW_SURVIVORS,
    TOO_FEW_VOTES,
    TOO_FEW_REVEALS,
    BAD_DEALER,
    BAD_CONFIRMATION,
    OUT_OF_RANGE
  }

  private final Reason reason;
  private final int site;

  SessionFailed(Reason reason, String sentence) {
    this(reason, sentence, -1);
  }

  SessionFailed(Reason reason, String sentence, int site) {
    super(sentence);
    this.reason = reason;
    this.site = site;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The roster index of the site at fault, if one is proven to be. */
  public OptionalInt site() {
    return site < 0 ? OptionalInt.empty() : OptionalInt.of(site);
  }

  static void unless(boolean holds, Reason reason, String sentence) {
    if (!holds) {
      throw new SessionFailed(reason, sentence);
    }
  }
}
