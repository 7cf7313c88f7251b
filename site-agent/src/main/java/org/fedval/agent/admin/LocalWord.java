package org.fedval.agent.admin;

/** Answers one kind of request on the agent's local socket. */
@FunctionalInterface
public interface LocalWord {
  /**
   * The answer, which goes out as JSON.
   *
   * @param argument what follows the word, one line
   * @param account user name at the other end, as the operating system says; {@code unknown} where
   *     it does not
   */
  Object answer(String argument, String account);
}
