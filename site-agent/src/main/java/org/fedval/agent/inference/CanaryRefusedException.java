package org.fedval.agent.inference;

/** This machine's scores on the synthetic canaries are not the owner's; no case is scored. */
public final class CanaryRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final double maxDeviation;

  CanaryRefusedException(String sentence, double maxDeviation) {
    super(sentence);
    this.maxDeviation = maxDeviation;
  }

  /** Largest absolute difference of a score; NaN when a score was not a number or none came. */
  public double maxDeviation() {
    return maxDeviation;
  }
}
