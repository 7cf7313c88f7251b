package org.fedval.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.fedval.wire.study.DisclosureWish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropPlanTest {
  private static final DisclosureWish DEFAULTS =
      new DisclosureWish(10, 3, OptionalInt.empty(), OptionalInt.empty());

  /** Section 5 of the protocol: three sites can never lose one, four or five one, seven two. */
  @ParameterizedTest
  @CsvSource({"3, 0", "4, 1", "5, 1", "7, 2"})
  void so_many_sites_may_be_lost(int sites, int lost) {
    assertThat(DropPlan.bearable(sites, DEFAULTS)).isEqualTo(lost);
  }

  @Test
  void three_sites_cannot_lose_one_and_the_sentence_says_how_many_can() {
    assertThatThrownBy(() -> DropPlan.requireBearable(3, 1, DEFAULTS))
        .isInstanceOf(DemoException.class)
        .hasMessage("3 sites: none may be lost; 4 or more for one dropout");
    assertThatThrownBy(() -> DropPlan.requireBearable(5, 2, DEFAULTS))
        .hasMessage("5 sites: one may be lost; 6 or more for two dropouts");
    assertThatNoException().isThrownBy(() -> DropPlan.requireBearable(5, 1, DEFAULTS));
  }

  @Test
  void a_plan_that_tolerates_more_corrupt_sites_can_lose_fewer() {
    DisclosureWish strict = new DisclosureWish(10, 3, OptionalInt.of(3), OptionalInt.empty());

    assertThat(DropPlan.bearable(7, strict)).isEqualTo(1);
  }

  @Test
  void the_seed_decides_who_dies_and_when() {
    List<DemoSite> sites = sites(6);
    Set<String> victims = new HashSet<>();
    Set<DropPlan.Moment> moments = new HashSet<>();
    for (long seed = 0; seed < 40; seed++) {
      DropPlan plan = DropPlan.of(sites, 2, seed);
      assertThat(plan.victims()).hasSize(2).isEqualTo(DropPlan.of(sites, 2, seed).victims());
      victims.addAll(plan.victims().keySet());
      moments.addAll(plan.victims().values());
    }

    assertThat(victims).hasSize(6);
    assertThat(moments).containsExactlyInAnyOrder(DropPlan.Moment.values());
  }

  private static List<DemoSite> sites(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new DemoSite("site-" + i, Path.of("site-" + i)))
        .toList();
  }
}
