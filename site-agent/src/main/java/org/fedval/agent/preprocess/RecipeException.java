package org.fedval.agent.preprocess;

/**
 * A step of the locked recipe is not defined for an image; the case is excluded, the run goes on.
 */
public final class RecipeException extends Exception {
  private static final long serialVersionUID = 1L;

  RecipeException(String sentence) {
    super(sentence);
  }
}
