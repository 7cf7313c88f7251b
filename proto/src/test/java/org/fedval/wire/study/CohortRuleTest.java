package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule.AgeRange;
import org.fedval.wire.study.CohortRule.DateRange;
import org.fedval.wire.study.CohortRule.Image;
import org.fedval.wire.study.CohortRule.ImagesPerPatient;
import org.fedval.wire.study.CohortRule.PriorImages;
import org.junit.jupiter.api.Test;

class CohortRuleTest {
  private static final String DX = "1.2.840.10008.5.1.4.1.1.1.1";
  private static final String RULES =
      """
      cohort:
        modalities: [DX]
        sop_classes: ["1.2.840.10008.5.1.4.1.1.1.1"]
        views: [PA, AP]
        age: {from: 18, to: 65}
        study_dates: {from: 2024-01-01, to: 2024-12-31}
        label_provenance: [majority, biopsy]
        prior_images: first_only
        images_per_patient: last
      """;
  private static final LocalDate DAY = LocalDate.of(2024, 6, 1);

  private static CohortRule rule(String section) throws StudyPlanException {
    return StudyYaml.parse(plan(section).getBytes(StandardCharsets.UTF_8)).cohort();
  }

  private static String plan(String section) {
    return StudyYamlTest.PLAN.replace("cohort:\n  modalities: [DX, CR]\n", section);
  }

  private static List<String> faults(String section) {
    return catchThrowableOfType(StudyPlanException.class, () -> rule(section)).sentences();
  }

  private static Image image(String view, Integer age, LocalDate day) {
    return new Image("DX", DX, view, age, day, LabelProvenance.MAJORITY);
  }

