package org.fedval.crypto.dp;

/**
 * The ledger of a data set does not allow a masked vector to leave. The site's operator decides.
 */
public final class BudgetRefused extends RuntimeException {
  /** Why. */
  public enum Reason {
    OVER_BUDGET("The privacy budget of this data set does not allow this study any more."),
    NOISE_REROLLED("This slot was already frozen with other bytes; noise is never drawn again."),
    CHARGE_DIFFERS("This slot was already charged with another privacy loss.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;

  BudgetRefused(Reason reason) {
    super(reason.sentence);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
