package org.fedval.cli.evaluate;

import java.util.Arrays;
import java.util.Objects;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.jspecify.annotations.Nullable;

/**
 * What labels and attributes say of one image. Patient data, without a text form. Not thread-safe.
 */
final class KnownImage {
  private final String uid;
  private byte @Nullable [] labels;
  private @Nullable String patient;
  private @Nullable String site;
  private int @Nullable [] levels;
  private @Nullable String modality;
  private @Nullable String patientOfAttributes;
  private @Nullable Exclusion refusal;

  KnownImage(String uid) {
    this.uid = uid;
  }

  String uid() {
    return uid;
  }

  /** Whether these labels are the first, or those of before once more. */
  boolean setLabels(byte[] given, @Nullable String patientId) {
    if (labels != null) {
      return Arrays.equals(labels, given) && Objects.equals(patient, patientId);
    }
    labels = given;
    patient = patientId;
    return true;
  }

  /** Whether these attributes are the first, or those of before once more. */
  boolean setAttributes(
      int[] given,
      @Nullable String patientId,
      @Nullable String imageModality,
      @Nullable Exclusion ruledOut) {
    if (levels != null) {
      return refusal == ruledOut
          && Arrays.equals(levels, given)
          && Objects.equals(patientOfAttributes, patientId)
          && Objects.equals(modality, imageModality);
    }
    levels = given;
    patientOfAttributes = patientId;
    modality = imageModality;
    refusal = ruledOut;
    return true;
  }

  /** Whether this is the first site named for the image, or the same again. */
  boolean setSite(@Nullable String given) {
    if (given == null || given.equals(site)) {
      return true;
    }
    boolean first = site == null;
    site = first ? given : site;
    return first;
  }

  boolean hasLabels() {
    return labels != null;
  }

  boolean hasAttributes() {
    return levels != null;
  }

  /** Whether the image is known as some patient's, not as a patient of its own. */
  boolean namesPatient() {
    return patient != null || patientOfAttributes != null;
  }

  /** The patient of the labels, else of the attributes, else the image as its own patient. */
  String patientKey() {
    String id = patient != null ? patient : patientOfAttributes;
    return id != null ? "patient " + id : "image " + uid;
  }

  ReferenceLabel[] labels() {
    byte[] known = labels == null ? new byte[0] : labels;
    ReferenceLabel[] all = new ReferenceLabel[known.length];
    for (int i = 0; i < known.length; i++) {
      all[i] = ReferenceLabel.values()[known[i]];
    }
    return all;
  }

  /** Indexes of levels; null where no attributes are known. */
  int @Nullable [] levels() {
    return levels;
  }

  @Nullable String site() {
    return site;
  }

  @Nullable String modality() {
    return modality;
  }

  /** The cohort rule under which the attributes leave the image out; null for none. */
  @Nullable Exclusion refusal() {
    return refusal;
  }
}
