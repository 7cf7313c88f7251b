package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of several readers, and what a pass says of a site's own data. */
class ReadersAndDataChecksTest {
  @TempDir private Path folder;
  private SiteFolder site;

  @BeforeEach
  void empty() throws Exception {
    site = new SiteFolder(folder);
  }

  private void read(String header, String... rows) throws Exception {
    StringBuilder csv = new StringBuilder("sop_instance_uid,patient_id," + header + "\n");
    for (int i = 0; i < rows.length; i++) {
      String uid = "2.25." + (i + 1);
      site.unlabelled(uid, SampleImages.image(uid));
      csv.append(uid).append(",P-1,").append(rows[i]).append('\n');
    }
    site.labels(csv.toString());
  }

  @Test
  void the_majority_of_three_readers_is_the_label_and_a_tie_is_missing() throws Exception {
    read("covid__reader1,covid__reader2,covid__reader3", "1,1,0", "0,,0", "1,0,", ",,", "0,1,1");
    site.rule(LabelRule.MAJORITY);

    SiteFolder.Outcome outcome = site.read(CohortRule.ANY);

    assertThat(outcome.words().values())
        .containsExactly("POSITIVE", "NEGATIVE", "MISSING", "MISSING", "POSITIVE");
    assertThat(outcome.quality().missingLabels()).containsEntry("covid", 2L);
    assertThat(outcome.quality().undecidedLabels()).containsEntry("covid", 1L);
  }

  @Test
  void the_adjudicated_label_decides_and_agreement_needs_none() throws Exception {
    read(
        "covid__reader1,covid__reader2,covid__adjudicated",
        "1,0,0",
        "1,1,",
        "1,0,",
        ",,1",
        "0,0,1");
    site.rule(LabelRule.ADJUDICATED);

    SiteFolder.Outcome outcome = site.read(CohortRule.ANY);

    assertThat(outcome.words().values())
        .containsExactly("NEGATIVE", "POSITIVE", "MISSING", "POSITIVE", "POSITIVE");
    assertThat(outcome.quality().undecidedLabels()).containsEntry("covid", 1L);
  }

  @Test
  void columns_that_a_rule_needs_are_asked_for_by_name() throws Exception {
    read("covid,covid__reader1", "1,1");

    assertThatThrownBy(() -> site.rule(LabelRule.MAJORITY).read(CohortRule.ANY))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("'covid__reader1' and 'covid__reader2'");
    assertThatThrownBy(() -> site.rule(LabelRule.ADJUDICATED).read(CohortRule.ANY))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("no column 'covid__adjudicated'");
    assertThat(site.rule(LabelRule.SINGLE).read(CohortRule.ANY).words())
        .containsEntry("2.25.1", "POSITIVE");
  }

  @Test
  void a_reader_who_writes_anything_else_is_named_by_line() throws Exception {
    read("covid__reader1,covid__reader2", "1,1", "1,yes");

    assertThatThrownBy(() -> site.rule(LabelRule.MAJORITY).read(CohortRule.ANY))
        .hasMessage(
            "Line 3 of the labels file has something other than 1, 0 or nothing for 'covid'.");
  }

  private static DataSetBuilder person(String uid, String sex, String born) {
    return SampleImages.image(uid).text(Tag.PATIENT_SEX, sex).text(Tag.PATIENT_BIRTH_DATE, born);
  }

  @Test
  void patients_with_two_sexes_or_birth_dates_are_counted_and_stay() throws Exception {
    site.image("2.25.1", "P-1", person("2.25.1", "F", "19600101"))
        .image("2.25.2", "P-1", person("2.25.2", "M", "19600101"))
        .image("2.25.3", "P-1", person("2.25.3", "M", "19600101"))
        .image("2.25.4", "P-2", person("2.25.4", "F", "19600101"))
        .image("2.25.5", "P-2", person("2.25.5", "F", "19610101").text(Tag.MODALITY, "CT"))
        .image("2.25.6", "P-3", SampleImages.image("2.25.6"));

    DataQuality quality = site.read(SiteFolder.rule("modalities: [DX]")).quality();

    assertThat(quality.conflictingSex()).isEqualTo(1);
    assertThat(quality.conflictingBirthDate()).isEqualTo(1);
    assertThat(quality.cases()).isEqualTo(5);
  }

  @Test
  void label_rows_that_stand_twice_and_rows_without_an_image_are_counted() throws Exception {
    site.unlabelled("2.25.1", SampleImages.image("2.25.1"))
        .labels("sop_instance_uid,patient_id,covid\n2.25.1,P-1,1\n2.25.1,P-1,1\n2.25.404,P-9,0\n");

    DataQuality quality = site.read(CohortRule.ANY).quality();

    assertThat(quality.repeatedLabelRows()).isEqualTo(1);
    assertThat(quality.labelRowsWithoutImage()).isEqualTo(1);
  }

  @Test
  void missing_values_of_a_real_small_hospital_are_counted_and_its_two_makers_are_expected()
      throws Exception {
    Path real = SampleImages.shared("cxr/site-g");
    DataQuality quality =
        CohortFiles.of(real.resolve("labels.csv"))
            .reader(
                new FolderSource(real),
                SiteFolder.rule("age: {from: 18}\nimages_per_patient: first"),
                List.of("covid"),
                List.of(
                    new Subgroup("manufacturer", List.of("Fenwick CR")),
                    new Subgroup("kvp", List.of("0-89", "90+"))))
            .read(entry -> {});

    assertThat(quality.objects()).isEqualTo(30);
    assertThat(quality.excluded().values().stream().mapToLong(n -> n).sum() + quality.cases())
        .isEqualTo(30);
    assertThat(quality.excluded().get(Exclusion.AGE))
        .as("age is unknown in 16 of 30 images")
        .isGreaterThanOrEqualTo(16);
    assertThat(quality.cases()).isEqualTo(quality.patients());
    assertThat(quality.unknownLevels().get("kvp")).isBetween(1L, quality.cases());
  }

  @Test
  void one_image_a_patient_gives_as_many_cases_as_the_seven_hospitals_have_patients()
      throws Exception {
    Path cxr = SampleImages.shared("cxr");
    long cases = 0;
    for (char letter = 'a'; letter <= 'g'; letter++) {
      Path real = cxr.resolve("site-" + letter);
      DataQuality quality =
          CohortFiles.of(real.resolve("labels.csv"))
              .reader(
                  new FolderSource(real),
                  SiteFolder.rule("images_per_patient: last"),
                  List.of("covid"),
                  List.of())
              .read(entry -> {});
      assertThat(quality.cases()).isEqualTo(quality.patients());
      assertThat(quality.conflictingBirthDate()).isBetween(0L, quality.patients());
      cases += quality.cases();
    }
    assertThat(cases).isEqualTo(378);
  }
}
