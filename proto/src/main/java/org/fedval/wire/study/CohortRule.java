package org.fedval.wire.study;

import java.util.List;

/**
 * Which images of a site belong to the study, beside having a reference label.
 *
 * @param modalities DICOM modality codes (Modality, 0008,0060), such as {@code DX}; an image of
 *     another modality is excluded and counted. Empty admits every modality.
 */
public record CohortRule(List<String> modalities) {
  public CohortRule {
    modalities = List.copyOf(modalities);
  }
}
