package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class PooledCountsTest {
  private final CounterLayout layout = CounterLayout.of(Studies.plan());
  private final CounterVector sum = sum();
  private final int positive = layout.indexOf(Cell.overall(Kind.POSITIVE, "covid"));

  private CounterVector sum() {
    List<CounterVector> vectors = new ArrayList<>();
    for (int site = 0; site < 5; site++) {
      vectors.add(
          Studies.vector(layout, Studies.rows(new SplittableRandom(site), 60, "s" + site + "-")));
    }
    return Studies.sum(vectors);
  }

  private PooledCounts tampered(Consumer<long[]> gateEdit, Consumer<Map<Integer, long[]>> edit) {
    PooledCounts honest = PooledCounts.of(sum);
    Map<Integer, long[]> opened = new HashMap<>();
    honest.allowed().stream().forEach(cell -> opened.put(cell, sum.unit(1 + cell)));
    long[] gate = sum.unit(0);
    gateEdit.accept(gate);
    edit.accept(opened);
    return PooledCounts.of(layout, gate, opened);
  }

  private long[] words(Map<Integer, long[]> opened) {
    return Objects.requireNonNull(opened.get(positive));
  }

  @Test
  void honest_sums_are_taken() {
    PooledCounts counts = tampered(gate -> {}, opened -> {});

    assertThat(counts.state(positive)).isEqualTo(State.OPEN);
    assertThat(counts.images(positive)).isEqualTo(sum.unit(1 + positive)[0]);
  }

  @Test
  void a_unit_that_the_rule_keeps_closed_is_refused() {
    int small = layout.indexOf(Cell.excluded(Exclusion.NOT_DICOM));
    assertThat(PooledCounts.of(sum).state(small)).isEqualTo(State.SUPPRESSED);

    assertThatThrownBy(() -> tampered(g -> {}, m -> m.put(small, sum.unit(1 + small))))
        .hasMessageContaining("suppress/1");
    assertThatThrownBy(() -> tampered(g -> {}, m -> m.remove(positive)))
        .hasMessageContaining("suppress/1");
  }

  @Test
  void a_suppressed_count_cannot_be_asked_for() {
    int small = layout.indexOf(Cell.excluded(Exclusion.NOT_DICOM));
    PooledCounts counts = PooledCounts.of(sum);

    assertThatThrownBy(() -> counts.images(small)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> counts.patients(small)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void counts_that_contradict_each_other_are_refused_by_cell() {
    assertThatThrownBy(() -> tampered(g -> {}, m -> words(m)[5]++))
        .isInstanceOf(InconsistentCountsException.class)
        .hasMessageContaining("positive:covid")
        .hasMessageContaining("histogram");
    assertThatThrownBy(() -> tampered(g -> g[2 * positive] = 1_000_000, m -> {}))
        .isInstanceOf(InconsistentCountsException.class)
        .hasMessageContaining("patients");
    assertThatThrownBy(() -> tampered(g -> {}, m -> words(m)[5] = -1))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> tampered(g -> {}, m -> m.put(positive, new long[3])))
        .hasMessageContaining("length");
    assertThatThrownBy(
            () ->
                tampered(
                    g -> {},
                    m -> {
                      words(m)[0]++;
                      words(m)[5]++;
                    }))
        .hasMessageContaining("levels");
    assertThatThrownBy(() -> tampered(g -> {}, m -> m.put(9999, new long[1])))
        .isInstanceOf(InconsistentCountsException.class);
  }
}
