package org.fedval.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of liar is found by the real classes, and the sum is exact over the survivors. */
class LiarsTest {
  private static final int SITES = 12;

  @Test
  void a_dealer_whose_boxes_do_not_open_is_convicted_by_counted_complaints_and_left_out()
      throws Exception {
    SmallRun run = oneLiar(Lie.WRONG_ROWS);
    ends(run, 2, SITES - 1);
    assertThat(run.found().get(0)).contains("faulty by the count of complaints");
  }

  @Test
  void a_dealer_of_false_shares_is_convicted_by_a_blame_proof_and_left_out() throws Exception {
    SmallRun run = oneLiar(Lie.BAD_DEALER);
    ends(run, 2, SITES - 1);
    assertThat(run.found().get(0)).contains("BAD_DEALER", "convicted by a blame proof");
  }

  @Test
  void a_site_that_contradicts_all_key_confirmations_is_left_out_alone() throws Exception {
    SmallRun run = oneLiar(Lie.FALSE_CONFIRMATIONS);
    ends(run, 1, SITES - 1);
    assertThat(run.found().get(0)).contains("left out, its confirmations contradict");
  }

  @Test
  void a_manifest_of_another_vector_is_refused() throws Exception {
    SmallRun run = oneLiar(Lie.OTHER_VECTOR);
    ends(run, 1, SITES - 1);
    assertThat(run.found().get(0)).contains("refused, BAD_MANIFEST");
  }

  @Test
  void of_two_signed_manifests_the_first_stands_and_counts() throws Exception {
    SmallRun run = oneLiar(Lie.EQUIVOCATES);
    ends(run, 1, SITES);
    assertThat(run.found().get(0)).contains("two signed bodies for one step");
  }

  @Test
  void a_site_that_complains_about_more_than_f_dealers_drops_itself_and_nobody_else()
      throws Exception {
    SmallRun run = oneLiar(Lie.FALSE_COMPLAINTS);
    ends(run, 1, SITES - 1);
    assertThat(run.found().get(0)).contains("faulty by the count of complaints");
  }

  @Test
  void false_reveals_are_refused_and_the_others_suffice() throws Exception {
    SmallRun run = oneLiar(Lie.BAD_REVEAL);
    ends(run, 1, SITES);
    assertThat(run.found().get(0))
        .contains("reveal_gate: refused, BAD_SHARES", "reveal_units: refused, BAD_SHARES");
  }

  @Test
  void a_site_that_falls_silent_in_any_phase_costs_at_most_its_own_vector() throws Exception {
    for (long seed = 1; seed <= 6; seed++) {
      SmallRun run = SmallRun.of(SmallRun.plan(7, 0, seed, List.of(Lie.SILENT)));
      assertThat(run.exact()).as("seed %s", seed).isTrue();
      assertThat(run.number("survivors")).isBetween(6, 7);
      assertThat(run.found().get(0)).contains("silent at the deadline");
    }
  }

  @Test
  void all_kinds_together_beside_dropouts_end_with_an_exact_sum() throws Exception {
    SmallRun run = SmallRun.of(SmallRun.plan(25, 0.08, 3, List.of(Lie.values())));
    assertThat(run.exact()).as("%s", run.at("reason")).isTrue();
    assertThat(run.found()).hasSize(Lie.values().length).noneMatch("[]"::equals);
  }

  @Test
  void below_the_floor_the_run_ends_without_a_sum_and_says_why() throws Exception {
    SmallRun run = SmallRun.of(SmallRun.plan(4, 0.25, 1, List.of(Lie.OTHER_VECTOR)));
    assertThat(run.exact()).isFalse();
    assertThat(run.number("attempts")).isEqualTo(2);
    assertThat(run.at("reason")).asString().startsWith("TOO_FEW_ADVERTISED: Too few sites");
    assertThat(run.at("sums_sha256")).isEqualTo("");
    assertThat(run.number("survivors")).isZero();
  }

  private static SmallRun oneLiar(Lie lie) throws Exception {
    return SmallRun.of(SmallRun.plan(SITES, 0, 1, List.of(lie)));
  }

  private static void ends(SmallRun run, int attempts, int survivors) {
    assertThat(run.exact()).as("%s", run.at("reason")).isTrue();
    assertThat(run.number("attempts")).isEqualTo(attempts);
    assertThat(run.number("survivors")).isEqualTo(survivors);
  }
}
