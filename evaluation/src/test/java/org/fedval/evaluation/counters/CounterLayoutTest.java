package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class CounterLayoutTest {
  private final CounterLayout layout = CounterLayout.of(Studies.plan());

  private static StudyPlan with(List<String> findings, List<Subgroup> subgroups, int bins) {
    StudyPlan p = Studies.plan();
    return new StudyPlan(
        p.studyId(),
        p.title(),
        findings,
        p.operatingPoints(),
        subgroups,
        List.of(),
        p.disclosure(),
        bins,
        p.marginalBins());
  }

  @Test
  void cells_come_in_the_documented_order() {
    assertThat(layout.cells().stream().map(Cell::name).limit(22))
        .containsExactly(
            "positive:covid",
            "negative:covid",
            "label_missing:covid",
            "positive:covid:sex=F",
            "negative:covid:sex=F",
            "positive:covid:sex=M",
            "negative:covid:sex=M",
            "positive:covid:sex=other",
            "negative:covid:sex=other",
            "positive:covid:sex=unknown",
            "negative:covid:sex=unknown",
            "positive:covid:view=AP",
            "negative:covid:view=AP",
            "positive:covid:view=PA",
            "negative:covid:view=PA",
            "positive:covid:view=other",
            "negative:covid:view=other",
            "positive:covid:view=unknown",
            "negative:covid:view=unknown",
            "positive:pneumonia",
            "negative:pneumonia",
            "label_missing:pneumonia");
    assertThat(layout.cells().stream().map(Cell::name).skip(38))
        .containsExactly(
            "excluded:NOT_DICOM",
            "excluded:UNREADABLE",
            "excluded:DUPLICATE_INSTANCE",
            "excluded:OPT_OUT",
            "excluded:NO_LABEL_ROW",
            "excluded:NOT_ELIGIBLE",
            "excluded:SOP_CLASS",
            "excluded:VIEW",
            "excluded:AGE",
            "excluded:STUDY_DATE",
            "excluded:LABEL_PROVENANCE",
            "excluded:PRIOR_IMAGES",
            "excluded:NOT_CHOSEN",
            "excluded:TRANSFER_SYNTAX",
            "excluded:PIXEL_DECODE",
            "excluded:PREPROCESSING",
            "excluded:INFERENCE_FAILED",
            "excluded:NON_FINITE_SCORE");
  }

  @Test
  void each_unit_has_the_length_that_the_plan_fixes() {
    assertThat(layout.units()).hasSize(1 + layout.cells().size());
    assertThat(layout.units().get(0).name()).isEqualTo("gate");
    assertThat(layout.units().get(0).kind()).isEqualTo(CounterUnit.Kind.GATE);
    assertThat(layout.units().get(0).length()).isEqualTo(2 * layout.cells().size());
    for (int cell = 0; cell < layout.cells().size(); cell++) {
      Cell c = layout.cells().get(cell);
      CounterUnit unit = layout.units().get(1 + cell);
      int bins = c.levels().isEmpty() ? 129 : 33;

      assertThat(unit.name()).isEqualTo(c.name());
      assertThat(unit.kind()).isEqualTo(CounterUnit.Kind.COUNTS);
      assertThat(unit.length()).isEqualTo(c.isReferenceClass() ? 1 + bins : 1);
      assertThat(layout.indexOf(c)).isEqualTo(cell);
    }
  }

  @Test
  void a_level_lies_in_the_cell_of_its_finding_and_class_and_in_one_family() {
    CounterUnit unit =
        layout
            .units()
            .get(1 + layout.indexOf(Cell.level(Kind.NEGATIVE, "pneumonia", "view", "PA")));

    assertThat(unit.parentCell())
        .isEqualTo(layout.indexOf(Cell.overall(Kind.NEGATIVE, "pneumonia")));
    // (finding 1, class 1, attribute 1) of 2 attributes
    assertThat(unit.families()).containsExactly((1 * 2 + 1) * 2 + 1);
    assertThat(layout.structure().families()).hasSize(8);
    assertThat(layout.structure().families().get(7).parent()).isEqualTo(unit.parentCell());
  }

  @Test
  void overall_cells_missing_labels_and_exclusions_are_roots_without_a_family() {
    for (int cell = 0; cell < layout.cells().size(); cell++) {
      if (layout.cells().get(cell).levels().isEmpty()) {
        assertThat(layout.units().get(1 + cell).parentCell()).isEqualTo(-1);
        assertThat(layout.units().get(1 + cell).families()).isEmpty();
      }
    }
  }

  @Test
  void two_thousand_sites_at_the_bound_stay_in_the_ring() {
    assertThat(layout.units()).allMatch(u -> u.bound() <= (1L << 62) / 2000);
  }

  @Test
  void both_sides_derive_the_same_layout_and_another_plan_gives_another() {
    StudyPlan p = Studies.plan();

    assertThat(layout.matches(CounterLayout.of(Studies.plan()))).isTrue();
    assertThat(layout.matches(CounterLayout.of(with(p.findings(), p.subgroups(), 64)))).isFalse();
    assertThat(layout.matches(CounterLayout.of(with(List.of("covid"), p.subgroups(), 128))))
        .isFalse();
  }

  @Test
  void a_plan_that_does_not_fit_a_vector_is_refused() {
    List<String> levels = IntStream.range(0, 300).mapToObj(i -> "level-" + i).toList();
    List<String> findings = IntStream.range(0, 14).mapToObj(i -> "finding-" + i).toList();

    assertThatThrownBy(
            () -> CounterLayout.of(with(findings, List.of(new Subgroup("site", levels)), 128)))
        .hasMessageContaining("too many");
    assertThatThrownBy(() -> CounterLayout.of(with(List.of("f".repeat(300)), List.of(), 128)))
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> CounterLayout.of(with(List.of("covid"), List.of(), 1)))
        .hasMessageContaining("bins");
  }

  @Test
  void two_cells_of_one_name_are_refused() {
    List<Subgroup> subgroups =
        List.of(new Subgroup("a", List.of("b=c")), new Subgroup("a=b", List.of("c")));

    assertThatThrownBy(() -> CounterLayout.of(with(List.of("covid"), subgroups, 128)))
        .hasMessageContaining("one name");
  }
}
