package org.fedval.agent.cohort;

import java.util.List;
import org.fedval.agent.dicom.SopInstance;

/**
 * Which images belong to the study.
 *
 * @param modalities the values of Modality (0008,0060) that do, such as {@code DX}; all when empty
 */
public record CohortRule(List<String> modalities) {
  public CohortRule {
    modalities = List.copyOf(modalities);
  }

  /** Every image with reference labels. */
  public static CohortRule everyImage() {
    return new CohortRule(List.of());
  }

  boolean admits(SopInstance instance) {
    String modality = instance.modality();
    return modalities.isEmpty() || modality != null && modalities.contains(modality);
  }
}
