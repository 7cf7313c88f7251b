package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.LabelProvenance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a locked plan, over the images of a site. */
class CohortRulesTest {
  @TempDir private Path folder;
  private SiteFolder site;

  @BeforeEach
  void empty() {
    site = new SiteFolder(folder);
  }

  private static DataSetBuilder image(String uid, String day) {
    return SampleImages.image(uid).text(Tag.STUDY_DATE, day);
  }

  private static DataSetBuilder image(String uid, String day, String time) {
    return image(uid, day).text(Tag.CONTENT_TIME, time);
  }

  @Test
  void every_rule_excludes_under_its_own_code_and_the_first_one_counts() throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240601").text(Tag.VIEW_POSITION, "PA"))
        .image("2.25.2", "P-2", image("2.25.2", "20240601").text(Tag.MODALITY, "CT"))
        .image("2.25.3", "P-3", image("2.25.3", "20240601").text(Tag.SOP_CLASS_UID, "1.2.3"))
        .image("2.25.4", "P-4", image("2.25.4", "20240601").text(Tag.VIEW_POSITION, "LL"))
        .image("2.25.5", "P-5", image("2.25.5", "20240601"))
        .image(
            "2.25.6",
            "P-6",
            image("2.25.6", "20230601").text(Tag.VIEW_POSITION, "pa").text(Tag.PATIENT_AGE, "040Y"))
        .image(
            "2.25.7",
            "P-7",
            image("2.25.7", "20240601").text(Tag.VIEW_POSITION, "PA").text(Tag.PATIENT_AGE, "017Y"))
        .image(
            "2.25.8",
            "P-8",
            image("2.25.8", "20240601")
                .text(Tag.VIEW_POSITION, "PA")
                .text(Tag.PATIENT_BIRTH_DATE, "20060601"));
    CohortRule rule =
        SiteFolder.rule(
            """
            modalities: [DX]
            sop_classes: ["1.2.840.10008.5.1.4.1.1.1.1"]
            views: [PA]
            age: {from: 18, to: 65}
            study_dates: {from: 2024-01-01}
            """);

