package org.fedval.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fedval.crypto.secagg.SmallGraphs;
import org.junit.jupiter.api.Test;

/** A seed fixes every byte; sharing public checks and threads change none. */
class RepeatableRunTest {
  private static final List<Lie> LIES = List.of(Lie.BAD_DEALER, Lie.EQUIVOCATES);
  private static final List<String> SAME =
      List.of(
          "messages_sha256",
          "sums_sha256",
          "bytes_per_site",
          "survivors",
          "not_in_the_sum",
          "attempts",
          "lies",
          "simulated_s");

  @Test
  void the_same_seed_gives_the_same_survivors_and_the_same_bytes() throws Exception {
    SimulationPlan plan = SmallRun.plan(9, 0.12, 4, LIES);
    same(SmallRun.of(plan), SmallRun.of(plan));
    assertThat(SmallRun.of(SmallRun.plan(9, 0.12, 5, LIES)).at("messages_sha256"))
        .isNotEqualTo(SmallRun.of(plan).at("messages_sha256"));
  }

  @Test
  void with_and_without_shared_checks_and_on_one_or_more_threads_all_bytes_agree()
      throws Exception {
    SmallRun memo = SmallRun.of(SmallRun.plan(9, 0.12, 4, LIES, true, 3));
    SmallRun full = SmallRun.of(SmallRun.plan(9, 0.12, 4, LIES, false, 1));

    same(memo, full);
    assertThat(memo.exact()).isTrue();
    assertThat(memo.at("memoised")).isEqualTo(RememberedChecks.MEMOISED);
    assertThat(full.at("memoised")).isEqualTo(List.of());
    assertThat(full.at("memoised_checks")).isEqualTo(Map.of());
  }

  @Test
  void over_a_sparse_graph_the_sum_is_exact_with_and_without_shared_checks() throws Exception {
    SmallRun memo = SmallRun.of(SmallRun.plan(14, 0.08, 2, List.of()), SmallGraphs::sixNeighbours);
    SmallRun full =
        SmallRun.of(SmallRun.plan(14, 0.08, 2, List.of(), false, 2), SmallGraphs::sixNeighbours);
    SmallRun complete = SmallRun.of(SmallRun.plan(14, 0.08, 2, List.of()));

    assertThat(memo.exact()).as("%s", memo.at("reason")).isTrue();
    assertThat(memo.number("survivors")).isEqualTo(13);
    same(memo, full);
    assertThat(memo.at("sums_sha256")).isEqualTo(complete.at("sums_sha256"));
    assertThat(upOf(memo)).isLessThan(upOf(complete));
  }

  @Test
  void phases_without_missing_sites_close_early_and_masking_waits_for_its_deadline()
      throws Exception {
    SmallRun run = SmallRun.of(SmallRun.plan(10, 0.1, 1, List.of()));
    Map<?, ?> seconds = (Map<?, ?>) run.at("simulated_s");
    double before = (double) seconds.get("advertise") + (double) seconds.get("share_keys");
    assertThat(before).isLessThan(2 * 2400);
    assertThat(before + (double) seconds.get("mask")).isEqualTo(72 * 3600);
  }

  private static long upOf(SmallRun run) {
    return (long) ((Map<?, ?>) run.at("bytes_per_site")).get("up");
  }

  private static void same(SmallRun a, SmallRun b) {
    for (String key : SAME) {
      assertThat(a.at(key)).as(key).isEqualTo(b.at(key));
    }
  }
}
