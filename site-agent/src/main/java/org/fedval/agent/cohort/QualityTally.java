package org.fedval.agent.cohort;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;

/** Counts a pass for {@link DataQuality}. Not thread-safe. */
final class QualityTally {
  private final List<String> findings;
  private final SubgroupLevels subgroups;
  private final Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
  private final Map<String, Long> missingLabels = new LinkedHashMap<>();
  private final Map<String, Long> unknownLevels = new LinkedHashMap<>();
  private final Set<String> patients = new HashSet<>();
  private long objects;
  private long cases;
  private long patientIdMismatches;

  QualityTally(List<String> findings, SubgroupLevels subgroups) {
    this.findings = findings;
    this.subgroups = subgroups;
    findings.forEach(finding -> missingLabels.put(finding, 0L));
    subgroups.subgroups().forEach(subgroup -> unknownLevels.put(subgroup.attribute(), 0L));
  }

  void exclude(Exclusion reason) {
    objects++;
    excluded.merge(reason, 1L, Long::sum);
  }

  void include(CohortCase admitted, SopInstance instance) {
    objects++;
    cases++;
    patients.add(admitted.patientKey());
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
      if (subgroups.isUnknown(i, admitted.levels()[i])) {
        unknownLevels.merge(subgroups.subgroups().get(i).attribute(), 1L, Long::sum);
      }
    }
  }

  DataQuality result(long labelRowsWithoutImage) {
    return new DataQuality(
        objects,
        cases,
        patients.size(),
        excluded,
        labelRowsWithoutImage,
        patientIdMismatches,
        missingLabels,
        unknownLevels);
  }
}
