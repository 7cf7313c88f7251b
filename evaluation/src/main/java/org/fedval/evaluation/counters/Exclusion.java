package org.fedval.evaluation.counters;

import java.util.List;
import java.util.stream.Stream;
import org.fedval.evaluation.plan.Analyses;

/**
 * Why a case was not analysed. The order is the order of precedence: each case is counted once,
 * under the first reason that applies (STARD flow).
 */
public enum Exclusion {
  NOT_DICOM("not a DICOM file"),
  UNREADABLE("DICOM file damaged or truncated"),
  DUPLICATE_INSTANCE("SOP Instance UID seen before"),
  OPT_OUT("the patient opted out"),
  NO_LABEL_ROW("image without a row in the labels"),
  NOT_ELIGIBLE("modality outside the cohort rule"),
  SOP_CLASS("SOP class outside the cohort rule"),
  VIEW("view outside the cohort rule, or not known"),
  AGE("age outside the cohort rule, or not known"),
  STUDY_DATE("study date outside the cohort rule, or not known"),
  LABEL_PROVENANCE("label of another provenance than the cohort rule admits"),
  PRIOR_IMAGES("outside the cohort rule on earlier images of the patient"),
  NOT_CHOSEN("another image of the patient counts instead"),
  TRANSFER_SYNTAX("pixel data in a transfer syntax that the reader does not decode"),
  PIXEL_DECODE("pixel data damaged or not a single-frame grayscale image"),
  PREPROCESSING("the locked preprocessing recipe does not apply"),
  INFERENCE_FAILED("the model failed on this image"),
  NON_FINITE_SCORE("the model's score is not a number between 0 and 1");

  private final String words;

  Exclusion(String words) {
    this.words = words;
  }

  /**
   * Whether the image was admitted as a patient's case before it was left out. Under differential
   * privacy only such images are counted: the limit of images a patient holds for them alone.
   */
  public boolean namesPatient() {
    return compareTo(TRANSFER_SYNTAX) >= 0;
  }

  /**
   * The reasons that a study can find, in order. Without a model nothing is said of what only
   * preprocessing or scoring finds.
   */
  public static List<Exclusion> foundBy(Analyses analyses) {
    return Stream.of(values())
        .filter(reason -> !analyses.isGateOnly() || reason.compareTo(PREPROCESSING) < 0)
        .toList();
  }

  /** The reason in plain words, the same in log, page, report and docs. */
  public String words() {
    return words;
  }
}
