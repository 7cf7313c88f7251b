package org.fedval.crypto.secagg;

import java.util.Optional;
import java.util.OptionalInt;
import org.fedval.crypto.secagg.body.BlameProof;
import org.jspecify.annotations.Nullable;

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
    ABORT_REQUESTED,
    COMMIT_ISSUED,
    TOO_FEW_REVEALS,
    BAD_DEALER,
    BAD_CONFIRMATION,
    OUT_OF_RANGE
  }

  private final Reason reason;
  private final int site;
  private final transient @Nullable BlameProof blame;

  SessionFailed(Reason reason, String sentence) {
    this(reason, sentence, -1);
  }

  SessionFailed(Reason reason, String sentence, int site) {
    this(reason, sentence, site, null);
  }

  SessionFailed(Reason reason, String sentence, int site, @Nullable BlameProof blame) {
    super(sentence);
    this.reason = reason;
    this.site = site;
    this.blame = blame;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The roster index of the site at fault, if one is proven to be. */
  public OptionalInt site() {
    return site < 0 ? OptionalInt.empty() : OptionalInt.of(site);
  }

  /** The proof against a bad dealer, for every site to check with {@link Blame#check}. */
  public Optional<BlameProof> blame() {
    return Optional.ofNullable(blame);
  }

  static void unless(boolean holds, Reason reason, String sentence) {
    if (!holds) {
      throw new SessionFailed(reason, sentence);
    }
  }
}
