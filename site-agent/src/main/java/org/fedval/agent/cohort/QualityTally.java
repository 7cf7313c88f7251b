package org.fedval.agent.cohort;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Subgroup;

/** Counts a pass for {@link DataQuality}. Not thread-safe. */
final class QualityTally {
  private final List<String> findings;
  private final SubgroupLevels subgroups;
  private final Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
  private final Map<String, Long> missingLabels = new LinkedHashMap<>();
  private final Map<String, Long> unknownLevels = new LinkedHashMap<>();
  private final Map<String, Long> unexpectedValues = new LinkedHashMap<>();
  private final PatientFacts patients = new PatientFacts();
  private long objects;
  private long cases;
  private long patientIdMismatches;

  QualityTally(List<String> findings, SubgroupLevels subgroups) {
    this.findings = findings;
    this.subgroups = subgroups;
    findings.forEach(finding -> missingLabels.put(finding, 0L));
    for (Subgroup subgroup : subgroups.subgroups()) {
      unknownLevels.put(subgroup.attribute(), 0L);
      unexpectedValues.put(subgroup.attribute(), 0L);
    }
  }

  void exclude(Exclusion reason) {
    objects++;
    excluded.merge(reason, 1L, Long::sum);
  }

  /** An image with a label row, whether it becomes a case or not. */
  void see(String patient, SopInstance instance) {
    patients.see(patient, instance.sex(), instance.birthDate());
  }

  /**
   * @param expected whether the value of an attribute is absent, or known to the site's mapping
   */
  void include(CohortCase admitted, SopInstance instance, Predicate<String> expected) {
    objects++;
    cases++;
    patients.include(admitted.patientKey());
    String patientId = instance.patientId();
    if (patientId != null && !patientId.equals(admitted.patientKey())) {
      patientIdMismatches++;
    }
    for (int i = 0; i < findings.size(); i++) {
      if (admitted.labels().get(i) == ReferenceLabel.MISSING) {
        missingLabels.merge(findings.get(i), 1L, Long::sum);
      }
    }
    for (int i = 0; i < admitted.levels().length; i++) {
      int level = admitted.levels()[i];
      String attribute = subgroups.subgroups().get(i).attribute();
      if (subgroups.isPlanned(i, level)) {
        continue;
      }
      if (!expected.test(attribute)) {
        unexpectedValues.merge(attribute, 1L, Long::sum);
      } else if (subgroups.isUnknown(i, level)) {
        unknownLevels.merge(attribute, 1L, Long::sum);
      }
    }
  }

  DataQuality result(ReferenceStandard labels, long labelRowsSeen) {
    return new DataQuality(
        objects,
        cases,
        patients.patientsWithCases(),
        excluded,
        labels.size() - labelRowsSeen,
        labels.repeatedRows(),
        patientIdMismatches,
        patients.conflictingSex(),
        patients.conflictingBirthDate(),
        missingLabels,
        labels.undecided(),
        unknownLevels,
        unexpectedValues);
  }
}
