package org.fedval.evaluation.power.planning;

/** Which images a count is of, by the reference standard. */
public enum ImageClass {
  POSITIVE("positives"),
  NEGATIVE("negatives");

  private final String words;

  ImageClass(String words) {
    this.words = words;
  }

  /** In words, plural. */
  public String words() {
    return words;
  }
}
