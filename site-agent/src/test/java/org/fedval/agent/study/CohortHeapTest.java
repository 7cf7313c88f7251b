package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the heap of a cohort pass grows with its cases, from generated files: what a collection
 * leaves alive, at its most. {@code -Dfedval.heap.cases=100000} takes that many in place of a few
 * thousand.
 */
@Timeout(3_600)
class CohortHeapTest {
  private static final int FEW = 100;
  private static final int CASES = Integer.getInteger("fedval.heap.cases", 5_000);
  private static final String HEAP = "128m";

  /** Of a few thousand cases most is what does not grow further: names of a folder, code in use. */
  private static final long MOST_BYTES_A_CASE = CASES < 50_000 ? 800 : 200;

  @TempDir private Path folder;

  @Test
  void the_heap_of_a_pass_hardly_grows_with_its_cases() throws Exception {
    long few = live(folder.resolve("few"), FEW);
    long many = live(folder.resolve("many"), CASES);
    System.out.printf(
        "most live heap: %,d cases %,d bytes; %,d cases %,d bytes; %d bytes a case%n",
        FEW, few, CASES, many, (many - few) / (CASES - FEW));

    assertThat((many - few) / (CASES - FEW)).isLessThan(MOST_BYTES_A_CASE);
  }

  private static long live(Path at, int cases) throws Exception {
    Files.createDirectories(at);
    var unused = StoredCohort.make(at).with(cases);
    long start = System.nanoTime();
    List<String> said = child(at);
    System.out.printf("%,d cases in %.1f s%n", cases, (System.nanoTime() - start) / 1e9);
    return Long.parseLong(said.get(1));
  }

  private static List<String> child(Path at) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CohortChild.class.getName(),
                at.toString(),
                "heap")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said =
        new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(child.waitFor()).isZero();
    return said;
  }
}
