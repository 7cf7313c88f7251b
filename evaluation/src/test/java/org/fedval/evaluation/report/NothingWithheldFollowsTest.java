package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Laws;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

/**
 * All rows of a report together give no withheld cell away: rows are a function of the opened words
 * alone, and the counts that rows speak of, the complements of gaps too, determine none.
 */
class NothingWithheldFollowsTest {
  private static final String FINDING = "covid";
  private static final int MOST_CHANGES = 4;

  private static StudyPlan plan() {
    Analyses a = Analyses.standard();
    Analyses crossed =
        new Analyses(
            a.content(),
            1,
            64,
            List.of(new Analyses.Interaction("sex", "view")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            false,
            null,
            a.gaps());
    StudyPlan small =
        Studies.plan(
            new Endpoint(FINDING, "sensitivity", "screening", 0.5, 0.8, 0.025, 0.8, true, 0.1));
    return new StudyPlan(
            small.studyId(),
            small.title(),
            List.of(FINDING, "pneumonia"),
            small.operatingPoints(),
            small.subgroups(),
            small.endpoints(),
            small.disclosure(),
            16,
            8)
        .with(crossed);
  }

  private static CounterVector cohort(SplittableRandom random, StudyPlan plan) {
    Images images = new Images(plan, 4);
    for (int sex = 0; sex < 4; sex++) {
      for (int view = 0; view < 4; view++) {
        boolean few = random.nextInt(3) == 0;
        for (int side = 0; side < 2; side++) {
          int n = random.nextInt(4) == 0 ? 0 : few ? random.nextInt(9) : random.nextInt(10, 40);
          for (int i = 0; i < n; i++) {
            images.add(1, side == 0, random.nextDouble(), sex, view);
          }
        }
      }
    }
    CounterLayout layout = CounterLayout.of(plan);
    return Studies.sum(images.tables().stream().map(t -> SlotCounts.first(layout, t)).toList());
  }

  @Test
  void counts_behind_withheld_cells_change_no_row() {
    StudyPlan plan = plan();
    int[] changed = {0};
    Laws.forAll(
        1,
        8,
        random -> {
          CounterVector sum = cohort(random, plan);
          PooledCounts counts = PooledCounts.of(sum);
          PooledResults results = ReportAssembler.assemble(plan, counts.layout(), counts);
          BitSet allowed = counts.allowed();
          Map<Integer, long[]> opened = new HashMap<>();
          allowed.stream().forEach(cell -> opened.put(cell, sum.unit(1 + cell)));
          int last = changed[0] + MOST_CHANGES;
          for (int cell = 0; cell < counts.layout().cells().size() && changed[0] < last; cell++) {
            long[] other = sum.unit(0).clone();
            long patients = other[2 * cell];
            if (counts.state(cell) != State.SUPPRESSED || patients < 2 || patients > 8) {
              continue;
            }
            other[2 * cell] = patients - 1;
            PooledCounts changedCounts;
            try {
              changedCounts = PooledCounts.of(counts.layout(), other, opened);
            } catch (IllegalArgumentException anotherCellWouldBeOpened) {
              continue;
            }
            changed[0]++;
            assertThat(ReportAssembler.assemble(plan, counts.layout(), changedCounts))
                .isEqualTo(results);
          }
        });
    assertThat(changed[0]).isGreaterThan(8);
  }

  @Test
  void no_withheld_cell_follows_from_the_counts_that_all_rows_together_speak_of() {
    StudyPlan plan = plan();
    int[] withheld = {0};
    Laws.forAll(
        1_000,
        25,
        random -> {
          CounterVector sum = cohort(random, plan);
          PooledCounts counts = PooledCounts.of(sum);
          PooledResults results = ReportAssembler.assemble(plan, counts.layout(), counts);
          for (boolean positive : new boolean[] {true, false}) {
            Told told = new Told(sum, counts, results, positive);
            withheld[0] += told.hidden.size();
            assertThat(told.determined()).isEmpty();
          }
        });
    assertThat(withheld[0]).isGreaterThan(50);
  }

  @Test
  void the_check_notices_a_complement_that_should_not_be_there() {
    StudyPlan plan = plan();
    boolean noticed = false;
    for (long seed = 1_000; seed < 1_050 && !noticed; seed++) {
      CounterVector sum = cohort(new SplittableRandom(seed), plan);
      PooledCounts counts = PooledCounts.of(sum);
      PooledResults results = ReportAssembler.assemble(plan, counts.layout(), counts);
      Told told = new Told(sum, counts, results, true);
      if (!told.hidden.isEmpty() && told.isTold("all")) {
        Set<String> leak = told.parts(told.hidden.get(0));
        told.add(leak);
        noticed = !told.determined().isEmpty();
      }
    }
    assertThat(noticed).isTrue();
  }

  /** What rows tell of one class, as sums over the cells of both attributes crossed. */
  private static final class Told {
    private final List<String> atoms = new ArrayList<>();
    private final List<Set<String>> equations = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    final List<String> hidden = new ArrayList<>();

    Told(CounterVector sum, PooledCounts counts, PooledResults results, boolean positive) {
      StudyPlan plan = counts.layout().plan();
      for (Subgroup first : plan.subgroups().subList(0, 1)) {
        for (String sex : first.allLevels()) {
          for (String view : plan.subgroups().get(1).allLevels()) {
            atoms.add("sex=" + sex + " & view=" + view);
          }
        }
      }
      for (MetricRow row : results.estimates()) {
        Long n = positive ? row.nPositive() : row.nNegative();
        if (row.finding().equals(FINDING) && n != null) {
          shown.add(row.subgroup());
          add(parts(row.subgroup()));
          boolean contrast =
              row.metric().endsWith("_gap") || row.metric().endsWith("_gap_adjusted");
          if (contrast && row.value() != null) {
            Set<String> outside = new HashSet<>(atoms);
            outside.removeAll(parts(row.subgroup()));
            add(outside);
          }
        }
      }
      results.power().stream()
          .filter(r -> positive && r.available() != null)
          .forEach(r -> add(parts(r.subgroup())));
      for (int cell = 0; cell < counts.layout().cells().size(); cell++) {
        Cell c = counts.layout().cells().get(cell);
        Kind kind = positive ? Kind.POSITIVE : Kind.NEGATIVE;
        if (c.kind() == kind && FINDING.equals(c.finding())) {
          boolean open = counts.state(cell) != State.SUPPRESSED;
          if (!open && sum.unit(0)[2 * cell] > 0) {
            hidden.add(c.levels().isEmpty() ? "all" : Cell.subgroup(c.levels()));
          } else if (open) {
            // a published count is public even where no row speaks of it
            add(parts(c.levels().isEmpty() ? "all" : Cell.subgroup(c.levels())));
          }
        }
      }
    }

    boolean isTold(String subgroup) {
      return shown.contains(subgroup);
    }

    void add(Set<String> sum) {
      equations.add(sum);
    }

    /** The crossed cells that a subgroup consists of. */
    Set<String> parts(String subgroup) {
      Set<String> wanted = subgroup.equals("all") ? Set.of() : Set.of(subgroup.split(" & ", -1));
      return atoms.stream()
          .filter(a -> Set.of(a.split(" & ", -1)).containsAll(wanted))
          .collect(Collectors.toSet());
    }

    /** Withheld subgroups whose sum lies in the span of the equations. */
    List<String> determined() {
      List<double[]> rows = new ArrayList<>();
      Map<String, Integer> column = new HashMap<>();
      atoms.forEach(a -> column.put(a, column.size()));
      Set<Set<String>> distinct = new HashSet<>(equations);
      distinct.forEach(e -> rows.add(vector(e, column)));
      int rank = rank(rows);
      return hidden.stream()
          .filter(
              h -> {
                List<double[]> more = new ArrayList<>();
                distinct.forEach(e -> more.add(vector(e, column)));
                more.add(vector(parts(h), column));
                return rank(more) == rank;
              })
          .toList();
    }

    private double[] vector(Set<String> of, Map<String, Integer> column) {
      double[] v = new double[atoms.size()];
      of.forEach(a -> v[column.get(a)] = 1);
      return v;
    }

    /** Entries stay small whole numbers over few columns, so that doubles are safe here. */
    private static int rank(List<double[]> rows) {
      int rank = 0;
      int columns = rows.isEmpty() ? 0 : rows.get(0).length;
      for (int c = 0; c < columns && rank < rows.size(); c++) {
        int column = c;
        int from = rank;
        int pivot =
            IntStream.range(from, rows.size())
                .boxed()
                .max(
                    (a, b) ->
                        Double.compare(
                            Math.abs(rows.get(a)[column]), Math.abs(rows.get(b)[column])))
                .orElse(-1);
        if (pivot < 0 || Math.abs(rows.get(pivot)[c]) < 1e-9) {
          continue;
        }
        double[] lead = rows.get(pivot);
        rows.set(pivot, rows.get(rank));
        rows.set(rank, lead);
        for (int r = rank + 1; r < rows.size(); r++) {
          double factor = rows.get(r)[c] / lead[c];
          for (int k = c; k < columns; k++) {
            rows.get(r)[k] -= factor * lead[k];
          }
        }
        rank++;
      }
      return rank;
    }
  }
}
