package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.LabelProvenance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mapping of a site's own words into the levels of a plan. */
class SiteAttributesTest {
  private static final Subgroup MAKER =
      new Subgroup("manufacturer", List.of("Radwell Medical", "Axiora"));

  @TempDir private Path folder;
  private SiteFolder site;

  @BeforeEach
  void empty() {
    site = new SiteFolder(folder);
  }

  private void maker(String uid, String name) throws Exception {
    site.image(uid, "P-" + uid, SampleImages.image(uid).text(Tag.MANUFACTURER, name));
  }

  @Test
  void synonyms_of_one_maker_are_one_level_and_a_stranger_is_counted_as_unexpected()
      throws Exception {
    maker("2.25.1", "Radwell Medical");
    maker("2.25.2", "RADWELL  MEDICAL ");
    maker("2.25.3", "Radwell Med. Inc.");
    maker("2.25.4", "Fenwick CR");
    maker("2.25.5", "Acme");
    site.image("2.25.6", "P-6", SampleImages.image("2.25.6"));
    site.attributes(
        """
        manufacturer:
          dicom: Manufacturer
          values:
            Radwell Medical: [Radwell Med. Inc., RMI]
            Fenwick CR: []
        """);

    SiteFolder.Outcome outcome = site.read(CohortRule.ANY, MAKER);

    assertThat(outcome.words())
        .containsExactly(
            Map.entry("2.25.1", "POSITIVE Radwell Medical"),
            Map.entry("2.25.2", "POSITIVE Radwell Medical"),
            Map.entry("2.25.3", "POSITIVE Radwell Medical"),
            Map.entry("2.25.4", "POSITIVE other"),
            Map.entry("2.25.5", "POSITIVE other"),
            Map.entry("2.25.6", "POSITIVE unknown"));
    assertThat(outcome.quality().unexpectedValues()).containsEntry("manufacturer", 1L);
    assertThat(outcome.quality().unknownLevels()).containsEntry("manufacturer", 1L);
  }

  @Test
  void spellings_may_be_told_apart_by_case() throws Exception {
    maker("2.25.1", "rmi");
    maker("2.25.2", "RMI");
    site.attributes(
        """
        manufacturer:
          dicom: Manufacturer
          case_sensitive: true
          values: {Radwell Medical: [RMI], Axiora: [rmi]}
        """);

    assertThat(site.read(CohortRule.ANY, MAKER).words())
        .containsEntry("2.25.1", "POSITIVE Axiora")
        .containsEntry("2.25.2", "POSITIVE Radwell Medical");
  }

  @Test
  void a_column_of_the_labels_and_bins_of_a_number_give_attributes_of_the_sites() throws Exception {
    for (String uid : List.of("2.25.1", "2.25.2", "2.25.3")) {
      site.unlabelled(
          uid, SampleImages.image(uid).text(Tag.EXPOSURE_TIME, uid.equals("2.25.1") ? "8" : "20"));
    }
    site.labels(
            "sop_instance_uid,patient_id,covid,ward\n"
                + "2.25.1,P-1,1,I\n2.25.2,P-2,1,outpatient\n2.25.3,P-3,1,\n")
        .attributes(
            """
            patient_class:
              column: ward
              values: {inpatient: [I, IN], outpatient: [O]}
            exposure:
              dicom: ExposureTime
              bins: {short: {to: 20}, long: {from: 20}}
            """);

    assertThat(
            site.read(
                    CohortRule.ANY,
                    new Subgroup("patient_class", List.of("inpatient", "outpatient")),
                    new Subgroup("exposure", List.of("short", "long")))
                .words())
        .containsExactly(
            Map.entry("2.25.1", "POSITIVE inpatient short"),
            Map.entry("2.25.2", "POSITIVE outpatient long"),
            Map.entry("2.25.3", "POSITIVE unknown long"));
  }

  @Test
  void the_view_that_the_site_maps_is_the_one_that_the_cohort_rule_judges() throws Exception {
    site.unlabelled("2.25.1", SampleImages.image("2.25.1"))
        .unlabelled("2.25.2", SampleImages.image("2.25.2"))
        .labels(
            "sop_instance_uid,patient_id,covid,projection\n"
                + "2.25.1,P-1,1,stehend pa\n2.25.2,P-2,1,liegend\n")
        .attributes("view: {column: projection, values: {PA: [stehend PA], AP: [liegend]}}");

    assertThat(site.read(SiteFolder.rule("views: [PA]")).words())
        .containsExactly(Map.entry("2.25.1", "POSITIVE"), Map.entry("2.25.2", "VIEW"));
  }

  @Test
  void the_provenance_of_a_sites_labels_is_an_attribute_like_others() throws Exception {
    site.image("2.25.1", "P-1", SampleImages.image("2.25.1"))
        .provenance(LabelProvenance.ADJUDICATED);

    assertThat(
            site.read(
                    CohortRule.ANY,
                    new Subgroup("label_provenance", List.of("report_mined", "adjudicated")))
                .words())
        .containsEntry("2.25.1", "POSITIVE adjudicated");
  }

  @Test
  void a_changed_mapping_changes_the_content_of_the_cases_that_it_moves() throws Exception {
    maker("2.25.1", "RMI");
    maker("2.25.2", "Axiora");
    site.attributes("manufacturer: {dicom: Manufacturer}");
    List<CohortEntry> before = site.read(CohortRule.ANY, MAKER).entries();
    site.attributes("manufacturer: {dicom: Manufacturer, values: {Radwell Medical: [RMI]}}");
    List<CohortEntry> after = site.read(CohortRule.ANY, MAKER).entries();

    assertThat(content(after.get(0))).isNotEqualTo(content(before.get(0)));
    assertThat(content(after.get(1))).isEqualTo(content(before.get(1)));
  }

  private static Object content(CohortEntry entry) {
    return ((CohortEntry.Included) entry).cohortCase().content();
  }

  @Test
  void an_attribute_that_is_not_mapped_stops_the_cohort() throws Exception {
    site.image("2.25.1", "P-1", SampleImages.image("2.25.1"));

    assertThatThrownBy(() -> site.read(CohortRule.ANY, new Subgroup("ward", List.of("icu"))))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("the attribute 'ward', which the attributes file does not map");
  }

  @Test
  void a_faulty_mapping_is_refused_in_a_sentence() {
    refused("maker: {dicom: PatientName}", "not used; expected one of PatientSex, Modality");
    refused("maker: {}", "'maker' needs one of dicom and column");
    refused("Maker: {column: m}", "'Maker' must be 1 to 32 lower-case letters");
    refused("maker: {column: m, values: {A: [x], B: [X]}}", "has the value 'X' twice");
    refused("kv: {dicom: KVP, bins: {low: {to: 90}, high: {from: 80}}}", "bins that overlap");
    refused("kv: {dicom: KVP, bins: {low: {from: 90, to: 80}}}", "from must lie below to");
    refused("kv: {dicom: KVP, levels: []}", "unknown key 'levels'");
    refused("ward: {column: ward}", "no column 'ward'");
  }

  private void refused(String yaml, String words) {
    assertThatThrownBy(() -> site.attributes(yaml).read(CohortRule.ANY))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining(words);
  }
}
