package org.fedval.evaluation.compare;

/**
 * Calls of two models a and b on the same cases of one reference class, counted by who was right.
 *
 * @param both right
 * @param aOnly only model a right
 * @param bOnly only model b right
 * @param neither right
 */
public record PairedTable(long both, long aOnly, long bOnly, long neither) {
  /** Numbers of a table: both, a only, b only, neither. */
  public static final int LENGTH = 4;

  public PairedTable {
    if (Math.min(Math.min(both, aOnly), Math.min(bOnly, neither)) < 0) {
      throw new IllegalArgumentException("A count of a paired table is negative.");
    }
  }

  /** One case. */
  public static PairedTable ofCase(boolean aRight, boolean bRight) {
    return new PairedTable(
        aRight && bRight ? 1 : 0,
        aRight && !bRight ? 1 : 0,
        !aRight && bRight ? 1 : 0,
        !aRight && !bRight ? 1 : 0);
  }

  /** The sum over two disjoint sets of cases. */
  public PairedTable plus(PairedTable other) {
    return new PairedTable(
        Math.addExact(both, other.both),
        Math.addExact(aOnly, other.aOnly),
        Math.addExact(bOnly, other.bOnly),
        Math.addExact(neither, other.neither));
  }

  public long cases() {
    return both + aOnly + bOnly + neither;
  }

  /** Share right under a; needs a case. */
  public double a() {
    return (double) (both + aOnly) / cases();
  }

  /** Share right under b; needs a case. */
  public double b() {
    return (double) (both + bOnly) / cases();
  }

  /** Share right under a minus that under b; needs a case. */
  public double difference() {
    return (double) (aOnly - bOnly) / cases();
  }
}