  @Test
  void a_plan_states_every_rule_of_its_cohort() throws Exception {
    CohortRule rule = rule(RULES);

    assertThat(rule)
        .isEqualTo(
            new CohortRule(
                List.of("DX"),
                List.of(DX),
                List.of("PA", "AP"),
                new AgeRange(18, 65),
                new DateRange(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)),
                List.of(LabelProvenance.MAJORITY, LabelProvenance.BIOPSY),
                PriorImages.FIRST_ONLY,
                ImagesPerPatient.LAST));
    assertThat(rule.further())
        .containsExactly(
            "sop_classes=1.2.840.10008.5.1.4.1.1.1.1",
            "views=PA,AP",
            "age=18..65",
            "study_dates=2024-01-01..2024-12-31",
            "label_provenance=majority,biopsy",
            "prior_images=first_only",
            "images_per_patient=last");
  }

  @Test
  void ages_are_left_closed_and_dates_hold_both_ends() throws Exception {
    CohortRule rule = rule(RULES);

    assertThat(rule.refusal(image("pa", 18, LocalDate.of(2024, 1, 1)))).isEmpty();
    assertThat(rule.refusal(image("AP", 64, LocalDate.of(2024, 12, 31)))).isEmpty();
    assertThat(rule.refusal(image("PA", 17, DAY))).contains(Exclusion.AGE);
    assertThat(rule.refusal(image("PA", 65, DAY))).contains(Exclusion.AGE);
    assertThat(rule.refusal(image("PA", 30, LocalDate.of(2025, 1, 1))))
        .contains(Exclusion.STUDY_DATE);
  }

  @Test
  void what_an_image_does_not_say_fits_no_rule_that_asks_for_it() throws Exception {
    CohortRule rule = rule(RULES);

    assertThat(rule.refusal(new Image(null, DX, "PA", 30, DAY, LabelProvenance.MAJORITY)))
        .contains(Exclusion.NOT_ELIGIBLE);
    assertThat(rule.refusal(new Image("DX", null, "PA", 30, DAY, LabelProvenance.MAJORITY)))
        .contains(Exclusion.SOP_CLASS);
    assertThat(rule.refusal(image(null, 30, DAY))).contains(Exclusion.VIEW);
    assertThat(rule.refusal(image("PA", null, DAY))).contains(Exclusion.AGE);
    assertThat(rule.refusal(image("PA", 30, null))).contains(Exclusion.STUDY_DATE);
    assertThat(rule.refusal(new Image("DX", DX, "PA", 30, DAY, null)))
        .contains(Exclusion.LABEL_PROVENANCE);
    assertThat(CohortRule.ANY.refusal(new Image(null, null, null, null, null, null))).isEmpty();
  }

  @Test
  void a_range_may_have_one_end_only() throws Exception {
    CohortRule rule = rule("cohort:\n  age: {from: 18}\n  study_dates: {to: 2024-12-31}\n");

    assertThat(rule.admits(null)).isTrue();
    assertThat(rule.refusal(image("PA", 120, DAY))).isEmpty();
    assertThat(rule.further()).containsExactly("age=18..", "study_dates=..2024-12-31");
  }

  @Test
  void each_faulty_rule_is_refused_with_its_line() {
    assertThat(
            faults(
                """
                cohort:
                  views: [PA, "pa"]
                  age: {from: 65, to: 65}
                  study_dates: {from: 2024-02-30}
                """))
        .containsExactly(
            "study.yaml line 7: this view is listed twice; case and extra spaces do not count.",
            "study.yaml line 8: 'from' must lie below 'to': 'to' itself is not inside.",
            "study.yaml line 9: '2024-02-30' is not a day of the calendar.");
    assertThat(faults("cohort:\n  study_dates: {from: 2024-03-01, to: 2024-02-01}\n"))
        .containsExactly("study.yaml line 7: 'to' must not lie before 'from'.");
    assertThat(faults("cohort:\n  sop_classes: [DX]\n  images_per_patient: some\n"))
        .containsExactly(
            "study.yaml line 7: an entry of 'sop_classes' is 'DX'; expected a SOP Class UID in"
                + " quotes, such as '1.2.840.10008.5.1.4.1.1.1.1'.",
            "study.yaml line 8: 'images_per_patient' is 'some'; expected one of all, first, last.");
    assertThat(faults("cohort:\n  label_provenance: [hearsay]\n").get(0))
        .contains("line 7", "'hearsay'", "report_mined, single_reader");
    assertThat(faults("cohort: {}\n").get(0)).contains("line 6", "expected a mapping with");
  }

  @Test
  void the_rules_are_part_of_the_criteria_hash_and_absent_ones_leave_it_as_it_was()
      throws Exception {
    List<StudyCriteria.SlotForm> slots =
        List.of(
            new StudyCriteria.SlotForm(
                Sha256Digest.hash(new byte[] {1}), Sha256Digest.hash(new byte[] {2})));
    StudyCriteria plain = new StudyCriteria(List.of("DX"), slots, List.of());
    StudyCriteria ruled = new StudyCriteria(List.of("DX"), slots, rule(RULES).further());
    FvcWriter before = FvcWriter.labelled("StudyCriteria");
    before.list(List.of("DX"), before::text);
    before.list(slots, slot -> before.digest(slot.layout()).digest(slot.description()));

    assertThat(plain.encode()).isEqualTo(before.toByteArray());
    assertThat(StudyCriteria.decode(plain.encode())).isEqualTo(plain);
    assertThat(StudyCriteria.decode(ruled.encode())).isEqualTo(ruled);
    assertThat(ruled.hash()).isNotEqualTo(plain.hash());
    byte[] emptyList = before.list(List.of(), text -> {}).toByteArray();
    assertThatThrownBy(() -> StudyCriteria.decode(emptyList)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void an_attribute_beyond_the_known_ones_comes_from_the_site_and_says_so() throws Exception {
    String own = "  - attribute: patient_class\n    from: site\n    levels: [inpatient]\n";
    String known =
        "  - attribute: kvp\n    levels: [0-89, 90+]\n"
            + "  - attribute: label_provenance\n    levels: [majority, biopsy]\n";

    assertThat(parse(StudyYamlTest.PLAN.replace("endpoints:", own + known + "endpoints:")))
        .containsExactly("sex", "age", "patient_class", "kvp", "label_provenance");
    assertThat(refused(own.replace("    from: site\n", "")))
        .containsExactly(
            "study.yaml line 15: 'attribute' is 'patient_class'; expected one of sex, age, view,"
                + " manufacturer, model, modality, kvp, label_provenance, or 'from: site' beside a"
                + " name that every site maps itself.");
    assertThat(refused(known.replace("90+", "high").replace("biopsy", "guess")))
        .containsExactly(
            "study.yaml line 16: 'high' is not a band of kilovolts; expected them from 0 to 150"
                + " such as '40-64' or '65+'.",
            "study.yaml line 18: 'guess' is no provenance of labels; expected one of report_mined,"
                + " single_reader, majority, adjudicated, biopsy, laboratory, other_imaging,"
                + " follow_up, registry.");
  }

  private static List<String> refused(String subgroup) {
    String plan = StudyYamlTest.PLAN.replace("endpoints:", subgroup + "endpoints:");
    return catchThrowableOfType(StudyPlanException.class, () -> parse(plan)).sentences();
  }

  private static List<String> parse(String plan) throws StudyPlanException {
    return StudyYaml.parse(plan.getBytes(StandardCharsets.UTF_8)).subgroups().stream()
        .map(s -> s.attribute())
        .toList();
  }
}
