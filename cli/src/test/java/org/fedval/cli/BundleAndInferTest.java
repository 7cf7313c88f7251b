package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleAndInferTest {
  @TempDir private Path folder;

  private Path bundle;
  private Path data;

  @BeforeEach
  void files() throws Exception {
    TinyFiles.model(folder);
    bundle = folder.resolve(TinyFiles.BUNDLE);
    data = Files.createDirectories(folder.resolve("data/nested"));
  }

  @Test
  void a_bundle_is_made_with_a_development_key_and_says_so() {
    Fedval made = create();

    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.err()).contains("Made a development key").contains("tiny.fvb.key");
    assertThat(made.out()).contains("model            tiny 1").contains("bundle digest");
    assertThat(create().err()).contains("Signing with the development key");
    assertThat(Fedval.run("bundle", "verify", bundle).out()).contains("3 canaries deviate by");
  }

  @Test
  void inspect_prints_json_for_machines() throws Exception {
    create();

    Fedval shown = Fedval.run("bundle", "inspect", bundle, "--json");

    JsonNode json = new ObjectMapper().readTree(shown.out());
    assertThat(shown.exit()).isZero();
    assertThat(json.get("format").asText()).isEqualTo("fedval.bundle/v1");
    assertThat(json.get("findings").get(0).asText()).isEqualTo("bright");
    assertThat(json.get("operating_points").get("balanced").asDouble()).isEqualTo(0.5);
    assertThat(json.get("bundle_digest").asText()).hasSize(64);
  }

  @Test
  void verify_refuses_another_owner() {
    create();

    Fedval refused =
        Fedval.run(
            "bundle", "verify", bundle, "--owner", "AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).startsWith("fedval: The bundle is signed by ");
  }

  @Test
  void images_are_scored_and_the_rest_is_listed_with_its_reason() throws Exception {
    create();
    image("b.dcm", "2.25.2", 255);
    image("a.dcm", "2.25.1", 0);
    image("copy.dcm", "2.25.1", 0);
    Files.writeString(data.resolve("notes, and more.txt"), "CANARY-7");
    Path scores = folder.resolve("scores.csv");

    Fedval run =
        Fedval.run(
            "infer",
            "--bundle",
            bundle,
            "--data",
            folder.resolve("data"),
            "--out",
            scores,
            "--threads",
            2);

    assertThat(run.exit()).as(run.err()).isZero();
    List<String> rows = Files.readAllLines(scores);
    assertThat(rows).hasSize(3).first().isEqualTo("sop_instance_uid,bright");
    assertThat(rows.get(1)).startsWith("2.25.1,");
    assertThat(Float.parseFloat(rows.get(1).substring(7))).isCloseTo(0.1192029f, within(1e-6f));
    assertThat(Files.readAllLines(folder.resolve("scores.csv.excluded.csv")))
        .containsExactly(
            "file,sop_instance_uid,reason,words",
            "nested/copy.dcm,2.25.1,DUPLICATE_INSTANCE,SOP Instance UID seen before",
            "\"nested/notes, and more.txt\",,NOT_DICOM,not a DICOM file");
    double score = Double.parseDouble(rows.get(1).substring(7));
    assertThat(score).isEqualTo((double) (float) score);
    assertThat(Files.readAllLines(folder.resolve("scores.csv.attributes.csv")))
        .hasSize(3)
        .startsWith("sop_instance_uid,patient_id,modality,sex,age,view,manufacturer")
        .anyMatch(row -> row.startsWith("2.25.1,"));
    assertThat(Files.readAllLines(folder.resolve("scores.csv.points.csv")))
        .first()
        .isEqualTo("name,threshold");
    for (String name : List.of("scores.csv", "scores.csv.attributes.csv")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.endsWith(".part"));
    }
  }

  @Test
  void a_folder_without_a_usable_image_ends_in_a_sentence() throws Exception {
    create();
    Files.writeString(data.resolve("junk"), "junk");

    Fedval run =
        Fedval.run(
            "infer",
            "--bundle",
            bundle,
            "--data",
            folder.resolve("data"),
            "--out",
            folder.resolve("scores.csv"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("fedval: no image of").contains("could be scored");
  }

  @Test
  void a_changed_bundle_is_refused_and_nothing_is_written() throws Exception {
    create();
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length - 1200] ^= 1;
    Files.write(bundle, bytes);

    Fedval run =
        Fedval.run(
            "infer", "--bundle", bundle, "--data", data, "--out", folder.resolve("scores.csv"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("fedval: tiny.fvb: ").hasLineCount(1);
    assertThat(folder.resolve("scores.csv")).doesNotExist();
  }

  @Test
  void models_and_specifications_that_may_not_run_are_refused_by_name() throws Exception {
    OnnxMl.ModelProto.Builder custom = TinyFiles.model("Sigmoid");
    custom.getGraphBuilder().getNodeBuilder(1).setOpType("Magic").setDomain("vendor.example");
    Files.write(folder.resolve("tiny.onnx"), custom.build().toByteArray());
    assertThat(create().err())
        .contains("uses the operator 'Magic' of the domain 'vendor.example'")
        .doesNotContain("\tat ");

    Files.writeString(folder.resolve("tiny.yaml"), TinyFiles.YAML + "license: none\n");
    Fedval run = create();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("fedval: tiny.yaml line 18: unknown key 'license'");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void wrong_usage_exits_with_two_and_every_command_has_an_example() {
    assertThat(Fedval.run("infer").exit()).isEqualTo(2);
    assertThat(Fedval.run("infer").err()).startsWith("fedval: Missing required option");
    assertThat(Fedval.run("bundle").exit()).isEqualTo(2);
    assertThat(Fedval.run("no-such-command").exit()).isEqualTo(2);
    for (List<String> command :
        List.of(
            List.of("infer"),
            List.of("bundle", "create"),
            List.of("bundle", "inspect"),
            List.of("bundle", "verify"))) {
      List<String> words = new ArrayList<>(command);
      words.add("--help");
      Fedval help = Fedval.run(words.toArray());
      assertThat(help.exit()).isZero();
      assertThat(help.out()).contains("Example:");
    }
  }

  private Fedval create() {
    return TinyFiles.bundle(folder);
  }

  private void image(String name, String uid, int value) throws Exception {
    byte cell = (byte) value;
    TinyFiles.image(data.resolve(name), uid, 1, 2, new byte[] {cell, cell});
  }
}
