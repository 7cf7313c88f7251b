package org.fedval.agent.inference;

/** A model that this agent will not run; the sentence names the tensor, operator or limit. */
public final class ModelRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ModelRefusedException(String sentence) {
    super(sentence);
  }
}
