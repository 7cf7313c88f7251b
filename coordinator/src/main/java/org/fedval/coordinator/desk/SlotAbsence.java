package org.fedval.coordinator.desk;

/** Why a later round gives no statistics, as the report says it: a code, then a clause. */
final class SlotAbsence {
  private SlotAbsence() {}

  static String siteLost(int slot) {
    return "SITE_LOST: a hospital whose numbers are in the first round took no part in round "
        + (slot + 1);
  }

  static String cohortChanged(int slot) {
    return "COHORT_CHANGED: the patients of round "
        + (slot + 1)
        + " are not those of the first round";
  }

  static String tooLarge(int slot) {
    return "TOO_LARGE: the sums that round "
        + (slot + 1)
        + " rests on are too large to be sent to every hospital";
  }

  static String failed(int slot) {
    return "INTERNAL: the coordinator could not hold round " + (slot + 1);
  }
}
