package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubgroupLevelsTest {
  private static final List<Subgroup> PLAN =
      List.of(
          new Subgroup("sex", List.of("F", "M")),
          new Subgroup("age", List.of("0-39", "40-64", "65+")),
          new Subgroup("view", List.of("PA", "AP")),
          new Subgroup("manufacturer", List.of("Radwell Medical", "Northlight Imaging")));

  private static SopInstance instance(
      @Nullable String sex,
      @Nullable Integer age,
      @Nullable String view,
      @Nullable String manufacturer) {
    return new SopInstance(
        "2.25.1", null, sex, age, view, manufacturer, "DX", null, "1.2", null, 117.9);
  }

  private static int ageLevel(@Nullable Integer age) {
    return new SubgroupLevels(PLAN).of(instance("F", age, "PA", null))[1];
  }

  @Test
  void spelling_of_case_and_spaces_does_not_matter() {
    SubgroupLevels levels = new SubgroupLevels(PLAN);

    assertThat(levels.of(instance("f", 39, "pa", "RADWELL  MEDICAL"))).containsExactly(0, 0, 0, 0);
    assertThat(levels.of(instance("M", 65, "AP", "northlight imaging")))
        .containsExactly(1, 2, 1, 1);
  }

  @Test
  void values_outside_the_plan_are_other_and_absent_ones_unknown() {
    SubgroupLevels levels = new SubgroupLevels(PLAN);

    assertThat(levels.of(instance("O", 40, "LL", "Acme"))).containsExactly(2, 1, 2, 2);
    assertThat(levels.of(instance(null, null, " ", null))).containsExactly(3, 4, 3, 3);
  }

  @Test
  void bands_hold_both_of_their_ends_in_completed_years() {
    assertThat(ageLevel(0)).isEqualTo(0);
    assertThat(ageLevel(39)).isEqualTo(0);
    assertThat(ageLevel(40)).isEqualTo(1);
    assertThat(ageLevel(64)).isEqualTo(1);
    assertThat(ageLevel(65)).isEqualTo(2);
    assertThat(ageLevel(120)).isEqualTo(2);
  }

  @Test
  void a_gap_between_bands_is_other_and_kilovolts_are_cut_to_whole_ones() {
    SubgroupLevels levels =
        new SubgroupLevels(
            List.of(
                new Subgroup("age", List.of("0-10", "20+")),
                new Subgroup("kvp", List.of("60-117", "118+"))));

    assertThat(levels.of(instance(null, 15, null, null))).containsExactly(2, 0);
  }

  @Test
  void plans_that_mean_nothing_are_refused_by_name() {
    assertThatThrownBy(() -> new SubgroupLevels(List.of(new Subgroup("shoe", List.of("a")))))
        .hasMessageContaining("Subgroup shoe");
    assertThatThrownBy(() -> new SubgroupLevels(List.of(new Subgroup("age", List.of("old")))))
        .hasMessage("Subgroup age: level 'old' is neither like 40-64 nor like 65+.");
    assertThatThrownBy(
            () -> new SubgroupLevels(List.of(new Subgroup("age", List.of("0-40", "40+")))))
        .hasMessageContaining("overlap");
    assertThatThrownBy(() -> new SubgroupLevels(List.of(new Subgroup("age", List.of("9-1")))))
        .hasMessageContaining("ends before it begins");
    assertThatThrownBy(() -> new SubgroupLevels(List.of(new Subgroup("sex", List.of("F", "f ")))))
        .hasMessageContaining("two levels");
  }
}
