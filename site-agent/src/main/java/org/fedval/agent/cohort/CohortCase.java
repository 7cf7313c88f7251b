package org.fedval.agent.cohort;

import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.ReferenceLabel;

/**
 * One image of the study before it is scored. Patient data: stays in the hospital, and its text
 * form is empty of it.
 *
 * @param sopInstanceUid unique among the cases
 * @param patientKey {@code patient_id} of the labels
 * @param labels in the order of the study's findings
 * @param levels for each subgroup the index into its levels with other and unknown; not copied
 * @param content SHA-256 of the whole label row and of every attribute that a subgroup can ask for,
 *     the same for every study
 */
@SuppressWarnings("ArrayRecordComponent")
public record CohortCase(
    String sopInstanceUid,
    String patientKey,
    List<ReferenceLabel> labels,
    int[] levels,
    Sha256Digest content) {
  public CohortCase {
    labels = List.copyOf(labels);
  }

  @Override
  public String toString() {
    return "CohortCase";
  }
}
