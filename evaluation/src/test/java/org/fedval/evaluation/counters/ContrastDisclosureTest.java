package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.support.Federation;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Laws;
import org.fedval.evaluation.support.Studies;
import org.fedval.evaluation.support.Studies.Row;
import org.junit.jupiter.api.Test;

/** What the contrasts of levels within hospitals may open, and what they must not tell. */
class ContrastDisclosureTest {
  private static final StudyPlan PLAN = Studies.plan().with(Analyses.standard());
  private static final CounterLayout LAYOUT = CounterLayout.of(PLAN);

  /** One image of one patient. */
  private record Image(String patient, boolean positive, double score, int sex, int view) {
    Row row() {
      return Images.image(patient, positive, score, sex, view);
    }
  }

  private static List<List<Image>> cohort(SplittableRandom random, int sites) {
    int[] likely = new int[4];
    Arrays.setAll(likely, sex -> random.nextInt(3) == 0 ? 1 : random.nextInt(4, 30));
    List<List<Image>> rows = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      List<Image> mine = new ArrayList<>();
      for (int sex = 0; sex < 4; sex++) {
        int n = random.nextInt(likely[sex] + 1);
        for (int i = 0; i < n; i++) {
          String name = s + "-" + sex + "-" + i;
          double score = random.nextDouble();
          mine.add(new Image(name, random.nextBoolean(), score, sex, random.nextInt(3)));
        }
      }
      rows.add(mine);
    }
    return rows;
  }

  private static CounterVector sum(CounterLayout layout, List<List<Image>> sites) {
    return Studies.sum(
        sites.stream()
            .map(images -> images.stream().map(Image::row).toList())
            .map(rows -> SlotCounts.first(layout, Federation.site(layout.plan(), rows)))
            .toList());
  }

  private static List<Integer> contrasts() {
    List<Integer> cells = new ArrayList<>();
    for (int cell = 0; cell < LAYOUT.cells().size(); cell++) {
      if (LAYOUT.cell(cell).kind() == Kind.CONTRAST) {
        cells.add(cell);
      }
    }
    return cells;
  }

  @Test
  void every_level_has_a_contrast_that_the_encoded_layout_ties_to_both_of_its_cells() {
    assertThat(contrasts()).hasSize(2 * 2 * 4);
    for (int cell : contrasts()) {
      CounterUnit unit = LAYOUT.unitOf(cell);
      Cell level = LAYOUT.cell(cell);
      Cell positive = new Cell(Kind.POSITIVE, level.finding(), level.levels(), null);
      Cell negative = new Cell(Kind.NEGATIVE, level.finding(), level.levels(), null);
      assertThat(unit.kind()).isEqualTo(CounterUnit.Kind.SITE_TERMS);
      assertThat(unit.parentCell()).isEqualTo(LAYOUT.indexOf(positive));
      assertThat(unit.parentCell() + 1).isEqualTo(LAYOUT.indexOf(negative));
      assertThat(unit.families()).isEmpty();
    }
    assertThat(LAYOUT.cell(contrasts().get(0)).name()).isEqualTo("contrast:covid:sex=F");
  }

  @Test
  void a_contrast_opens_only_with_its_level_and_enough_hospitals_and_closes_nothing_else() {
    CounterLayout plain = CounterLayout.of(PLAN.with(Analyses.counts()));
    int[] open = new int[2];
    Laws.forAll(
        1,
        60,
        random -> {
          List<List<Image>> sites = cohort(random, random.nextInt(4, 10));
          PooledCounts counts = PooledCounts.of(sum(LAYOUT, sites));
          PooledCounts without = PooledCounts.of(sum(plain, sites));
          for (int cell : contrasts()) {
            int positive = LAYOUT.unitOf(cell).parentCell();
            boolean level =
                counts.state(positive) == State.OPEN && counts.state(positive + 1) == State.OPEN;
            boolean enough = counts.gateSum(2 * cell + 1) >= 6;
            assertThat(counts.state(cell) == State.OPEN).isEqualTo(level && enough);
            open[level && enough ? 0 : 1]++;
          }
          for (int cell = 0; cell < plain.cells().size(); cell++) {
            assertThat(counts.state(LAYOUT.indexOf(plain.cell(cell))))
                .isEqualTo(without.state(cell));
          }
        });
    assertThat(open[0]).isGreaterThan(20);
    assertThat(open[1]).isGreaterThan(20);
  }

  @Test
  void the_gate_words_of_a_contrast_are_sums_that_other_cells_have() {
    CounterVector sum = sum(LAYOUT, cohort(new SplittableRandom(4), 7));
    for (int cell : contrasts()) {
      int both = LAYOUT.indexOf(Cell.overall(Kind.BOTH, LAYOUT.cell(cell).finding()));
      assertThat(sum.unit(0)[2 * cell]).isEqualTo(sum.unit(0)[2 * both]);
      assertThat(sum.unit(1 + cell)[0]).isEqualTo(sum.unit(1 + both)[0]);
    }
  }

  /** Two levels are withheld; an image of one of them becomes one of the other. */
  @Test
  void images_that_move_between_withheld_levels_change_no_opened_word() {
    int[] moved = {0};
    int[] contrastsSeen = {0};
    Laws.forAll(
        1,
        40,
        random -> {
          List<List<Image>> sites = cohort(random, 8);
          CounterVector before = sum(LAYOUT, sites);
          PooledCounts counts = PooledCounts.of(before);
          List<Integer> withheld = withheldLevels(counts);
          if (withheld.size() < 2) {
            return;
          }
          for (int site = 0; site < sites.size(); site++) {
            List<List<Image>> other = moved(sites, site, withheld.get(0), withheld.get(1));
            CounterVector after = sum(LAYOUT, other);
            PooledCounts changed = PooledCounts.of(after);
            if (other.equals(sites) || !changed.allowed().equals(counts.allowed())) {
              continue;
            }
            moved[0]++;
            BitSet open = counts.allowed();
            open.stream()
                .forEach(
                    cell ->
                        assertThat(after.unit(1 + cell))
                            .as(LAYOUT.cell(cell).name())
                            .isEqualTo(before.unit(1 + cell)));
            contrastsSeen[0] += (int) contrasts().stream().filter(open::get).count();
          }
        });
    assertThat(moved[0]).isGreaterThan(10);
    assertThat(contrastsSeen[0]).isGreaterThan(10);
  }

  /** Levels of sex whose images are withheld in both classes. */
  private static List<Integer> withheldLevels(PooledCounts counts) {
    List<Integer> levels = new ArrayList<>();
    List<String> names = PLAN.subgroups().get(0).allLevels();
    for (int sex = 0; sex < names.size(); sex++) {
      Cell positive = Cell.level(Kind.POSITIVE, "covid", "sex", names.get(sex));
      int cell = LAYOUT.indexOf(positive);
      if (counts.state(cell) == State.SUPPRESSED && counts.state(cell + 1) == State.SUPPRESSED) {
        levels.add(sex);
      }
    }
    return levels;
  }

  private static List<List<Image>> moved(List<List<Image>> sites, int site, int from, int to) {
    List<List<Image>> other = new ArrayList<>(sites);
    List<Image> mine = new ArrayList<>(sites.get(site));
    for (int i = 0; i < mine.size(); i++) {
      Image image = mine.get(i);
      if (image.sex() == from) {
        mine.set(i, new Image(image.patient(), image.positive(), image.score(), to, image.view()));
        break;
      }
    }
    other.set(site, mine);
    return other;
  }
}
