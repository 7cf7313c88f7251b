package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.support.Laws;
import org.fedval.evaluation.support.Studies;
import org.fedval.evaluation.support.Studies.Row;
import org.junit.jupiter.api.Test;

class CounterLawsTest {
  private final CounterLayout layout = CounterLayout.of(Studies.plan());

  private Accumulator of(List<Row> rows) {
    Accumulator accumulator = Studies.accumulator(layout);
    rows.forEach(r -> r.countIn(accumulator));
    return accumulator;
  }

  @Test
  void merge_is_commutative_and_associative_and_the_empty_one_is_neutral() {
    Laws.forAll(
        1,
        60,
        random -> {
          List<Row> a = Studies.rows(random, random.nextInt(20), "p");
          List<Row> b = Studies.rows(random, random.nextInt(20), "p");
          List<Row> c = Studies.rows(random, random.nextInt(20), "q");
          CounterVector abc = of(a).merge(of(b)).merge(of(c)).freeze();

          assertThat(of(c).merge(of(b).merge(of(a))).freeze()).isEqualTo(abc);
          assertThat(of(b).merge(of(a).merge(of(c))).freeze()).isEqualTo(abc);
          assertThat(of(a).merge(of(List.of())).freeze()).isEqualTo(of(a).freeze());
          assertThat(of(List.of()).merge(of(a)).freeze()).isEqualTo(of(a).freeze());
        });
  }

  @Test
  void merging_parts_counts_like_adding_every_case_to_one() {
    Laws.forAll(
        500,
        60,
        random -> {
          List<Row> rows = Studies.rows(random, 30, "p");
          List<Row> shuffled = shuffled(rows, random);
          int cut = random.nextInt(rows.size());

          Accumulator merged =
              of(shuffled.subList(0, cut)).merge(of(shuffled.subList(cut, rows.size())));

          assertThat(merged.freeze()).isEqualTo(of(rows).freeze());
        });
  }

  @Test
  void any_split_of_whole_patients_into_sites_gives_the_same_sums() {
    Laws.forAll(
        900,
        60,
        random -> {
          List<Row> rows = Studies.rows(random, 60, "p");
          CounterVector one = Studies.vector(layout, rows);

          List<CounterVector> vectors = new ArrayList<>();
          int sites = 1 + random.nextInt(6);
          for (int site = 0; site < sites; site++) {
            int mine = site;
            vectors.add(
                Studies.vector(
                    layout,
                    rows.stream()
                        .filter(r -> Math.floorMod(r.patient().hashCode(), sites) == mine)
                        .toList()));
          }
          CounterVector sum = Studies.sum(vectors);

          for (int cell = 0; cell < layout.cells().size(); cell++) {
            int contributors = 2 * cell + 1;
            assertThat(sum.unit(1 + cell)).isEqualTo(one.unit(1 + cell));
            assertThat(sum.unit(0)[2 * cell]).isEqualTo(one.unit(0)[2 * cell]);
            assertThat(sum.unit(0)[contributors])
                .isEqualTo(vectors.stream().filter(v -> v.unit(0)[contributors] == 1).count());
          }
        });
  }

  @Test
  void vectors_add_in_any_order() {
    Laws.forAll(
        70,
        20,
        random -> {
          CounterVector a = Studies.vector(layout, Studies.rows(random, 10, "a"));
          CounterVector b = Studies.vector(layout, Studies.rows(random, 10, "b"));
          CounterVector c = Studies.vector(layout, Studies.rows(random, 10, "c"));

          assertThat(a.plus(b).plus(c)).isEqualTo(c.plus(a.plus(b)));
          assertThat(a.plus(Studies.vector(layout, List.of()))).isEqualTo(a);
        });
  }

  private static List<Row> shuffled(List<Row> rows, SplittableRandom random) {
    List<Row> copy = new ArrayList<>(rows);
    for (int i = copy.size() - 1; i > 0; i--) {
      copy.set(i, copy.set(random.nextInt(i + 1), copy.get(i)));
    }
    return copy;
  }
}
