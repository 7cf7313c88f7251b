package org.fedval.wire.study;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a site belong to the study, beside having a reference label. An empty list and a
 * null bound admit everything; an attribute that is absent fits only a rule that does not ask for
 * it. {@link #refusal} judges what one image alone can tell; {@link #priorImages} and {@link
 * #imagesPerPatient} need the other images of the patient.
 *
 * @param modalities DICOM modality codes (0008,0060), such as {@code DX}
 * @param sopClasses SOP Class UIDs (0008,0016)
 * @param views view positions such as {@code PA}; case and extra spaces do not count
 * @param age completed years of the patient, null for any
 * @param studyDates days of the study, null for any
 * @param labelProvenance where the labels may come from
 * @param priorImages what the patient's earlier examinations mean
 * @param imagesPerPatient how many images of a patient count
 */
public record CohortRule(
    List<String> modalities,
    List<String> sopClasses,
    List<String> views,
    @Nullable AgeRange age,
    @Nullable DateRange studyDates,
    List<LabelProvenance> labelProvenance,
    PriorImages priorImages,
    ImagesPerPatient imagesPerPatient) {
  /** Every image with a reference label. */
  public static final CohortRule ANY = new CohortRule(List.of());

  public CohortRule {
    modalities = List.copyOf(modalities);
    sopClasses = List.copyOf(sopClasses);
    views = List.copyOf(views);
    labelProvenance = List.copyOf(labelProvenance);
  }

  /** A rule on modalities alone. */
  public CohortRule(List<String> modalities) {
    this(
        modalities,
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        PriorImages.ANY,
        ImagesPerPatient.ALL);
  }

  /**
   * Ages, left-closed: {@code from <= age < to}.
   *
   * @param from completed years, null without a lower end
   * @param to completed years, null without an upper end; not itself inside
   */
  public record AgeRange(@Nullable Integer from, @Nullable Integer to) {
    boolean holds(@Nullable Integer years) {
      return years != null && (from == null || years >= from) && (to == null || years < to);
    }
  }

  /**
   * Days, both ends inside.
   *
   * @param from first day, null without one
   * @param to last day, null without one
   */
  public record DateRange(@Nullable LocalDate from, @Nullable LocalDate to) {
    boolean holds(@Nullable LocalDate day) {
      return day != null
          && (from == null || !day.isBefore(from))
          && (to == null || !day.isAfter(to));
    }
  }

  /** What earlier study dates of the same patient, modalities and SOP classes mean. */
  public enum PriorImages {
    /** Nothing. */
    ANY,
    /** An image with an earlier one is excluded. */
    FIRST_ONLY,
    /** An image without an earlier one is excluded. */
    WITH_PRIOR
  }

  /** Which of a patient's otherwise admitted images count. */
  public enum ImagesPerPatient {
    ALL,
    /** The earliest. */
    FIRST,
    /** The latest. */
    LAST
  }

  /**
   * What one image tells of itself; null where it is silent.
   *
   * @param ageYears completed years
   */
  public record Image(
      @Nullable String modality,
      @Nullable String sopClassUid,
      @Nullable String view,
      @Nullable Integer ageYears,
      @Nullable LocalDate studyDate,
      @Nullable LabelProvenance labelProvenance) {
    @Override
    public String toString() {
      return "CohortRule.Image";
    }
  }

  /** Whether an image of this modality belongs; an absent modality belongs only to an open rule. */
  public boolean admits(@Nullable String modality) {
    return modalities.isEmpty() || modality != null && modalities.contains(modality.strip());
  }

  /** Whether an image of this SOP class belongs. */
  public boolean admitsSopClass(@Nullable String uid) {
    return sopClasses.isEmpty() || uid != null && sopClasses.contains(uid.strip());
  }

  /** Whether an image of this view belongs. */
  public boolean admitsView(@Nullable String view) {
    return views.isEmpty()
        || view != null
            && views.stream().map(StudyChecks::fold).anyMatch(StudyChecks.fold(view)::equals);
  }

  /** Whether an image of a patient of this age belongs. */
  public boolean admitsAge(@Nullable Integer years) {
    return age == null || age.holds(years);
  }

  /** The first reason why an image is outside; empty when its own attributes admit it. */
  public Optional<Exclusion> refusal(Image image) {
    if (!admits(image.modality())) {
      return Optional.of(Exclusion.NOT_ELIGIBLE);
    }
    if (!admitsSopClass(image.sopClassUid())) {
      return Optional.of(Exclusion.SOP_CLASS);
    }
    if (!admitsView(image.view())) {
      return Optional.of(Exclusion.VIEW);
    }
    if (!admitsAge(image.ageYears())) {
      return Optional.of(Exclusion.AGE);
    }
    if (studyDates != null && !studyDates.holds(image.studyDate())) {
      return Optional.of(Exclusion.STUDY_DATE);
    }
    LabelProvenance provenance = image.labelProvenance();
    boolean known = provenance != null && labelProvenance.contains(provenance);
    return labelProvenance.isEmpty() || known
        ? Optional.empty()
        : Optional.of(Exclusion.LABEL_PROVENANCE);
  }

  /** Whether other images of the patient have to be known. */
  public boolean comparesImages() {
    return priorImages != PriorImages.ANY || imagesPerPatient != ImagesPerPatient.ALL;
  }

  /**
   * Every rule but the modalities, one text each, such as {@code age=18..65}; empty for a plan
   * without them. Part of the study's criteria hash.
   */
  public List<String> further() {
    List<String> rules = new ArrayList<>();
    listed(rules, "sop_classes", sopClasses, uid -> uid);
    listed(rules, "views", views, view -> view);
    if (age != null) {
      rules.add("age=" + range(age.from(), age.to()));
    }
    if (studyDates != null) {
      rules.add("study_dates=" + range(studyDates.from(), studyDates.to()));
    }
    listed(rules, "label_provenance", labelProvenance, LabelProvenance::code);
    if (priorImages != PriorImages.ANY) {
      rules.add("prior_images=" + CohortYaml.code(priorImages));
    }
    if (imagesPerPatient != ImagesPerPatient.ALL) {
      rules.add("images_per_patient=" + CohortYaml.code(imagesPerPatient));
    }
    return List.copyOf(rules);
  }

  private static <T> void listed(
      List<String> rules, String name, List<T> values, Function<T, String> text) {
    if (!values.isEmpty()) {
      rules.add(name + "=" + String.join(",", values.stream().map(text).toList()));
    }
  }

  private static String range(@Nullable Object from, @Nullable Object to) {
    return (from == null ? "" : from) + ".." + (to == null ? "" : to);
  }
}
