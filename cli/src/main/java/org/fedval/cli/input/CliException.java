package org.fedval.cli.input;

/** A command that cannot go on; the sentence says what, where and what to do. */
public final class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  public CliException(String sentence) {
    super(sentence);
  }
}
