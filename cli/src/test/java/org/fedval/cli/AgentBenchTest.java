package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentBenchTest {
  @TempDir private Path folder;

  private Path data;

  @BeforeEach
  void files() throws Exception {
    TinyFiles.model(folder);
    data = Files.createDirectory(folder.resolve("data"));
  }

  @Test
  void the_whole_pass_stands_beside_bare_onnx_runtime() throws Exception {
    for (int n = 1; n <= 3; n++) {
      TinyFiles.image(data.resolve(n + ".dcm"), "2.25." + n, 40, 30, new byte[1200]);
    }
    Files.writeString(data.resolve("4.dcm"), "no image");

    Fedval run = bench("--rounds", 2, "--seconds", 0.05, "--batch", 4, "--threads", 1);

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("schema").asText()).isEqualTo("fedval.bench.agent/v1");
    assertThat(json.path("threads").asInt()).isEqualTo(1);
    assertThat(json.path("batch").asInt()).isEqualTo(4);
    JsonNode plain = json.path("uncompressed");
    assertThat(plain.path("files").asInt()).isEqualTo(3);
    assertThat(plain.path("images_a_round").asInt() % 4).isZero();
    for (String side : new String[] {"agent", "in_process"}) {
      JsonNode ratio = plain.path("ratio").path(side + "_over_bare_onnx_runtime");
      assertThat(ratio.path("median").asDouble()).as(side).isPositive();
      assertThat(ratio.path("max").asDouble())
          .as(side)
          .isGreaterThanOrEqualTo(ratio.path("min").asDouble());
    }
    assertThat(json.has("all")).as("the same files as the uncompressed ones").isFalse();
  }

  @Test
  void wrong_options_are_refused_in_a_sentence() {
    assertThat(bench("--rounds", 1).err()).contains("no file of " + data + " can be scored");
    assertThat(bench("--threads", 0).err())
        .contains("--threads: a number from 1 to 256 is needed.");
    assertThat(bench("--peer", "resnet").err())
        .contains("--peer: densenet121 or smallnet is needed.");
    assertThat(bench("--batch", 300).exit()).isEqualTo(1);
  }

  private Fedval bench(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "bench",
                "agent",
                "--model",
                folder.resolve("tiny.onnx"),
                "--model-spec",
                folder.resolve("tiny.yaml"),
                "--data",
                data,
                "--json"));
    all.addAll(List.of(more));
    return Fedval.run(all.toArray());
  }
}