    assertThat(site.read(rule).words())
        .containsExactly(
            Map.entry("2.25.1", "AGE"),
            Map.entry("2.25.2", "NOT_ELIGIBLE"),
            Map.entry("2.25.3", "SOP_CLASS"),
            Map.entry("2.25.4", "VIEW"),
            Map.entry("2.25.5", "VIEW"),
            Map.entry("2.25.6", "STUDY_DATE"),
            Map.entry("2.25.7", "AGE"),
            Map.entry("2.25.8", "POSITIVE"));
  }

  private void threeDaysOfOnePatient() throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240301"))
        .image("2.25.2", "P-1", image("2.25.2", "20240101", "101500"))
        .image("2.25.3", "P-1", image("2.25.3", "20240101", "0914"))
        .image("2.25.4", "P-1", SampleImages.image("2.25.4"))
        .image("2.25.5", "P-2", image("2.25.5", "20240202"));
  }

  @Test
  void one_image_a_patient_is_the_first_or_the_last_by_date_and_time() throws Exception {
    threeDaysOfOnePatient();

    assertThat(site.read(SiteFolder.rule("images_per_patient: first")).words())
        .containsExactly(
            Map.entry("2.25.1", "NOT_CHOSEN"),
            Map.entry("2.25.2", "NOT_CHOSEN"),
            Map.entry("2.25.3", "POSITIVE"),
            Map.entry("2.25.4", "NOT_CHOSEN"),
            Map.entry("2.25.5", "POSITIVE"));
    assertThat(site.read(SiteFolder.rule("images_per_patient: last")).words())
        .containsEntry("2.25.1", "POSITIVE")
        .containsEntry("2.25.4", "NOT_CHOSEN")
        .containsEntry("2.25.5", "POSITIVE");
  }

  @Test
  void at_one_moment_the_uid_decides_so_that_every_pass_chooses_the_same() throws Exception {
    site.image("2.25.9", "P-1", image("2.25.9", "20240101"))
        .image("2.25.7", "P-1", image("2.25.7", "20240101"))
        .image("2.25.8", "P-1", image("2.25.8", "20240101"));

    for (int pass = 0; pass < 3; pass++) {
      assertThat(site.read(SiteFolder.rule("images_per_patient: first")).words())
          .containsEntry("2.25.7", "POSITIVE")
          .containsEntry("2.25.8", "NOT_CHOSEN")
          .containsEntry("2.25.9", "NOT_CHOSEN");
    }
  }

  @Test
  void the_choice_is_among_the_images_that_the_other_rules_admit() throws Exception {
    threeDaysOfOnePatient();

    assertThat(
            site.read(SiteFolder.rule("images_per_patient: first\nstudy_dates: {from: 2024-02-01}"))
                .words())
        .containsExactly(
            Map.entry("2.25.1", "POSITIVE"),
            Map.entry("2.25.2", "STUDY_DATE"),
            Map.entry("2.25.3", "STUDY_DATE"),
            Map.entry("2.25.4", "STUDY_DATE"),
            Map.entry("2.25.5", "POSITIVE"));
  }

  @Test
  void first_only_leaves_out_every_image_with_an_earlier_study_date() throws Exception {
    threeDaysOfOnePatient();

    assertThat(site.read(SiteFolder.rule("prior_images: first_only")).words())
        .containsExactly(
            Map.entry("2.25.1", "PRIOR_IMAGES"),
            Map.entry("2.25.2", "POSITIVE"),
            Map.entry("2.25.3", "POSITIVE"),
            Map.entry("2.25.4", "PRIOR_IMAGES"),
            Map.entry("2.25.5", "POSITIVE"));
    assertThat(site.read(SiteFolder.rule("prior_images: with_prior")).words())
        .containsEntry("2.25.1", "POSITIVE")
        .containsEntry("2.25.2", "PRIOR_IMAGES")
        .containsEntry("2.25.4", "PRIOR_IMAGES")
        .containsEntry("2.25.5", "PRIOR_IMAGES");
    assertThat(
            site.read(SiteFolder.rule("prior_images: first_only\nimages_per_patient: last"))
                .words())
        .containsEntry("2.25.2", "POSITIVE")
        .containsEntry("2.25.3", "NOT_CHOSEN");
  }

  @Test
  void an_earlier_image_counts_as_prior_without_a_label_but_not_of_another_modality()
      throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240301"))
        .unlabelled("2.25.2", image("2.25.2", "20230101").text(Tag.PATIENT_ID, "P-1"))
        .image("2.25.3", "P-3", image("2.25.3", "20240301"))
        .unlabelled(
            "2.25.4",
            image("2.25.4", "20230101").text(Tag.PATIENT_ID, "P-3").text(Tag.MODALITY, "CT"));

    assertThat(site.read(SiteFolder.rule("modalities: [DX]\nprior_images: first_only")).words())
        .containsEntry("2.25.1", "PRIOR_IMAGES")
        .containsEntry("2.25.3", "POSITIVE");
  }

  @Test
  void an_excluded_image_counts_under_the_patient_it_belongs_to() throws Exception {
    threeDaysOfOnePatient();

    assertThat(site.read(SiteFolder.rule("images_per_patient: first")).entries())
        .filteredOn(e -> e instanceof CohortEntry.Excluded)
        .hasSize(3)
        .allSatisfy(
            entry -> {
              CohortEntry.Owner owner = ((CohortEntry.Excluded) entry).owner();
              assertThat(owner.patientKey()).isEqualTo("P-1");
              assertThat(owner).hasToString("Owner");
            });
  }

  @Test
  void who_opted_out_is_excluded_before_anything_else_is_asked() throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240101"))
        .image("2.25.2", "Key-2", image("2.25.2", "20240101").text(Tag.PATIENT_ID, "MRN 77"))
        .image("2.25.3", "P-3", image("2.25.3", "20240101").text(Tag.MODALITY, "CT"))
        .image("2.25.4", "P-4", image("2.25.4", "20240101").text(Tag.PATIENT_ID, "P-4"))
        .unlabelled("2.25.5", image("2.25.5", "20240101").text(Tag.PATIENT_ID, "P-3"))
        .optOut("rw-------", "p-1 ", "", "mrn 77", "P-3");

    SiteFolder.Outcome outcome =
        site.read(SiteFolder.rule("modalities: [DX]\nimages_per_patient: last"));

    assertThat(outcome.words())
        .containsExactly(
            Map.entry("2.25.1", "OPT_OUT"),
            Map.entry("2.25.2", "OPT_OUT"),
            Map.entry("2.25.3", "OPT_OUT"),
            Map.entry("2.25.4", "POSITIVE"),
            Map.entry("2.25.5", "OPT_OUT"));
    assertThat(outcome.quality().excluded()).containsEntry(Exclusion.OPT_OUT, 4L);
    assertThat(outcome.quality().labelRowsWithoutImage()).isZero();
    assertThat(outcome.quality().conflictingSex()).isZero();
  }

  @Test
  void an_opt_out_list_that_others_can_read_or_that_is_missing_stops_the_cohort() throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240101")).optOut("rw-r--r--", "P-1");

    assertThatThrownBy(() -> site.read(CohortRule.ANY))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("can be read by others; run chmod 600");
    assertThatThrownBy(() -> OptOutList.read(folder.resolve("gone")))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void labels_of_another_provenance_are_left_out_row_by_row() throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240101"))
        .image("2.25.2", "P-2", image("2.25.2", "20240101"))
        .image("2.25.3", "P-3", image("2.25.3", "20240101"))
        .labels(
            "sop_instance_uid,patient_id,covid,source\n"
                + "2.25.1,P-1,1,path\n2.25.2,P-2,0,nlp\n2.25.3,P-3,0,\n")
        .attributes(
            """
            label_provenance:
              column: source
              values: {biopsy: [path], report_mined: [nlp]}
            """);

    assertThat(site.read(SiteFolder.rule("label_provenance: [biopsy]")).words())
        .containsExactly(
            Map.entry("2.25.1", "POSITIVE"),
            Map.entry("2.25.2", "LABEL_PROVENANCE"),
            Map.entry("2.25.3", "LABEL_PROVENANCE"));
  }

  @Test
  void one_provenance_for_all_labels_admits_all_or_stops_the_cohort() throws Exception {
    site.image("2.25.1", "P-1", image("2.25.1", "20240101")).provenance(LabelProvenance.MAJORITY);

    assertThat(site.read(SiteFolder.rule("label_provenance: [majority, biopsy]")).words())
        .containsEntry("2.25.1", "POSITIVE");
    assertThatThrownBy(() -> site.read(SiteFolder.rule("label_provenance: [biopsy]")))
        .isInstanceOf(LabelsException.class)
        .hasMessage(
            "The study takes labels of the provenance biopsy only, and those of this site are"
                + " majority.");
  }
}
