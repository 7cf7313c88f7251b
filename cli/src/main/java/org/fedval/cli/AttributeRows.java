package org.fedval.cli;

import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.SiteAttributes;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.StudyDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a local evaluation needs to know of an image beside its scores: its patient, its modality,
 * each attribute as the level of a plan or, without a plan, as it stands in the image, and whether
 * the plan's cohort rule leaves it out.
 */
final class AttributeRows {
  private static final String MODALITY = "modality";
  private static final List<String> WITHOUT_PLAN = List.of("sex", "age", "view", "manufacturer");

  /** The code under which the plan's cohort rule leaves an image out; nothing if it does not. */
  private static final String COHORT_RULE = "cohort_rule";

  private final @Nullable SubgroupLevels levels;
  private final CohortRule rule;

  /**
   * @param plan whose subgroups and cohort rule are asked for; null without one. An attribute that
   *     only a site's mapping knows gets no column
   */
  AttributeRows(@Nullable StudyDocument plan) {
    this.levels =
        plan == null
            ? null
            : new SubgroupLevels(
                plan.subgroups().stream()
                    .filter(s -> SiteAttributes.KNOWN.contains(s.attribute()))
                    .toList());
    this.rule = plan == null ? CohortRule.ANY : plan.cohort();
  }

  List<String> header() {
    List<String> names = new ArrayList<>(List.of("sop_instance_uid", "patient_id", MODALITY));
    SubgroupLevels known = levels;
    names.addAll(
        known == null
            ? WITHOUT_PLAN
            : known.subgroups().stream()
                .map(Subgroup::attribute)
                .filter(attribute -> !names.contains(attribute))
                .toList());
    if (!rule.further().isEmpty()) {
      names.add(COHORT_RULE);
    }
    return names;
  }

  /** One value a column; null where the image has none. */
  List<@Nullable String> row(SopInstance image) {
    List<@Nullable String> row = new ArrayList<>();
    row.add(image.sopInstanceUid());
    row.add(image.patientId());
    row.add(image.modality());
    SubgroupLevels known = levels;
    if (known == null) {
      row.add(image.sex());
      row.add(image.ageYears() == null ? null : image.ageYears().toString());
      row.add(image.viewPosition());
      row.add(image.manufacturer());
    } else {
      int[] of = known.of(image);
      for (int a = 0; a < of.length; a++) {
        if (!known.subgroups().get(a).attribute().equals(MODALITY)) {
          row.add(known.subgroups().get(a).allLevels().get(of[a]));
        }
      }
    }
    if (!rule.further().isEmpty()) {
      row.add(refusal(image));
    }
    return row;
  }

  private @Nullable String refusal(SopInstance image) {
    return rule.refusal(
            new CohortRule.Image(
                image.modality(),
                image.sopClassUid(),
                image.viewPosition(),
                image.ageYears(),
                image.studyDate(),
                null))
        .filter(reason -> reason != Exclusion.LABEL_PROVENANCE) // labels are not read here
        .map(Exclusion::name)
        .orElse(null);
  }
}
