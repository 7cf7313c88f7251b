package org.fedval.agent.cohort;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.CohortRule.ImagesPerPatient;
import org.fedval.wire.study.CohortRule.PriorImages;
import org.jspecify.annotations.Nullable;

/**
 * What the other images of a patient say about one, for the rules that ask: a pass of its own over
 * the attributes of all images. An earlier image is one of the admitted modalities and SOP classes
 * with an earlier study date, labelled or not. The images of a patient are ordered by study date,
 * study time, content time and SOP Instance UID, whatever is absent last, so that every pass over
 * the same data chooses the same one; whether its pixels can be decoded does not matter. Keeps a
 * date a patient and, where one image a patient counts, one entry an image.
 */
final class PatientHistory {
  private static final Comparator<Candidate> BY_TIME =
      Comparator.comparing(Candidate::day, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Candidate::studyTime, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Candidate::contentTime, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Candidate::uid);

  private final CohortRule rule;
  private final Map<String, LocalDate> firstDay = new HashMap<>();
  private final Map<String, String> chosen = new HashMap<>();

  private PatientHistory(CohortRule rule) {
    this.rule = rule;
  }

  private record Candidate(
      @Nullable LocalDate day,
      @Nullable LocalTime studyTime,
      @Nullable LocalTime contentTime,
      String uid) {}

  /** Reads the attributes of every object, unless no rule needs them. */
  static PatientHistory of(DicomSource source, CohortAdmission admission)
      throws DicomSourceException {
    PatientHistory history = new PatientHistory(admission.rule());
    if (admission.rule().comparesImages()) {
      Map<String, List<Candidate>> candidates = new HashMap<>();
      SeenInstances uids = new SeenInstances();
      source.forEach(object -> history.see(object, admission, uids, candidates));
      candidates.forEach(history::choose);
    }
    return history;
  }

  private void see(
      DicomObject object,
      CohortAdmission admission,
      SeenInstances uids,
      Map<String, List<Candidate>> candidates) {
    SopInstance instance;
    try {
      instance = object.read();
    } catch (DicomFault unreadable) {
      return; // excluded, with its reason, when the cohort is read
    }
    CohortAdmission.Described image = admission.describe(instance);
    String patient = image.patient();
    if (!uids.first(instance.sopInstanceUid()) || patient == null || admission.optedOut(image)) {
      return;
    }
    LocalDate day = instance.studyDate();
    if (day != null && admission.isOfTheKind(instance)) {
      firstDay.merge(patient, day, (a, b) -> a.isBefore(b) ? a : b);
    }
    if (rule.imagesPerPatient() != ImagesPerPatient.ALL && admission.refusal(image).isEmpty()) {
      candidates
          .computeIfAbsent(patient, p -> new ArrayList<>())
          .add(
              new Candidate(
                  day, instance.studyTime(), instance.contentTime(), instance.sopInstanceUid()));
    }
  }

  private void choose(String patient, List<Candidate> images) {
    List<Candidate> admitted =
        images.stream().filter(image -> fitsPrior(patient, image.day())).toList();
    if (!admitted.isEmpty()) {
      chosen.put(patient, pick(admitted).uid());
    }
  }

  /** An image without a date is the last to be chosen, from either end. */
  private Candidate pick(List<Candidate> images) {
    List<Candidate> dated = images.stream().filter(image -> image.day() != null).toList();
    return rule.imagesPerPatient() == ImagesPerPatient.FIRST || dated.isEmpty()
        ? Collections.min(images, BY_TIME)
        : Collections.max(dated, BY_TIME);
  }

  private boolean fitsPrior(String patient, @Nullable LocalDate day) {
    if (rule.priorImages() == PriorImages.ANY) {
      return true;
    }
    LocalDate first = firstDay.get(patient);
    if (day == null || first == null) {
      return false; // nobody can say what came before
    }
    return first.isBefore(day) == (rule.priorImages() == PriorImages.WITH_PRIOR);
  }

  /** The reason against an image that is admitted by itself; empty when it is a case. */
  Optional<Exclusion> refusal(String patient, SopInstance instance) {
    if (!fitsPrior(patient, instance.studyDate())) {
      return Optional.of(Exclusion.PRIOR_IMAGES);
    }
    boolean taken =
        rule.imagesPerPatient() == ImagesPerPatient.ALL
            || instance.sopInstanceUid().equals(chosen.get(patient));
    return taken ? Optional.empty() : Optional.of(Exclusion.NOT_CHOSEN);
  }
}
