package org.fedval.cli.demo.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CohortPlanTest {
  private static final int MINIMUM_CELL = 10;
  private static final List<Function<SyntheticPatient, String>> FINDINGS =
      List.of(SyntheticPatient::noduleLabel, SyntheticPatient::effusionLabel);

  private interface Check {
    void of(List<List<SyntheticPatient>> hospitals, String federation);
  }

  private static void forAllFederations(Check check) {
    for (long seed = 1; seed <= 5; seed++) {
      for (int sites = 3; sites <= 12; sites++) {
        List<List<SyntheticPatient>> hospitals = new ArrayList<>();
        for (int site = 1; site <= sites; site++) {
          hospitals.add(CohortPlan.of(site, sites, HospitalProfile.of(site), seed * 100 + site));
        }
        check.of(hospitals, "seed " + seed + ", " + sites + " sites");
      }
    }
  }

  private static long count(
      List<SyntheticPatient> patients,
      Predicate<SyntheticPatient> level,
      Function<SyntheticPatient, String> finding,
      String label) {
    return patients.stream().filter(level).filter(p -> finding.apply(p).equals(label)).count();
  }

  private static void requirePublishable(
      List<List<SyntheticPatient>> hospitals, Predicate<SyntheticPatient> level, String what) {
    for (Function<SyntheticPatient, String> finding : FINDINGS) {
      for (String label : List.of("0", "1")) {
        List<Long> counts = hospitals.stream().map(h -> count(h, level, finding, label)).toList();
        assertThat(counts).as(what).allMatch(n -> n > 0);
        assertThat(counts.stream().mapToLong(Long::longValue).sum())
            .as(what)
            .isGreaterThanOrEqualTo(MINIMUM_CELL);
      }
    }
  }

  private static Predicate<SyntheticPatient> aged(int low, int high) {
    return p -> p.age().isPresent() && p.age().getAsInt() >= low && p.age().getAsInt() <= high;
  }

  @Test
  void both_sexes_can_be_published_for_every_finding_and_class() {
    forAllFederations(
        (hospitals, federation) -> {
          requirePublishable(hospitals, SyntheticPatient::female, federation + " F");
          requirePublishable(hospitals, p -> !p.female(), federation + " M");
        });
  }

  @Test
  void all_four_adult_age_bands_can_be_published() {
    forAllFederations(
        (hospitals, federation) -> {
          requirePublishable(hospitals, aged(18, 39), federation + " 18-39");
          requirePublishable(hospitals, aged(40, 59), federation + " 40-59");
          requirePublishable(hospitals, aged(60, 74), federation + " 60-74");
          requirePublishable(hospitals, aged(75, 130), federation + " 75+");
        });
  }

  @Test
  void children_and_unknown_ages_are_two_small_levels_in_every_class() {
    forAllFederations(
        (hospitals, federation) -> {
          List<SyntheticPatient> all = hospitals.stream().flatMap(List::stream).toList();
          for (Predicate<SyntheticPatient> level :
              List.<Predicate<SyntheticPatient>>of(aged(0, 17), p -> p.age().isEmpty())) {
            assertThat(all.stream().filter(level)).as(federation).hasSizeBetween(1, 9);
            for (Function<SyntheticPatient, String> finding : FINDINGS) {
              assertThat(count(all, level, finding, "1")).as(federation).isBetween(1L, 8L);
              assertThat(count(all, level, finding, "0")).as(federation).isBetween(1L, 8L);
            }
          }
        });
  }

  @Test
  void one_maker_is_everywhere_and_two_others_are_in_one_or_two_hospitals() {
    forAllFederations(
        (hospitals, federation) -> {
          requirePublishable(hospitals, p -> p.look() == FilmLook.CORVANE, federation);
          for (FilmLook rare : List.of(FilmLook.BOREALIS, FilmLook.TESSALINE)) {
            long places =
                hospitals.stream().filter(h -> h.stream().anyMatch(p -> p.look() == rare)).count();
            assertThat(places).as(federation).isBetween(1L, 2L);
          }
        });
  }

  @Test
  void a_few_reference_labels_are_missing() {
    forAllFederations(
        (hospitals, federation) -> {
          List<SyntheticPatient> all = hospitals.stream().flatMap(List::stream).toList();
          for (Function<SyntheticPatient, String> finding : FINDINGS) {
            assertThat(count(all, p -> true, finding, "")).as(federation).isBetween(1L, 40L);
          }
        });
  }

  @Test
  void hospitals_differ_in_prevalence() {
    forAllFederations(
        (hospitals, federation) ->
            assertThat(
                    hospitals.stream()
                        .map(
                            h ->
                                Math.round(
                                    100.0 * count(h, p -> true, FINDINGS.get(1), "1") / h.size()))
                        .collect(Collectors.toSet()))
                .as(federation)
                .hasSizeGreaterThanOrEqualTo(3));
  }
}
