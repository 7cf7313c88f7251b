package org.fedval.evaluation.counters;

/**
 * One analysed image. It has no text form, since a patient key is patient data.
 *
 * <p>A score that is not finite or lies outside [0, 1] does not belong here: the caller counts the
 * image under {@link Exclusion#NON_FINITE_SCORE}.
 */
public final class CaseRecord {
  private final String patientKey;
  private final double[] scores;
  private final ReferenceLabel[] labels;
  private final int[] levels;

  /**
   * @param patientKey what the site identifies the patient by, not blank
   * @param scores one a finding, in plan order, each in [0, 1]
   * @param labels one a finding, in plan order
   * @param levelIndexPerSubgroup index into {@code Subgroup.allLevels()}, one an attribute
   * @throws IllegalArgumentException if a score is out of range or the key is blank
   */
  public CaseRecord(
      String patientKey, double[] scores, ReferenceLabel[] labels, int[] levelIndexPerSubgroup) {
    if (patientKey.isBlank()) {
      throw new IllegalArgumentException("A case needs the patient it belongs to.");
    }
    for (double score : scores) {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException(
            "A score is not a number between 0 and 1; such a case is an exclusion.");
      }
    }
    this.patientKey = patientKey;
    this.scores = scores.clone();
    this.labels = labels.clone();
    this.levels = levelIndexPerSubgroup.clone();
  }

  String patientKey() {
    return patientKey;
  }

  double score(int finding) {
    return scores[finding];
  }

  ReferenceLabel label(int finding) {
    return labels[finding];
  }

  int level(int subgroup) {
    return levels[subgroup];
  }

  boolean hasShape(int findings, int subgroups) {
    return scores.length == findings && labels.length == findings && levels.length == subgroups;
  }
}
