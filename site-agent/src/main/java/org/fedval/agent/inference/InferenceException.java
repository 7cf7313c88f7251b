package org.fedval.agent.inference;

/**
 * The runtime failed on a batch. Carries nothing of the runtime's message, which may quote data.
 */
public final class InferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  public InferenceException() {
    super("The model failed on this batch.");
  }
}
