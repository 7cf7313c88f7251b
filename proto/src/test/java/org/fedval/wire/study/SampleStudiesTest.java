package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleStudiesTest {
  private static final Path TOP = Path.of(System.getProperty("fedval.top", ".."));

  @Test
  void every_sample_plan_is_read() throws Exception {
    List<Path> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(TOP.resolve("deploy"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        if (isStudyPlan(file)) {
          samples.add(file);
          StudyYaml.parse(Files.readAllBytes(file), file.getFileName().toString());
        }
      }
    }

    assertThat(samples).anyMatch(file -> file.endsWith(Path.of("examples/cxr/study.yaml")));
  }

  @Test
  void the_example_binds_to_seven_hospitals() throws Exception {
    byte[] yaml = Files.readAllBytes(TOP.resolve("deploy/examples/cxr/study.yaml"));

    StudyDocument study = StudyYaml.parse(yaml);

    assertThat(
            study.bind(
                Map.of("screening", 0.3, "balanced", 0.5),
                List.of("covid", "pneumonia", "no_finding"),
                7))
        .satisfies(plan -> assertThat(plan.disclosure().minContributors()).isEqualTo(4))
        .satisfies(plan -> assertThat(plan.subgroups()).hasSize(4));
  }

  @Test
  void every_example_in_the_page_is_read() throws Exception {
    String page = Files.readString(TOP.resolve("docs/study-plan.md"));
    Matcher blocks = Pattern.compile("```yaml\n(schema:.*?)```", Pattern.DOTALL).matcher(page);

    int read = 0;
    for (; blocks.find(); read++) {
      StudyYamlTest.parse(blocks.group(1));
    }

    assertThat(read).isPositive();
  }

  private static boolean isStudyPlan(Path file) throws IOException {
    return Files.readString(file).lines().anyMatch(line -> line.startsWith("schema: fedval.study"));
  }
}
