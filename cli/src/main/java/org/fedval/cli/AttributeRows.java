package org.fedval.cli;

import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * What a local evaluation needs to know of an image beside its scores: its patient, its modality,
 * and each attribute as the level of a plan or, without a plan, as it stands in the image.
 */
final class AttributeRows {
  private static final List<String> WITHOUT_PLAN = List.of("sex", "age", "view", "manufacturer");

  private final @Nullable SubgroupLevels levels;

  /**
   * @param planned the subgroups of a plan; null without one
   */
  AttributeRows(@Nullable List<Subgroup> planned) {
    this.levels = planned == null ? null : new SubgroupLevels(planned);
  }

  List<String> header() {
    List<String> names = new ArrayList<>(List.of("sop_instance_uid", "patient_id", "modality"));
    SubgroupLevels known = levels;
    names.addAll(
        known == null
            ? WITHOUT_PLAN
            : known.subgroups().stream().map(Subgroup::attribute).toList());
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
        row.add(known.subgroups().get(a).allLevels().get(of[a]));
      }
    }
    return row;
  }
}
