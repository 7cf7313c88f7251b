package org.fedval.coordinator.desk;

/** A site's denial code in words. The code is all that a site tells. */
final class DenialWords {
  private DenialWords() {}

  static String of(String code) {
    switch (code) {
      case "POLICY":
        return "its policy does not allow the study";
      case "ROSTER":
        return "its operator has not approved the roster";
      case "BUNDLE":
        return "it refuses the bundle";
      case "CANARY_DEVIATION":
        return "its hardware does not reproduce the canary outputs within the stated tolerance";
      case "LABELS":
        return "its labels file cannot be used";
      case "DATA":
        return "its images cannot be read";
      case "PRIVACY_BUDGET":
        return "its privacy budget does not allow the study";
      case "PROTOCOL":
        return "a message failed one of its checks";
      case "INTERNAL":
        return "its agent cannot go on; its operator finds why in the agent's log";
      default:
        return "it gave the code " + code;
    }
  }
}
