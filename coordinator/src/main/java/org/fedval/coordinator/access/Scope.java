package org.fedval.coordinator.access;

/** How far a permission reaches into what a script with an API token may do. */
public enum Scope {
  /** Look at studies, sites and the log. */
  READ("Read studies, sites and the audit log"),
  /** Submit studies and cancel them. */
  SUBMIT("Submit and cancel studies"),
  /** Change who reads a study, sites and rosters. */
  MANAGE("Share studies, manage sites"),
  /** One's own account and the accounts of others: a signed-in person only, never a token. */
  IN_PERSON("In person only");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether an API token may have it. */
  public boolean isForTokens() {
    return this != IN_PERSON;
  }
}
