package org.fedval.agent.inference;

/** No batch can be scored any more; the sentence is for the site's own people. */
public final class EngineLostException extends Exception {
  private static final long serialVersionUID = 1L;

  public EngineLostException(String sentence) {
    super(sentence);
  }
}
