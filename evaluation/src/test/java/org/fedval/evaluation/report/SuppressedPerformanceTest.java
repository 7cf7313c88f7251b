package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

/** No number of a closed cell in any row or curve, whatever the counts. */
class SuppressedPerformanceTest {
  private static final List<String> ONLY_POSITIVES =
      List.of("sensitivity", "sensitivity_abstain_positive", "sensitivity_abstain_wrong");
  private static final List<String> ONLY_NEGATIVES =
      List.of("specificity", "specificity_abstain_positive", "specificity_abstain_wrong");
  private static final List<String> OF_HOSPITALS = List.of("auroc_within_site");

  private static Simulated drawn(SplittableRandom random) {
    Simulated cohort = new Simulated(Simulated.plan(2));
    for (int sex = 0; sex < 4; sex++) {
      for (int i = random.nextInt(12); i > 0; i--) {
        cohort.add(1 + random.nextInt(3), true, random.nextDouble(), sex);
      }
      for (int i = random.nextInt(12); i > 0; i--) {
        cohort.add(1 + random.nextInt(3), false, random.nextDouble(), sex);
      }
    }
    return cohort.excluded(random.nextInt(20), Exclusion.INFERENCE_FAILED);
  }

  @Test
  void every_row_with_a_number_has_open_cells() {
    Laws.forAll(
        100,
        40,
        random -> {
          PooledStudy study = drawn(random).study(3 + random.nextInt(3));
          PooledResults results = ReportAssembler.assemble(study);
          results.estimates().forEach(row -> check(study.first(), row));
          if (hidden(study.first(), Kind.POSITIVE, "all")
              || hidden(study.first(), Kind.NEGATIVE, "all")) {
            assertThat(results.curves()).isEmpty();
          }
          int failed = study.first().layout().indexOf(Cell.excluded(Exclusion.INFERENCE_FAILED));
          if (study.first().state(failed) == PooledCounts.State.SUPPRESSED) {
            assertThat(results.curves()).allMatch(c -> c.further().intentionToDiagnose().isEmpty());
          }
        });
  }

  private static void check(PooledCounts counts, MetricRow row) {
    boolean positives = hidden(counts, Kind.POSITIVE, row.subgroup());
    boolean negatives = hidden(counts, Kind.NEGATIVE, row.subgroup());
    boolean withheld =
        positives && !ONLY_NEGATIVES.contains(row.metric())
            || negatives && !ONLY_POSITIVES.contains(row.metric());
    if (withheld && !row.metric().contains("gap") && !row.metric().contains("clustered")) {
      assertThat(row.status()).as("%s", row).isEqualTo(Status.SUPPRESSED);
    }
    if (row.status() == Status.SUPPRESSED) {
      assertThat(
              Stream.of(
                      row.value(),
                      row.ciLow(),
                      row.ciHigh(),
                      row.ciMethod(),
                      row.se(),
                      row.pValue(),
                      row.quantisationBound(),
                      row.nCases(),
                      row.nPatients(),
                      row.nPositive(),
                      row.nNegative())
                  .allMatch(Objects::isNull))
          .as("%s", row)
          .isTrue();
    }
    assertThat(positives && row.nPositive() != null).as("%s", row).isFalse();
    assertThat(negatives && row.nNegative() != null).as("%s", row).isFalse();
    String parameter = row.parameter() == null ? "" : row.parameter();
    boolean joint =
        OF_HOSPITALS.contains(row.metric())
            || parameter.startsWith("recalibration=")
            || parameter.equals("bins=10 equal mass");
    if (joint && row.value() != null) {
      Cell both = Cell.overall(Kind.BOTH, Cases.FINDING);
      assertThat(counts.state(counts.layout().indexOf(both)))
          .as("%s", row)
          .isNotEqualTo(PooledCounts.State.SUPPRESSED);
    }
    if (row.metric().equals("auroc_adjusted") && row.value() != null) {
      for (String level : List.of("F", "M", "other", "unknown")) {
        assertThat(hidden(counts, Kind.POSITIVE, "sex=" + level)).as("%s", row).isFalse();
        assertThat(hidden(counts, Kind.NEGATIVE, "sex=" + level)).as("%s", row).isFalse();
      }
    }
  }

  private static boolean hidden(PooledCounts counts, Kind kind, String subgroup) {
    int at = subgroup.indexOf('=');
    Cell cell =
        at < 0
            ? Cell.overall(kind, Cases.FINDING)
            : Cell.level(
                kind, Cases.FINDING, subgroup.substring(0, at), subgroup.substring(at + 1));
    return counts.state(counts.layout().indexOf(cell)) == PooledCounts.State.SUPPRESSED;
  }

  @Test
  void an_adjusted_area_is_given_for_all_levels_or_not_at_all() {
    Simulated shown =
        new Simulated(Simulated.plan(1))
            .add(30, true, 0.8, 0)
            .add(30, false, 0.7, 0)
            .add(30, true, 0.6, 1)
            .add(30, false, 0.1, 1);
    assertThat(Simulated.row(shown.report(), "auroc_adjusted", null, "covariate=sex").value())
        .isEqualTo(1);

    MetricRow withheld =
        Simulated.row(shown.add(3, true, 0.1, 3).report(), "auroc_adjusted", null, "covariate=sex");
    assertThat(withheld.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(withheld.value()).isNull();
    assertThat(withheld.reason()).isEqualTo("a level of sex is withheld");
  }
}
