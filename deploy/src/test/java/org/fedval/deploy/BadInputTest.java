package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.deploy.Refusal.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fedval.cli.demo.DemoModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files and options that are wrong: each ends in one sentence and leaves nothing half-done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final int BLOCK = 512;

  private Path folder;
  private Path bundle;
  private Path data;

  @BeforeAll
  void a_good_bundle_and_good_hospitals(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.write(folder.resolve("net.onnx"), DemoModel.build());
    Files.write(folder.resolve("net.yaml"), Samples.demo("model-spec.yaml"));
    bundle = folder.resolve("net.fvb");
    Fedval made = Fedval.run(create("net.yaml", "net.fvb"));
    assertThat(made.exit()).as(made.err()).isZero();
    data = TinySites.write(folder.resolve("hospitals"), 3);
  }

  @Test
  void a_damaged_bundle_is_refused_by_verify_and_by_infer() throws Exception {
    byte[] good = Files.readAllBytes(bundle);
    Map<String, byte[]> damaged = new LinkedHashMap<>();
    damaged.put("empty.fvb", new byte[0]);
    damaged.put("text.fvb", "not a bundle".getBytes(StandardCharsets.US_ASCII));
    damaged.put("cut.fvb", Arrays.copyOf(good, good.length / 2));
    damaged.put("cut-end.fvb", Arrays.copyOf(good, good.length - 1));
    damaged.put("longer.fvb", Arrays.copyOf(good, good.length + BLOCK));
    damaged.put("unsigned.fvb", unsigned(good));
    SplittableRandom random = new SplittableRandom(20260117);
    for (int i = 0; i < 40; i++) {
      byte[] flipped = good.clone();
      int at = random.nextInt(i < 10 ? 4 * BLOCK : good.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      damaged.put("flipped-" + at + ".fvb", flipped);
    }
    Path scores = folder.resolve("bad-scores.csv");
    for (Map.Entry<String, byte[]> one : damaged.entrySet()) {
      Path file = folder.resolve(one.getKey());
      Files.write(file, one.getValue());
      Refusal.of(command("bundle", "verify", file), one.getKey());
      Refusal.of(command("infer", "--bundle", file, "--data", data, "--out", scores), one.getKey());
      Files.delete(file);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.contains("bad-scores"));
    }
  }

  @Test
  void an_unknown_key_is_named_with_its_file_and_line() throws Exception {
    write("typo.yaml", Samples.demo("model-spec.yaml"), "licence: none");
    Refusal.of(create("typo.yaml", "typo.fvb"), "typo.yaml line ", "'licence'");
    assertThat(folder.resolve("typo.fvb")).doesNotExist();

    write("study.yaml", Samples.demo("study.yaml"), "minimum_cells: 5");
    Path out = folder.resolve("typo-out");
    Refusal.of(
        command("demo", "--study", folder.resolve("study.yaml"), "--out", out),
        "study.yaml",
        "'minimum_cells'");
    assertThat(out).doesNotExist();
  }

  @Test
  void an_unknown_key_of_a_home_stops_the_start() throws Exception {
    String agent =
        "schema: fedval.agent/v1\nsite_id: a\norganisation: A\nenrolment: \"h:1\"\ndata: d\n";
    String policy = "schema: fedval.policy/v1\napprove_owners: []\n";
    Path home = Files.createDirectories(folder.resolve("agent"));
    Files.writeString(home.resolve("agent.yaml"), agent + "colour: red\n");
    Files.writeString(home.resolve("policy.yaml"), policy);
    Refusal.of(command("agent", "run", "--home", home), "agent.yaml line 6", "'colour'");

    Files.writeString(home.resolve("agent.yaml"), agent);
    Files.writeString(home.resolve("policy.yaml"), policy + "minimum_cel: 2\n");
    Refusal.of(command("agent", "run", "--home", home), "policy.yaml line 3", "'minimum_cel'");

    Files.writeString(home.resolve("policy.yaml"), policy + "minimum_cell: 1\n");
    Refusal.of(command("agent", "run", "--home", home), "policy.yaml", "minimum_cell must be 2");

    Files.writeString(home.resolve("policy.yaml"), "]: [\n");
    Refusal.of(command("agent", "run", "--home", home), "policy.yaml line 1", "not valid YAML");

    Path coordinator = folder.resolve("coordinator");
    assertThat(Fedval.run("coordinator", "init", "--home", coordinator).exit()).isZero();
    Path yaml = coordinator.resolve("coordinator.yaml");
    for (String[] wrong :
        new String[][] {
          {"schema: fedval.coordinator/v1\nhosts: h\n", "'hosts'"},
          {"schema: fedval.coordinator/v2\n", "schema must be"},
          {"schema: fedval.coordinator/v1\nport: many\n", "the value has the wrong type"},
          {"schema: fedval.coordinator/v1\nphase_seconds: -5\n", "phase_seconds"},
          {"", "coordinator.yaml"},
          {"]: [\n", "not valid YAML"},
        }) {
      Files.writeString(yaml, wrong[0]);
      Refusal.of(
          command("coordinator", "run", "--home", coordinator), "coordinator.yaml", wrong[1]);
    }
    assertThat(coordinator.resolve("state/listening")).doesNotExist();
  }

  @Test
  void labels_without_a_column_stop_the_demo_before_it_starts() throws Exception {
    Path hospitals = TinySites.write(folder.resolve("unlabelled"), 3);
    Path labels = hospitals.resolve("site-2/labels.csv");
    Files.writeString(labels, Files.readString(labels).replace("effusion", "oedema"));
    Path out = folder.resolve("unlabelled-out");
    Refusal.of(command("demo", "--data", hospitals, "--out", out), "column 'effusion'");
    assertThat(out.resolve("report.json")).doesNotExist();
    assertThat(out.resolve("work")).doesNotExist();
  }

  @Test
  void too_few_sites_are_refused() throws Exception {
    Path two = TinySites.write(folder.resolve("two"), 2);
    Path out = folder.resolve("two-out");
    Refusal.of(command("demo", "--data", two, "--out", out), "2 site folders", "at least 3");
    Refusal.of(command("demo", "--sites", 2, "--out", out), "--sites must be 3");
    assertThat(out.resolve("work")).doesNotExist();
  }

  @Test
  void options_that_do_not_fit_are_refused() throws Exception {
    Path file = folder.resolve("net.yaml");
    Refusal.of(command("demo", "--model", folder.resolve("net.onnx")), "--model-spec");
    Refusal.of(command("demo", "--out", file), "--out", "is a file");
    Refusal.of(command("demo", "--out", file.resolve("below")), "net.yaml");
    assertThat(file).hasBinaryContent(Samples.demo("model-spec.yaml"));
    Refusal.of(command("infer", "--bundle", bundle, "--data", data, "--out", data), "hospitals");
    Refusal.of(command("demo", "--seed", "many"), "--seed");
  }

  @Test
  void a_missing_file_is_named() {
    Path none = folder.resolve("none");
    Refusal.of(command("bundle", "verify", none), "none");
    Refusal.of(command("bundle", "inspect", none), "none");
    Refusal.of(command("infer", "--bundle", none, "--data", data, "--out", "x.csv"), "none");
    Refusal.of(command("infer", "--bundle", bundle, "--data", none, "--out", "x.csv"), "none");
    Refusal.of(create("none", "x.fvb"), "none");
    Refusal.of(command("demo", "--data", none, "--out", folder.resolve("o")), "none");
    Refusal.of(command("demo", "--study", none, "--out", folder.resolve("o")), "none");
    Refusal.of(
        command("demo", "--model", none, "--model-spec", folder.resolve("net.yaml")), "none");
    Refusal.of(command("agent", "run", "--home", none), "agent.yaml");
    Refusal.of(command("agent", "status", "--home", none), "none");
    Refusal.of(command("coordinator", "run", "--home", folder.resolve("no-home")), "no-home");
    assertThat(folder.resolve("o/work")).doesNotExist();
  }

  private Object[] create(String spec, String out) {
    return command(
        "bundle",
        "create",
        "--model",
        folder.resolve("net.onnx"),
        "--model-spec",
        folder.resolve(spec),
        "--out",
        folder.resolve(out));
  }

  private void write(String name, byte[] yaml, String more) throws Exception {
    Files.writeString(folder.resolve(name), new String(yaml, StandardCharsets.UTF_8) + more + "\n");
  }

  /** The bundle with an empty signature entry, its header made right again. */
  private static byte[] unsigned(byte[] good) {
    int header = new String(good, StandardCharsets.ISO_8859_1).indexOf("manifest.sig");
    assertThat(header % BLOCK).isZero();
    byte[] bytes = new byte[good.length - BLOCK];
    System.arraycopy(good, 0, bytes, 0, header + BLOCK);
    System.arraycopy(
        good, header + 2 * BLOCK, bytes, header + BLOCK, good.length - header - 2 * BLOCK);
    put(bytes, header + 124, "00000000000\0");
    put(bytes, header + 148, "        ");
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += bytes[header + i] & 0xFF;
    }
    put(bytes, header + 148, "%06o\0 ".formatted(sum));
    return bytes;
  }

  private static void put(byte[] bytes, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, at, ascii.length);
  }
}
