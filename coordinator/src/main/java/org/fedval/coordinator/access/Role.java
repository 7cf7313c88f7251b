package org.fedval.coordinator.access;

/** What a person is to the consortium. One person may have several. */
public enum Role {
  /** Submits locked models and preregistered studies, and reads the reports of their own. */
  VENDOR("Vendor"),
  /** Runs the consortium: sites, rosters, accounts; sees every study. */
  ADMINISTRATOR("Consortium administrator"),
  /** Reads the studies that they are a member of. */
  RESEARCHER("Researcher"),
  /** Reads the transparency log and the studies that they are a member of. */
  AUDITOR("Auditor");

  private final String words;

  Role(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
