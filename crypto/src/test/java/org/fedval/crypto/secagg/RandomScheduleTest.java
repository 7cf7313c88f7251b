package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of the real clients, phases and ledgers. {@code -Dfedval.secagg.seeds=100000}
 * runs more of them.
 */
class RandomScheduleTest {
  // A build with -Dfast, which skips all other checks too, runs a tenth.
  private static final int SEEDS =
      Integer.getInteger("fedval.secagg.seeds", System.getProperty("fast") == null ? 2000 : 200);

  @Test
  void no_schedule_opens_both_secrets_of_a_site_or_the_difference_of_two_sums() {
    AtomicInteger committed = new AtomicInteger();
    AtomicInteger voided = new AtomicInteger();
    LongStream.range(0, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              SimRun run = new SimRun(seed);
              try {
                run.go();
              } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
              }
              committed.addAndGet(run.committed);
              voided.addAndGet(run.voided);
            });
    // The schedules reach both ends often enough to mean something.
    assertThat(committed.get()).isGreaterThan(SEEDS / 8);
    assertThat(voided.get()).isGreaterThan(SEEDS / 40);
  }
}
