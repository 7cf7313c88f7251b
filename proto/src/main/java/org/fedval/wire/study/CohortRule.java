package org.fedval.wire.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a site belong to the study, beside having a reference label.
 *
 * @param modalities DICOM modality codes (Modality, 0008,0060), such as {@code DX}; an image of
 *     another modality is excluded and counted. Empty admits every modality.
 */
public record CohortRule(List<String> modalities) {
  /** Every image with a reference label. */
  public static final CohortRule ANY = new CohortRule(List.of());

  public CohortRule {
    modalities = List.copyOf(modalities);
  }

  /** Whether an image of this modality belongs; an absent modality belongs only to an open rule. */
  public boolean admits(@Nullable String modality) {
    return modalities.isEmpty() || modality != null && modalities.contains(modality.strip());
  }
}
