package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import org.fedval.crypto.secagg.ProtocolViolation.Code;

/**
 * What one site may still sign in one session (section 6.2, steps 3 and 4). A commit vote is cast
 * at most once. An abort vote is a pledge: whoever cast it opens nothing of this session, and
 * whoever opened something cannot cast it any more. Immutable.
 */
public record RevealPolicy(boolean committed, boolean pledged, boolean revealed) {
  /** Positions of a share row: the mask seed r, then the self-mask secrets b[0], b[1], ... */
  private static final int SEED = 0;

  private static final int GATE_SELF_MASK = 1;

  /** A site that has signed nothing. */
  public static RevealPolicy fresh() {
    return new RevealPolicy(false, false, false);
  }

  public boolean mayCommit() {
    return !committed && !pledged && !revealed;
  }

  /**
   * Whether the site may vote abort. Above 256 sites t is below q, so an abort after the own commit
   * vote would let t reveals and an abort certificate exist together; there it is refused.
   */
  public boolean mayAbort(boolean completeGraph) {
    return !revealed && (completeGraph || !committed);
  }

  public boolean mayReveal() {
    return !pledged;
  }

  RevealPolicy afterCommit() {
    require(
        mayCommit(),
        Code.ALREADY_DONE,
        "This site already voted in this session and must not vote commit.");
    return new RevealPolicy(true, pledged, revealed);
  }

  RevealPolicy afterAbort(boolean completeGraph) {
    require(
        mayAbort(completeGraph),
        Code.ALREADY_DONE,
        "This site already voted commit or opened shares and must not vote abort.");
    return new RevealPolicy(committed, true, revealed);
  }

  RevealPolicy afterReveal() {
    require(mayReveal(), Code.ALREADY_DONE, "This site pledged to open nothing of this session.");
    return new RevealPolicy(committed, pledged, true);
  }

  /**
   * The only rule for what a first reveal opens: a survivor's gate self-mask secret, a dropped
   * site's mask seed. No row ever has both.
   */
  static int firstOpened(boolean survivor) {
    return survivor ? GATE_SELF_MASK : SEED;
  }
}
