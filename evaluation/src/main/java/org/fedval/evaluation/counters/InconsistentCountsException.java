package org.fedval.evaluation.counters;

/**
 * Counts that cannot belong to any set of cases: negative, above the bound, or contradicting each
 * other. In a sum over sites it means that some site sent garbage. The message names the cell and
 * carries no count.
 */
public final class InconsistentCountsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InconsistentCountsException(String where, String what) {
    super("Counts contradict each other at '" + where + "': " + what + ".");
  }
}
