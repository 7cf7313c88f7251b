package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateAndBenchTest {
  private static final String[] PHASES = {
    "advertise", "share_keys", "mask", "vote", "reveal_gate", "reveal_units", "finish"
  };

  @Test
  void one_of_four_sites_drops_out_and_the_sum_is_exact() throws Exception {
    Fedval run = Fedval.run("simulate", "--sites", 4, "--length", 100, "--dropout", 0.25, "--json");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode root = new ObjectMapper().readTree(run.out());
    assertThat(root.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "sites",
            "length",
            "dropout",
            "liars",
            "seed",
            "threads",
            "dropped",
            "faults",
            "graph",
            "ring_bits",
            "site_ms",
            "coordinator_ms",
            "wall_ms",
            "simulated_s",
            "bytes_per_site",
            "coordinator_live_peak_bytes",
            "coordinator_live_peak_phase",
            "coordinator_live_covers",
            "coordinator_file_bytes",
            "process_peak_heap_bytes",
            "memoised",
            "memoised_checks",
            "lies",
            "attempts",
            "survivors",
            "not_in_the_sum",
            "messages_sha256",
            "sums_sha256",
            "exact",
            "reason");
    assertThat(root.get("exact").isBoolean() && root.get("exact").booleanValue()).isTrue();
    assertThat(root.get("dropped").intValue()).isEqualTo(1);
    assertThat(root.get("survivors").intValue()).isEqualTo(3);
    assertThat(root.get("site_ms").fieldNames()).toIterable().containsExactly(PHASES);
    assertThat(root.get("coordinator_ms").fieldNames()).toIterable().containsExactly(PHASES);
    assertThat(root.get("wall_ms").fieldNames()).toIterable().containsExactly(PHASES);
    assertThat(root.get("simulated_s").fieldNames()).toIterable().containsExactly(PHASES);
    assertThat(root.get("not_in_the_sum")).hasSize(1);
    assertThat(root.get("memoised")).isNotEmpty();
    assertThat(root.get("reason").textValue()).isEmpty();
    assertThat(root.get("coordinator_file_bytes").intValue()).isEqualTo(3 * 8 * 106);
    assertThat(root.get("bytes_per_site").get("up").intValue()).isGreaterThan(8 * 106);
    assertThat(root.get("bytes_per_site").get("down").intValue()).isPositive();
  }

  @Test
  void without_json_it_prints_a_table() {
    Fedval run = Fedval.run("simulate", "--sites", 3, "--length", 10);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("median site").containsPattern("exact +true");
  }

  @Test
  void the_coordinator_alone_opens_the_same_sums_from_the_kept_messages(@TempDir Path folder)
      throws Exception {
    Object[] plan = {"simulate", "--sites", 5, "--length", 12, "--dropout", 0.2, "--json"};
    JsonNode whole = new ObjectMapper().readTree(with(plan, "--keep-messages", folder).out());
    JsonNode alone = new ObjectMapper().readTree(with(plan, "--coordinator-only", folder).out());

    assertThat(alone.get("phase").textValue()).isEqualTo("finish");
    assertThat(alone.get("sums_sha256")).isEqualTo(whole.get("sums_sha256"));
    assertThat(alone.get("heap_limit_bytes").longValue()).isPositive();
  }

  private static Fedval with(Object[] plan, String option, Path folder) {
    Object[] all = Arrays.copyOf(plan, plan.length + 2);
    all[plan.length] = option;
    all[plan.length + 1] = folder;
    return Fedval.run(all);
  }

  @Test
  void a_liar_that_leaves_too_few_sites_ends_the_run_with_exit_1_and_the_reason() throws Exception {
    Fedval run =
        Fedval.run(
            "simulate",
            "--sites",
            4,
            "--length",
            10,
            "--dropout",
            0.25,
            "--liars",
            1,
            "--lie",
            "other_vector",
            "--no-memo",
            "--json");

    assertThat(run.exit()).isEqualTo(1);
    JsonNode root = new ObjectMapper().readTree(run.out());
    assertThat(root.get("exact").booleanValue()).isFalse();
    assertThat(root.get("reason").textValue()).startsWith("TOO_FEW_ADVERTISED");
    assertThat(root.get("lies").get(0).get("lie").textValue()).isEqualTo("other_vector");
    assertThat(root.get("lies").get(0).get("found").get(0).textValue()).contains("BAD_MANIFEST");
    assertThat(root.get("memoised")).isEmpty();
  }

  @Test
  void more_liars_than_are_tolerated_and_unknown_lies_are_refused() {
    assertThat(Fedval.run("simulate", "--sites", 10, "--length", 9, "--liars", 4).err())
        .isEqualToIgnoringNewLines("fedval: --liars: 10 sites tolerate at most 3.");
    assertThat(Fedval.run("simulate", "--sites", 10, "--length", 9, "--lie", "x").err())
        .contains("--lie: 'x' is not one of silent, wrong_rows");
  }

  @Test
  void none_of_three_sites_may_be_lost() {
    Fedval run = Fedval.run("simulate", "--sites", 3, "--length", 100, "--dropout", 0.4);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines("fedval: 3 sites: none may be lost; 4 or more for one dropout");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void more_dropouts_than_the_floors_allow_are_refused_with_the_number_that_is_allowed() {
    Fedval run = Fedval.run("simulate", "--sites", 10, "--length", 100, "--dropout", 0.5);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("10 sites: at most 3 may be lost");
  }

  @Test
  void the_bench_of_metrics_times_what_it_compared() throws Exception {
    Fedval run =
        Fedval.run(
            "bench",
            "metrics",
            "--sizes",
            "1e3",
            "--rounds",
            1,
            "--peers",
            "none",
            "--accumulate-rows",
            2000,
            "--json");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode root = new ObjectMapper().readTree(run.out());
    assertThat(root.get("agrees").booleanValue()).isTrue();
    assertThat(root.get("accumulate_exact").get("rows").intValue()).isEqualTo(2000);
    assertThat(root.get("accumulate").get("strata").intValue()).isEqualTo(60);
    assertThat(root.get("sizes").get(0).get("raw").get("auroc").doubleValue()).isBetween(0.8, 0.9);
  }

  @Test
  void the_bench_of_metrics_refuses_sizes_and_peers_that_it_does_not_know() {
    assertThat(Fedval.run("bench", "metrics", "--sizes", "10").err()).contains("1e3 to 1e9");
    assertThat(Fedval.run("bench", "metrics", "--peers", "other").err()).contains("scikit-learn");
  }

  @Test
  void the_bench_sets_ours_beside_the_bare_cipher() throws Exception {
    Fedval run = Fedval.run("bench", "crypto", "--rounds", 1, "--json");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode root = new ObjectMapper().readTree(run.out());
    assertThat(root.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "rounds",
            "warm_gb_per_s",
            "keystream",
            "masking",
            "masking_with_addition",
            "sealing",
            "masks_25");
    for (String part : new String[] {"keystream", "masking", "masking_with_addition", "sealing"}) {
      assertThat(root.get(part).fieldNames())
          .toIterable()
          .containsExactly("bytes", "ms", "bare_ms", "ratio");
    }
    assertThat(root.get("masks_25").fieldNames())
        .toIterable()
        .containsExactly(
            "counters", "masks", "ms", "bare_ms", "ratio", "cores", "times_bare_over_cores");
  }
}
