package org.fedval.agent.release;

import org.jspecify.annotations.Nullable;

/** Who approves a study that keeps the site's policy. */
public enum ApprovalRule {
  /** Nobody is asked again. */
  AUTOMATIC(0),
  /** One person. */
  PERSON(1),
  /** Two persons, neither of whom can do it alone. */
  TWO_PERSONS(2);

  private final int persons;

  ApprovalRule(int persons) {
    this.persons = persons;
  }

  /** The rule by its word in {@code policy.yaml}; automatic when absent. */
  public static ApprovalRule named(@Nullable String word) {
    if (word == null || word.equals("automatic")) {
      return AUTOMATIC;
    }
    switch (word) {
      case "person":
        return PERSON;
      case "two_persons":
        return TWO_PERSONS;
      default:
        throw new IllegalArgumentException("approval must be automatic, person or two_persons.");
    }
  }

  /** How many persons must approve. */
  public int persons() {
    return persons;
  }
}
