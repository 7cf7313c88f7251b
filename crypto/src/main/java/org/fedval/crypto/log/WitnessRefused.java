package org.fedval.crypto.log;

/** A site did not cosign a checkpoint; the sentence is for its operator and its local log. */
public final class WitnessRefused extends RuntimeException {
  /** Why. */
  public enum Reason {
    OTHER_LOG("The checkpoint is of another log than the one this site watches."),
    WENT_BACK("The log shows fewer entries than it did before; report this."),
    FORKED("The log shows another history than it did before; report this."),
    WRONG_PROOF("The consistency proof does not lead from the last checkpoint to this one.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;

  WitnessRefused(Reason reason) {
    super(reason.sentence);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
