package org.fedval.agent.cohort;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fedval.evaluation.counters.Exclusion;

/**
 * What a site's own people should know of their data. Counts of one site: never leaves the
 * hospital.
 *
 * @param objects candidates that the source gave
 * @param cases objects that became cases
 * @param patients distinct patient keys among the cases
 * @param excluded every reason with its count; {@code objects} is {@code cases} and these
 * @param labelRowsWithoutImage label rows whose SOP Instance UID no object has
 * @param repeatedLabelRows label rows that say again what an earlier one said
 * @param patientIdMismatches cases whose Patient ID (0010,0020) is not the one of the labels
 * @param conflictingSex patients whose labelled images state more than one sex
 * @param conflictingBirthDate patients whose labelled images state more than one birth date
 * @param missingLabels by finding, cases without a label for it
 * @param undecidedLabels by finding, label rows whose readers disagree without a decision
 * @param unknownLevels by subgroup attribute, cases where it is absent
 * @param unexpectedValues by subgroup attribute, cases with a value that neither the plan nor the
 *     site's mapping knows
 */
public record DataQuality(
    long objects,
    long cases,
    long patients,
    Map<Exclusion, Long> excluded,
    long labelRowsWithoutImage,
    long repeatedLabelRows,
    long patientIdMismatches,
    long conflictingSex,
    long conflictingBirthDate,
    Map<String, Long> missingLabels,
    Map<String, Long> undecidedLabels,
    Map<String, Long> unknownLevels,
    Map<String, Long> unexpectedValues) {
  public DataQuality {
    Map<Exclusion, Long> everyReason = new EnumMap<>(Exclusion.class);
    for (Exclusion reason : Exclusion.values()) {
      everyReason.put(reason, excluded.getOrDefault(reason, 0L));
    }
    excluded = Collections.unmodifiableMap(everyReason);
    missingLabels = Collections.unmodifiableMap(new LinkedHashMap<>(missingLabels));
    undecidedLabels = Collections.unmodifiableMap(new LinkedHashMap<>(undecidedLabels));
    unknownLevels = Collections.unmodifiableMap(new LinkedHashMap<>(unknownLevels));
    unexpectedValues = Collections.unmodifiableMap(new LinkedHashMap<>(unexpectedValues));
  }
}
