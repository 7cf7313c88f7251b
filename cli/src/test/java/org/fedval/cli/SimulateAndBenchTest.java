package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

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
            "seed",
            "dropped",
            "survivors",
            "faults",
            "graph",
            "ring_bits",
            "site_ms",
            "coordinator_ms",
            "bytes_per_site",
            "coordinator_vector_bytes",
            "coordinator_vector_covers",
            "coordinator_file_bytes",
            "process_peak_heap_bytes",
            "exact");
    assertThat(root.get("exact").isBoolean() && root.get("exact").booleanValue()).isTrue();
    assertThat(root.get("dropped").intValue()).isEqualTo(1);
    assertThat(root.get("survivors").intValue()).isEqualTo(3);
    assertThat(root.get("site_ms").fieldNames()).toIterable().containsExactly(PHASES);
    assertThat(root.get("coordinator_ms").fieldNames()).toIterable().containsExactly(PHASES);
    assertThat(root.get("coordinator_vector_bytes").intValue()).isEqualTo(3 * 8 * 106);
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
        .containsExactly("counters", "masks", "ms", "bare_ms", "ratio");
  }
}
