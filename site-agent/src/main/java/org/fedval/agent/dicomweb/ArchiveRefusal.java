package org.fedval.agent.dicomweb;

/**
 * The archive answers, but does not give this one thing, or not in a usable form. The message is a
 * static sentence.
 */
final class ArchiveRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  ArchiveRefusal(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
