package org.fedval.agent.cohort;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts patients who are given different values of what a patient has once. Not thread-safe. */
final class PatientConflicts {
  private final Map<String, String> first = new HashMap<>();
  private final Set<String> conflicting = new HashSet<>();

  /**
   * @param value null where an image does not say
   */
  void see(String patient, @Nullable String value) {
    if (value != null) {
      String before = first.putIfAbsent(patient, value);
      if (before != null && !before.equals(value)) {
        conflicting.add(patient);
      }
    }
  }

  long count() {
    return conflicting.size();
  }
}
