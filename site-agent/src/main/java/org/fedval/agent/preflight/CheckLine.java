package org.fedval.agent.preflight;

/**
 * What one check found.
 *
 * @param name short and stable, such as {@code certificate}
 * @param state how it ended
 * @param sentence what is there, or how to mend it
 */
public record CheckLine(String name, State state, String sentence) {
  /** How a check ended. */
  public enum State {
    OK,
    FIX,
    /** It could not be tried; the sentence says what it needs. */
    SKIPPED
  }

  static CheckLine ok(String name, String sentence) {
    return new CheckLine(name, State.OK, sentence);
  }

  static CheckLine fix(String name, String sentence) {
    return new CheckLine(name, State.FIX, sentence);
  }

  static CheckLine skipped(String name, String sentence) {
    return new CheckLine(name, State.SKIPPED, sentence);
  }
}
