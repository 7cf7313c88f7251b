package org.fedval.cli;

/** A command that cannot go on; the sentence says what, where and what to do. */
final class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  CliException(String sentence) {
    super(sentence);
  }
}
