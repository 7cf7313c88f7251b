package org.fedval.coordinator.study;

/** On whose word a study ends before it is published. No name of a person is written anywhere. */
public enum Canceller {
  VENDOR("the vendor that submitted it"),
  ADMINISTRATOR("a consortium administrator");

  private final String words;

  Canceller(String words) {
    this.words = words;
  }

  /** The sentence that the study, its sites and its watchers get as the reason. */
  public String sentence() {
    return "Cancelled by " + words + ".";
  }
}
