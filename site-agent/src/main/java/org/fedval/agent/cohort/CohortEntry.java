package org.fedval.agent.cohort;

import java.util.function.Function;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;

/** What became of one object of the source: a case to be scored, or one counted reason why not. */
public sealed interface CohortEntry {
  DicomObject object();

  /** The result of the function for this kind of entry. */
  <T> T match(
      Function<? super Included, ? extends T> included,
      Function<? super Excluded, ? extends T> excluded);

  /** A case; decoding its pixels may still exclude it. */
  record Included(DicomObject object, CohortCase cohortCase) implements CohortEntry {
    @Override
    public <T> T match(
        Function<? super Included, ? extends T> included,
        Function<? super Excluded, ? extends T> excluded) {
      return included.apply(this);
    }
  }

  /**
   * Not a case, under the first reason that applies.
   *
   * @param owner whose image it is; null where it was not matched to a patient
   */
  record Excluded(DicomObject object, Exclusion reason, @Nullable Owner owner)
      implements CohortEntry {
    @Override
    public <T> T match(
        Function<? super Included, ? extends T> included,
        Function<? super Excluded, ? extends T> excluded) {
      return excluded.apply(this);
    }
  }

  /**
   * An image that was set aside, and its patient. Patient data, without a text form.
   *
   * @param content as {@link CohortCase#content}
   */
  record Owner(String sopInstanceUid, String patientKey, Sha256Digest content) {
    @Override
    public String toString() {
      return "Owner";
    }
  }
}
