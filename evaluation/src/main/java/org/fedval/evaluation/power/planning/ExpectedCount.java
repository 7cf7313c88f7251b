package org.fedval.evaluation.power.planning;

/** A count that somebody expects, or why there is none. A missing count is never 0. */
public final class ExpectedCount {
  /** Whether there is a number. */
  public enum State {
    GIVEN,
    NOT_GIVEN,
    /** Withheld by a report, because too few patients or sites stand behind it. */
    SUPPRESSED
  }

  public static final ExpectedCount NOT_GIVEN = new ExpectedCount(State.NOT_GIVEN, 0);
  public static final ExpectedCount SUPPRESSED = new ExpectedCount(State.SUPPRESSED, 0);

  private final State state;
  private final long images;

  private ExpectedCount(State state, long images) {
    this.state = state;
    this.images = images;
  }

  /**
   * So many images.
   *
   * @param images 0 or more
   */
  public static ExpectedCount of(long images) {
    if (images < 0) {
      throw new IllegalArgumentException("An expected count is 0 or more.");
    }
    return new ExpectedCount(State.GIVEN, images);
  }

  public State state() {
    return state;
  }

  public boolean isGiven() {
    return state == State.GIVEN;
  }

  /**
   * The number.
   *
   * @throws IllegalStateException unless {@link #isGiven}
   */
  public long images() {
    if (!isGiven()) {
      throw new IllegalStateException("This count is not known.");
    }
    return images;
  }

  /** The sum, if both are given; suppressed if one of them is. */
  public ExpectedCount plus(ExpectedCount other) {
    if (state == State.SUPPRESSED || other.state == State.SUPPRESSED) {
      return SUPPRESSED;
    }
    return isGiven() && other.isGiven() ? of(Math.addExact(images, other.images)) : NOT_GIVEN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpectedCount
        && state == ((ExpectedCount) other).state
        && images == ((ExpectedCount) other).images;
  }

  @Override
  public int hashCode() {
    return state.hashCode() * 31 + Long.hashCode(images);
  }

  @Override
  public String toString() {
    return isGiven() ? String.valueOf(images) : state.name();
  }
}
