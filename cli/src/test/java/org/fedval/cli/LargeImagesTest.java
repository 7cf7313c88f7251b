package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/site-it.md says of the agent's memory, in a process with that heap. */
@Timeout(300)
class LargeImagesTest {
  private static final int MAMMOGRAM_ROWS = 4096;
  private static final int MAMMOGRAM_COLUMNS = 3072;
  private static final int SLICE = 512;

  @TempDir private Path folder;

  @Test
  void mammograms_of_12_megapixels_pass_in_a_heap_of_256_mb_on_two_threads() throws Exception {
    Path data = Files.createDirectory(folder.resolve("mammograms"));
    for (int n = 1; n <= 8; n++) {
      TinyFiles.largeImage(
          data.resolve(n + ".dcm"), "2.25." + n, MAMMOGRAM_ROWS, MAMMOGRAM_COLUMNS);
    }

    assertThat(infer(data, 256)).contains("8 images scored", "0 files not scored");
  }

  @Test
  void a_series_of_600_slices_passes_in_a_heap_of_96_mb() throws Exception {
    Path data = Files.createDirectory(folder.resolve("series"));
    for (int n = 1; n <= 600; n++) {
      TinyFiles.largeImage(data.resolve(n + ".dcm"), "2.25." + n, SLICE, SLICE);
    }

    assertThat(infer(data, 96)).contains("600 images scored", "0 files not scored");
  }

  /** {@code fedval infer} in a JVM of its own, with this heap. */
  private String infer(Path data, int heapMb) throws Exception {
    TinyFiles.model(folder);
    Fedval made = TinyFiles.bundle(folder);
    assertThat(made.exit()).as(made.err()).isZero();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx" + heapMb + "m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            "org.fedval.cli.FedvalMain",
            "infer",
            "--bundle",
            folder.resolve(TinyFiles.BUNDLE).toString()));
    command.addAll(List.of("--data", data.toString(), "--threads", "2"));
    command.addAll(List.of("--out", folder.resolve("scores.csv").toString()));
    File said = folder.resolve("said").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
    assertThat(process.waitFor()).as(Files.readString(said.toPath())).isZero();
    return Files.readString(said.toPath(), StandardCharsets.UTF_8);
  }
}
