package org.fedval.agent.cases;

import org.fedval.evaluation.counters.Exclusion;

/** What the hospital's own people can do about a case that was left out. */
public final class CaseAdvice {
  private CaseAdvice() {}

  /** One sentence. */
  public static String of(Exclusion reason) {
    return switch (reason) {
      case NOT_DICOM -> "Move files that are no DICOM images out of the data folder.";
      case UNREADABLE ->
          "Export the image again, and check that the agent's user may read the file.";
      case DUPLICATE_INSTANCE -> "The first copy counts; remove this one.";
      case NO_LABEL_ROW -> "Add a row with this image's UID to the labels, if it belongs to them.";
      case NOT_ELIGIBLE, SOP_CLASS, LABEL_PROVENANCE, PRIOR_IMAGES, NOT_CHOSEN ->
          "Nothing to do: the study does not ask for such images.";
      case VIEW, AGE, STUDY_DATE ->
          "The study does not ask for such images; if the attribute is missing or wrong, correct it"
              + " in the image or map it in attributes.yaml.";
      case OPT_OUT -> "Nothing to do: the patient is on this site's opt-out list.";
      case TRANSFER_SYNTAX ->
          "Export the image uncompressed, or in a transfer syntax that fedval dicom inspect accepts.";
      case PIXEL_DECODE ->
          "Export the image again; it needs one undamaged grayscale frame that is read in time.";
      case PREPROCESSING ->
          "The image does not fit the vendor's recipe; tell the vendor if there are many.";
      case INFERENCE_FAILED, NON_FINITE_SCORE ->
          "The image is readable; tell the vendor of the model.";
    };
  }
}
