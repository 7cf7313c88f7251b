package org.fedval.agent.dcm4che;

/** The archive answered a message, and its answer is no success; the text is a static sentence. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
