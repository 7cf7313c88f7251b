package org.fedval.agent.worker;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a site asks to stand between a model and the agent. */
public enum Isolation {
  /** A process of its own, with the same user's rights to files. */
  PROCESS,
  /** A process that sees neither this user's files nor a network; refused where not possible. */
  SANDBOX,
  /** The sandbox where this host has one, else a process; which of them is recorded and told. */
  STRONGEST;

  /**
   * Reads the text form; {@link #STRONGEST} when there is none.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static Isolation parse(@Nullable String text) {
    if (text == null) {
      return STRONGEST;
    }
    for (Isolation level : new Isolation[] {PROCESS, SANDBOX}) {
      if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
        return level;
      }
    }
    throw new IllegalArgumentException("isolation must be process or sandbox.");
  }
}
