package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fedval.evaluation.counters.ReferenceLabel.MISSING;
import static org.fedval.evaluation.counters.ReferenceLabel.NEGATIVE;
import static org.fedval.evaluation.counters.ReferenceLabel.POSITIVE;

import java.nio.charset.StandardCharsets;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
  private final CounterLayout layout = CounterLayout.of(Studies.plan());
  private final Accumulator accumulator = Studies.accumulator(layout);

  private static CaseRecord image(String patient, double score, ReferenceLabel covid, int view) {
    return new CaseRecord(
        patient,
        new double[] {score, 0.9},
        new ReferenceLabel[] {covid, MISSING},
        new int[] {0, view});
  }

  private static long[] unit(CounterVector vector, Cell cell) {
    return vector.unit(1 + vector.layout().indexOf(cell));
  }

  private static long patients(CounterVector vector, Cell cell) {
    return vector.unit(0)[2 * vector.layout().indexOf(cell)];
  }

  @Test
  void images_are_counted_once_a_cell_and_patients_once_a_cell() {
    accumulator.add(image("anna", 0.30, POSITIVE, 0));
    accumulator.add(image("anna", 0.29, POSITIVE, 1));
    accumulator.add(image("anna", 0.29, NEGATIVE, 1));
    accumulator.add(image("bela", 0.99, MISSING, 1));
    CounterVector vector = accumulator.freeze();

    Cell positive = Cell.overall(Kind.POSITIVE, "covid");
    assertThat(unit(vector, positive)[0]).isEqualTo(2);
    assertThat(patients(vector, positive)).isEqualTo(1);
    assertThat(unit(vector, positive)[1 + layout.overallEdges().bin(0.30)]).isEqualTo(1);
    assertThat(unit(vector, positive)[1 + layout.overallEdges().bin(0.29)]).isEqualTo(1);
    assertThat(unit(vector, Cell.overall(Kind.NEGATIVE, "covid"))[0]).isEqualTo(1);
    assertThat(unit(vector, Cell.level(Kind.POSITIVE, "covid", "view", "AP"))[0]).isEqualTo(1);
    assertThat(unit(vector, Cell.level(Kind.POSITIVE, "covid", "view", "PA"))[0]).isEqualTo(1);
    assertThat(unit(vector, Cell.level(Kind.POSITIVE, "covid", "sex", "F"))[0]).isEqualTo(2);
    assertThat(unit(vector, Cell.labelMissing("covid"))).containsExactly(1);
    assertThat(unit(vector, Cell.labelMissing("pneumonia"))).containsExactly(4);
    assertThat(patients(vector, Cell.labelMissing("pneumonia"))).isEqualTo(2);
    assertThat(patients(vector, Cell.level(Kind.POSITIVE, "covid", "sex", "M"))).isZero();
  }

  @Test
  void an_exclusion_without_a_known_patient_counts_as_a_patient_of_its_own() {
    accumulator.exclude("anna", Exclusion.PIXEL_DECODE);
    accumulator.exclude("anna", Exclusion.PIXEL_DECODE);
    accumulator.exclude(null, Exclusion.PIXEL_DECODE);
    accumulator.exclude(null, Exclusion.PIXEL_DECODE);
    CounterVector vector = accumulator.freeze();

    assertThat(unit(vector, Cell.excluded(Exclusion.PIXEL_DECODE))).containsExactly(4);
    assertThat(patients(vector, Cell.excluded(Exclusion.PIXEL_DECODE))).isEqualTo(3);
  }

  @Test
  void the_gate_says_whether_the_site_has_any() {
    accumulator.exclude(null, Exclusion.NOT_DICOM);
    long[] gate = accumulator.freeze().unit(0);

    int cell = layout.indexOf(Cell.excluded(Exclusion.NOT_DICOM));
    for (int g = 0; g < layout.cells().size(); g++) {
      assertThat(gate[2 * g + 1]).isEqualTo(g == cell ? 1 : 0);
    }
  }

  @Test
  void nothing_can_be_added_after_the_freeze() {
    accumulator.freeze();

    assertThatThrownBy(() -> accumulator.add(image("anna", 0.5, POSITIVE, 0)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> accumulator.exclude(null, Exclusion.NOT_DICOM))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> accumulator.merge(Studies.accumulator(layout)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Studies.accumulator(layout).merge(accumulator))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(accumulator::freeze).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void scores_out_of_range_levels_out_of_range_and_other_shapes_are_refused() {
    for (double bad : new double[] {Double.NaN, -0.001, 1.001, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> image("anna", bad, POSITIVE, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> accumulator.add(image("anna", 0.5, POSITIVE, 4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                accumulator.add(
                    new CaseRecord(
                        "anna",
                        new double[] {0.5},
                        new ReferenceLabel[] {POSITIVE},
                        new int[] {0, 0})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> image(" ", 0.5, POSITIVE, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(accumulator.freeze()).isEqualTo(Studies.accumulator(layout).freeze());
  }

  @Test
  void a_case_has_no_text_form_that_names_the_patient() {
    assertThat(image("anna", 0.5, POSITIVE, 0).toString()).doesNotContain("anna");
  }

  @Test
  void parts_with_another_digest_key_or_layout_are_refused() {
    Accumulator other =
        new Accumulator(layout, "another key of 16".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> accumulator.merge(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> accumulator.merge(accumulator))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Accumulator(layout, new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
