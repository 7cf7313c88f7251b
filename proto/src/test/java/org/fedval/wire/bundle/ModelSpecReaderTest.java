package org.fedval.wire.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.fedval.evaluation.plan.OperatingPoint;
import org.junit.jupiter.api.Test;

class ModelSpecReaderTest {

  @Test
  void every_key_reaches_its_field() throws Exception {
    ModelSpec spec = Bundles.draft();

    assertThat(spec.name()).isEqualTo("tiny");
    assertThat(spec.version()).isEqualTo("1.0");
    assertThat(spec.task()).isEqualTo("classification");
    assertThat(spec.findings())
        .containsExactly(new ModelSpec.Finding("covid", 1), new ModelSpec.Finding("pneumonia", 0));
    assertThat(spec.input()).isEqualTo(new ModelSpec.Input("image", 1, 8, 6));
    assertThat(spec.output()).isEqualTo(new ModelSpec.Output("scores", 2));
    assertThat(spec.preprocessing()).isEqualTo(new ModelSpec.Preprocessing(8, 6, 0.5, 0.25));
    assertThat(spec.operatingPoints())
        .containsExactly(new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5));
    assertThat(spec.canaries()).isEqualTo(new ModelSpec.Canaries(2, 11, 1e-4, List.of()));
  }

  @Test
  void writing_and_reading_gives_an_equal_specification() throws Exception {
    long seed = 20261101;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Float> one = List.of(random.nextFloat(), random.nextFloat() * 1e-6f);
      ModelSpec spec = Bundles.draft().withExpected(List.of(one, List.of(0f, 1f)));

      ModelSpec back = ModelSpecReader.read("model.yaml", ModelSpecWriter.write(spec));

      assertThat(back).as("seed %d round %d", seed, round).isEqualTo(spec);
    }
  }

  @Test
  void an_unknown_key_is_refused_by_line_and_name() {
    refused(
        Bundles.YAML.replace("  width: 6\n", "  width: 6\n  antialias: true\n"),
        "tiny.yaml line 22: in 'preprocessing': unknown key 'antialias'; expected one of recipe,");
  }

  @Test
  void an_unknown_key_inside_a_finding_is_refused() {
    refused(
        Bundles.YAML.replace("{name: covid, output: 1}", "{name: covid, output: 1, weight: 2}"),
        "tiny.yaml line 6: in 'findings': unknown key 'weight'");
  }

  @Test
  void a_missing_key_is_refused_by_name() {
    refused(Bundles.YAML.replace("  seed: 11\n", ""), "key 'canaries.seed' is missing");
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    refused(
        Bundles.YAML.replace("  seed: 11\n", "  seed: 11\n  seed: 12\n"),
        "line 32: a key stands twice");
  }

  @Test
  void another_schema_or_task_is_refused_by_name() {
    refused(
        Bundles.YAML.replace("model/v1", "model/v2"),
        "line 1: key 'schema' expected fedval.model/v1.");
    refused(
        Bundles.YAML.replace("classification", "segmentation"),
        "line 4: key 'task' expected classification.");
  }

  @Test
  void a_recipe_that_this_version_does_not_know_is_refused() {
    refused(
        Bundles.YAML.replace("grayscale/1", "grayscale/2"),
        "key 'preprocessing.recipe' expected fedval.cxr-grayscale/1.");
    refused(Bundles.YAML.replace("bilinear", "bicubic"), "key 'preprocessing.interpolation'");
  }

  @Test
  void numbers_outside_their_range_are_refused() {
    refused(
        Bundles.YAML.replace("0.3", "1.3"), "key 'operating_points.screening' must be a number");
    refused(
        Bundles.YAML.replace("0.3", ".nan"), "key 'operating_points.screening' must be a number");
    refused(Bundles.YAML.replace("std: 0.25", "std: 0"), "key 'preprocessing.std'");
    refused(Bundles.YAML.replace("output: 1", "output: 2"), "key 'findings.output'");
    refused(Bundles.YAML.replace("output: 1", "output: 0"), "is used by two findings");
    refused(Bundles.YAML.replace("count: 2", "count: 100000"), "key 'canaries.count'");
  }

  @Test
  void recipe_and_input_shape_must_agree() {
    refused(Bundles.YAML.replace("  width: 6\n", "  width: 7\n"), "must equal the input's shape");
  }

  @Test
  void anchors_and_aliases_are_refused() {
    refused(
        Bundles.YAML
            .replace("name: tiny", "name: &n tiny")
            .replace("version: \"1.0\"", "version: *n"),
        "line 3: anchors and aliases are not allowed");
  }

  @Test
  void broken_yaml_is_refused_with_its_line() {
    refused(Bundles.YAML.replace("input:\n", "input: [\n"), "not valid YAML");
    refused("", "the file is empty");
    refused("- a\n", "must be a mapping of keys");
    refused(Bundles.YAML + "---\na: 1\n", "a second document");
  }

  @Test
  void the_example_specifications_are_valid_and_lock_the_two_operating_points() throws Exception {
    Path examples = Path.of(System.getProperty("fedval.top", "..")).resolve("deploy/examples/cxr");
    for (String name : List.of("smallnet.yaml", "densenet121.yaml")) {
      ModelSpec spec = ModelSpecReader.read(name, Files.readAllBytes(examples.resolve(name)));

      assertThat(spec.operatingPoints())
          .containsExactly(
              new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5));
      assertThat(spec.canaries().filled()).isFalse();
    }
  }

  private static void refused(String yaml, String words) {
    assertThatThrownBy(() -> Bundles.read(yaml))
        .isInstanceOf(ModelSpecException.class)
        .hasMessageContaining(words);
  }
}
