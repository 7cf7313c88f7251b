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
      case "MODEL_KEY":
        return "it cannot open the model with the key that was made for it";
      case "TEE_REQUIRED":
        return "it has no attested environment, which the study asks for";
      case "CANARY_DEVIATION":
        return "its hardware does not reproduce the canary outputs within the stated tolerance";
      case "INFERENCE":
        return "it cannot run the model";
      case "LABELS":
        return "its labels file cannot be used";
      case "DATA":
        return "its images cannot be read";
      case "PRIVACY_BUDGET":
        return "its privacy budget does not allow the study";
      case "PROTOCOL":
        return "a message failed one of its checks";
      case "WITHDRAWN":
        return "its operator took the approval back";
      case "SLOT_PENDING":
        return "its data is masked in another session that has not ended";
      case "SLOT_LOCKED":
        return "its data gave an earlier result with other sites";
      case "DATASET_DIFFERENCING":
        return "its data gave another study's result with other sites";
      case "COHORT_DIFFERENCING":
        return "its cohort differs from an earlier one by too few patients";
      case "COHORT_CHANGED":
        return "its cases are not those of the first round";
      case "FALSE_TABLES":
        return "the tables of a later round do not follow from the sums that it knows";
      case "QUARANTINE":
        return "its agent waits for its operator after a restored backup";
      case "INTERNAL":
        return "its agent cannot go on; its operator finds why in the agent's log";
      default:
        return "it gave the code " + code;
    }
  }
}
