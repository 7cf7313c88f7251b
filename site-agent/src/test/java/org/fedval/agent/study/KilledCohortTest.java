package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent's process is killed with SIGKILL at random moments of a cohort pass. {@code
 * -Dfedval.kills=20} kills more often, {@code -Dfedval.kills.seed=N} at other moments.
 */
@Timeout(600)
class KilledCohortTest {
  private static final int KILLS = Integer.getInteger("fedval.kills", 5);
  private static final long SEED = Long.getLong("fedval.kills.seed", 4711);
  private static final int CASES = 200 * KILLS;
  private static final int BATCH_BYTES = 16 * 400;

  @TempDir private Path folder;

  @Test
  void a_pass_that_is_killed_again_and_again_ends_as_an_undisturbed_one() throws Exception {
    StoredCohort cohort = StoredCohort.make(folder).with(CASES);
    Files.write(cohort.file(7), new byte[300]);
    String undisturbed = cohort.count();
    long whole = Files.size(cohort.journal());
    cohort.journals().erase(cohort.study().definition().hash());

    Random random = new Random(SEED);
    List<Long> moments = random.longs(KILLS, 1, whole).sorted().boxed().toList();
    List<Long> lengths = new ArrayList<>();
    for (long moment : moments) {
      Process child = child();
      while (child.isAlive() && length(cohort) < moment) {
        Thread.onSpinWait();
      }
      child.destroyForcibly().waitFor();
      lengths.add(length(cohort));
    }
    Process last = child();
    String ended = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(last.waitFor()).as("seed %d", SEED).isZero();
    assertThat(ended.lines().findFirst())
        .as("seed %d, killed at %s", SEED, lengths)
        .contains(undisturbed);
    assertThat(Files.size(cohort.journal())).isEqualTo(whole);
    for (int i = 1; i < lengths.size(); i++) {
      assertThat(lengths.get(i))
          .as("kill %d of %s: all but a torn batch is kept", i, lengths)
          .isGreaterThan(lengths.get(i - 1) - BATCH_BYTES);
    }
    assertThat(lengths.get(0)).as("the first was killed in the middle").isLessThan(whole);
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CohortChild.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long length(StoredCohort cohort) throws IOException {
    return Files.exists(cohort.journal()) ? Files.size(cohort.journal()) : 0;
  }
}
