package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.dicom.ContentDigest;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortReaderTest {
  private static final List<String> FINDINGS = List.of("covid", "pneumonia");
  private static final SubgroupLevels SUBGROUPS =
      new SubgroupLevels(
          List.of(
              new Subgroup("sex", List.of("F", "M")),
              new Subgroup("age", List.of("0-39", "40-64", "65+")),
              new Subgroup("view", List.of("PA", "AP")),
              new Subgroup("manufacturer", List.of("Radwell Medical"))));

  @TempDir Path site;

  private void put(String place, DataSetBuilder image) throws IOException {
    put(place, SampleImages.bytes(image.build()));
  }

  private void put(String place, byte[] content) throws IOException {
    Path file = site.resolve(place);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void labels(String... rows) throws IOException {
    put(
        "labels.csv",
        ("sop_instance_uid,patient_id,covid,pneumonia\n" + String.join("\n", rows))
            .getBytes(StandardCharsets.UTF_8));
  }

  private CohortReader reader(Path folder, CohortRule rule) throws LabelsException {
    return new CohortReader(
        new FolderSource(folder),
        ReferenceStandard.read(folder.resolve("labels.csv"), FINDINGS),
        rule,
        SUBGROUPS);
  }

  private static String word(CohortEntry entry) {
    return entry.match(
        included -> included.cohortCase().sopInstanceUid(), excluded -> excluded.reason().name());
  }

  @Test
  void every_object_is_a_case_or_has_the_first_reason_that_applies() throws Exception {
    byte[] whole = SampleImages.bytes(SampleImages.image("2.25.9").build());
    labels(
        "2.25.1,P-1,1,0",
        "2.25.2,P-2,0,",
        "2.25.4,P-4,0,0",
        "2.25.5,P-2,0,0",
        "2.25.6,P-6,0,0",
        "2.25.404,P-9,1,1");
    put("readme.txt", new byte[10]);
    put("dicom/01", SampleImages.image("2.25.1").text(Tag.PATIENT_SEX, "F"));
    put("dicom/02", SampleImages.image("2.25.2").text(Tag.PATIENT_AGE, "070Y"));
    put("dicom/03-junk.txt", new byte[500]);
    put("dicom/04-cut", Arrays.copyOf(whole, whole.length - 5));
    put("dicom/05-again", SampleImages.image("2.25.1"));
    put("dicom/06-no-row", SampleImages.image("2.25.3"));
    put("dicom/07-no-row-either", SampleImages.image("2.25.3").text(Tag.MODALITY, "CT"));
    put("dicom/08-ct", SampleImages.image("2.25.4").text(Tag.MODALITY, "CT"));
    put("dicom/09", SampleImages.image("2.25.5"));
    Map<String, String> words = new LinkedHashMap<>();

    DataQuality quality =
        reader(site, new CohortRule(List.of("DX", "CR")))
            .read(entry -> words.put(entry.object().place(), word(entry)));

    assertThat(words)
        .containsExactly(
            Map.entry("dicom/01", "2.25.1"),
            Map.entry("dicom/02", "2.25.2"),
            Map.entry("dicom/03-junk.txt", "NOT_DICOM"),
            Map.entry("dicom/04-cut", "UNREADABLE"),
            Map.entry("dicom/05-again", "DUPLICATE_INSTANCE"),
            Map.entry("dicom/06-no-row", "NO_LABEL_ROW"),
            Map.entry("dicom/07-no-row-either", "DUPLICATE_INSTANCE"),
            Map.entry("dicom/08-ct", "NOT_ELIGIBLE"),
            Map.entry("dicom/09", "2.25.5"));
    assertThat(quality.objects()).isEqualTo(9);
    assertThat(quality.cases()).isEqualTo(3);
    assertThat(quality.patients()).isEqualTo(2);
    assertThat(quality.excluded())
        .hasSize(Exclusion.values().length)
        .containsEntry(Exclusion.DUPLICATE_INSTANCE, 2L)
        .containsEntry(Exclusion.TRANSFER_SYNTAX, 0L);
    assertThat(quality.labelRowsWithoutImage()).isEqualTo(2);
    assertThat(quality.patientIdMismatches()).isEqualTo(2);
    assertThat(quality.missingLabels()).containsEntry("covid", 0L).containsEntry("pneumonia", 1L);
    assertThat(quality.unknownLevels()).containsEntry("sex", 2L).containsEntry("view", 3L);
  }

  @Test
  void a_case_carries_labels_patient_and_levels_of_the_study() throws Exception {
    labels("2.25.1,Patient-7,1,");
    put(
        "dicom/01",
        SampleImages.image("2.25.1")
            .text(Tag.PATIENT_SEX, "M")
            .text(Tag.PATIENT_AGE, "064Y")
            .text(Tag.VIEW_POSITION, "LL")
            .text(Tag.MANUFACTURER, "RADWELL MEDICAL"));
    List<CohortCase> cases = new ArrayList<>();

    reader(site, CohortRule.ANY)
        .read(
            entry -> entry.match(included -> cases.add(included.cohortCase()), excluded -> false));

    assertThat(cases).hasSize(1);
    assertThat(cases.get(0).patientKey()).isEqualTo("Patient-7");
    assertThat(cases.get(0).labels())
        .containsExactly(ReferenceLabel.POSITIVE, ReferenceLabel.MISSING);
    assertThat(cases.get(0).levels()).containsExactly(1, 1, 2, 0);
    assertThat(cases.get(0)).hasToString("CohortCase");
  }

  @Test
  void the_seven_shared_hospitals_give_every_labelled_image_as_a_case() throws Exception {
    Path cxr = SampleImages.shared("cxr");
    long cases = 0;
    long patients = 0;
    long repeats = 0;
    for (char letter = 'a'; letter <= 'g'; letter++) {
      ContentCensus census = new ContentCensus();
      DataQuality quality =
          reader(cxr.resolve("site-" + letter), CohortRule.ANY)
              .read(entry -> addContent(census, entry));
      assertThat(quality.objects()).isEqualTo(quality.cases());
      assertThat(quality.labelRowsWithoutImage()).isZero();
      assertThat(quality.patientIdMismatches()).isZero();
      cases += quality.cases();
      patients += quality.patients();
      repeats += census.repeats();
    }
    assertThat(cases).isEqualTo(534);
    assertThat(patients).isEqualTo(378);
    assertThat(repeats).isLessThanOrEqualTo(1);
  }

  private static void addContent(ContentCensus census, CohortEntry entry) {
    try {
      census.add(ContentDigest.of(entry.object().pixels()));
    } catch (DicomFault undecoded) {
      assertThat(undecoded.reason()).isEqualTo(Exclusion.TRANSFER_SYNTAX);
    }
  }

  @Test
  void the_same_picture_under_two_uids_is_counted_and_kept() throws Exception {
    labels("2.25.1,P-1,1,0", "2.25.2,P-1,1,0");
    put("dicom/01", SampleImages.image("2.25.1"));
    put("dicom/02", SampleImages.image("2.25.2"));
    ContentCensus census = new ContentCensus();

    DataQuality quality = reader(site, CohortRule.ANY).read(entry -> addContent(census, entry));

    assertThat(quality.cases()).isEqualTo(2);
    assertThat(census.repeats()).isEqualTo(1);
  }
}
