package org.fedval.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsBenchTest {
  private static final long ROWS = 2000;

  @TempDir private Path folder;

  private MetricsBench bench(MetricsPeer... peers) {
    return new MetricsBench(new Rounds(1, 1), List.of(peers), ROWS, 1);
  }

  /** An interpreter that answers the same whatever the script. */
  private MetricsPeer answering(String key, String... commands) throws Exception {
    Path file = folder.resolve(key);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", commands) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new MetricsPeer(key, "auroc.py", List.of(file.toString()), "r-cran-proc");
  }

  private static Object peer(Map<String, Object> figures, String key) {
    return ((Map<?, ?>) figures.get("peers")).get(key);
  }

  @Test
  void bins_and_raw_scores_agree_within_the_bound() throws Exception {
    MetricsBench bench = bench();
    Map<String, Object> figures = bench.run(ROWS);
    assertThat(bench.differences()).isEmpty();
    double raw = (double) ((Map<?, ?>) figures.get("raw")).get("auroc");
    Map<?, ?> bins = (Map<?, ?>) figures.get("histogram");
    assertThat(Math.abs((double) bins.get("auroc") - raw))
        .isPositive()
        .isLessThanOrEqualTo((double) bins.get("quantisation_bound"));
  }

  @Test
  void a_peer_that_is_not_installed_has_a_sentence_and_no_number() throws Exception {
    MetricsPeer none = new MetricsPeer("gone", "auroc.py", List.of("/no/such/python"), "package-x");
    MetricsBench bench = bench(none, answering("without_package", "exit 3"));
    Map<String, Object> figures = bench.run(ROWS);
    assertThat(peer(figures, "gone"))
        .isEqualTo(
            Map.of("reason", "not available: install it (Debian: apt-get install package-x)"));
    assertThat(peer(figures, "without_package"))
        .isEqualTo(
            Map.of("reason", "not available: install it (Debian: apt-get install r-cran-proc)"));
    assertThat(bench.differences()).isEmpty();
  }

  @Test
  void a_peer_whose_script_fails_has_no_number_either() throws Exception {
    Map<String, Object> figures = bench(answering("broken", "echo auroc 0.9", "exit 1")).run(ROWS);
    assertThat(peer(figures, "broken"))
        .isEqualTo(Map.of("reason", "its script ended with exit code 1"));
  }

  @Test
  void a_peer_with_another_area_or_variance_is_a_difference() throws Exception {
    MetricsBench own = bench();
    Map<?, ?> raw = (Map<?, ?>) own.run(ROWS).get("raw");
    String area = "echo auroc " + raw.get("auroc");
    String times = "echo auroc_ms 1; echo delong_ms 2";
    MetricsBench same =
        bench(answering("same", area, times, "echo variance " + raw.get("variance")));
    same.run(ROWS);
    assertThat(same.differences()).isEmpty();

    MetricsBench other =
        bench(
            answering("area", "echo auroc 0.8385", times),
            answering("variance", area, times, "echo variance 1e-4"),
            answering("nothing", "echo version none"));
    other.run(ROWS);
    assertThat(other.differences())
        .hasSize(3)
        .anyMatch(d -> d.contains("AUROC") && d.contains("area has 0.8385"))
        .anyMatch(d -> d.contains("DeLong's variance") && d.contains("variance has 1.0E-4"))
        .anyMatch(d -> d.contains("nothing has NaN"));
  }

  @Test
  void a_peer_gets_no_more_rows_than_allowed() throws Exception {
    Map<String, Object> figures = bench(answering("never", "exit 0")).run(ROWS + 1);
    assertThat(peer(figures, "never"))
        .isEqualTo(Map.of("reason", "not run: more than --peer-rows"));
  }

  @Test
  void the_peers_read_the_very_scores_and_classes() throws Exception {
    double[] scores = {0.25, -1.5, 0.75};
    RowsFile.write(folder.resolve("rows"), scores, new boolean[] {true, false, true});
    ByteBuffer read =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows"))).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(read.remaining()).isEqualTo(27);
    assertThat(new double[] {read.getDouble(), read.getDouble(), read.getDouble()})
        .isEqualTo(scores);
    assertThat(new byte[] {read.get(), read.get(), read.get()}).containsExactly(1, 0, 1);
  }

  @Test
  void the_rows_do_not_depend_on_the_blocks_they_are_made_in() {
    double[] whole = new double[1000];
    boolean[] classes = new boolean[1000];
    new BinormalRows().fill(whole, classes, 1000);
    BinormalRows parts = new BinormalRows();
    double[] part = new double[7];
    boolean[] ofPart = new boolean[7];
    for (int from = 0; from + 7 <= 1000; from += 7) {
      parts.fill(part, ofPart, 7);
      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, from, from + 7));
      assertThat(ofPart).isEqualTo(Arrays.copyOfRange(classes, from, from + 7));
    }
  }
}
