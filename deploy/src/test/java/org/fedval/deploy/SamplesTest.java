package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.PolicyFile;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.study.CountsYaml;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample that comes with Fedval is read by the reader that it is written for. */
class SamplesTest {
  private static final Path TOP = Path.of(System.getProperty("fedval.top", ".."));

  @TempDir private Path folder;

  @Test
  void every_sample_parses() throws Exception {
    List<Path> samples = yamlUnder("deploy");
    samples.addAll(yamlUnder("cli/src/main/resources/demo"));
    assertThat(samples).hasSizeGreaterThanOrEqualTo(5);
    for (Path sample : samples) {
      read(sample);
    }
  }

  @Test
  void the_studies_fit_the_models_beside_them() throws Exception {
    for (String place : List.of("deploy/examples/cxr", "cli/src/main/resources/demo")) {
      StudyDocument study =
          StudyYaml.parse(Files.readAllBytes(TOP.resolve(place).resolve("study.yaml")));
      List<Path> models = yamlUnder(place);
      models.removeIf(path -> path.getFileName().toString().equals("study.yaml"));
      assertThat(models).isNotEmpty();
      for (Path file : models) {
        ModelSpec model = ModelSpecReader.read(file.toString(), Files.readAllBytes(file));
        Map<String, Double> points = new TreeMap<>();
        model.operatingPoints().forEach(p -> points.put(p.name(), p.threshold()));
        assertThat(study.bind(points, model.findingNames(), 3).findings())
            .as("%s", file)
            .isNotEmpty();
      }
    }
  }

  private void read(Path sample) throws Exception {
    byte[] bytes = Files.readAllBytes(sample);
    String schema = new YAMLMapper().readTree(bytes).path("schema").asText();
    switch (schema) {
      case "fedval.study/v1" -> StudyYaml.parse(bytes, sample.toString());
      case CountsYaml.SCHEMA -> {
        byte[] plan = Files.readAllBytes(sample.resolveSibling("plan.yaml"));
        CountsYaml.parse(bytes, sample.toString(), StudyYaml.parse(plan));
      }
      case "fedval.model/v1" -> ModelSpecReader.read(sample.toString(), bytes);
      case "fedval.coordinator/v1" -> CoordinatorConfig.read(sample);
      case "fedval.agent/v1", "fedval.policy/v1" -> {
        AgentHome home = new AgentHome(Files.createTempDirectory(folder, "home"));
        boolean policy = schema.startsWith("fedval.policy");
        Files.write(policy ? home.policyFile() : home.configFile(), bytes);
        assertThat(policy ? PolicyFile.read(home) : AgentConfig.read(home)).isNotNull();
      }
      default -> throw new AssertionError(sample + " has the unknown schema '" + schema + "'");
    }
  }

  private static List<Path> yamlUnder(String place) throws Exception {
    try (Stream<Path> files = Files.walk(TOP.resolve(place))) {
      return files
          .filter(path -> !TOP.relativize(path).toString().contains("/target/"))
          .filter(path -> path.toString().matches(".*\\.ya?ml"))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
