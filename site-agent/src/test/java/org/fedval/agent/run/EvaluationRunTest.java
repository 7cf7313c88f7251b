package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.TinyModels;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EvaluationRunTest {
  private static final RunSettings SMALL = new RunSettings(3, 4, 5);

  @TempDir private Path folder;

  private LockedModel model;

  @BeforeEach
  void open() throws Exception {
    model = LockedModel.open(TinyModels.bundle(folder), 1);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void every_case_ends_once_and_in_the_order_of_the_feed() throws Exception {
    long seed = 77;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      int cases = random.nextInt(120);
      long mask = random.nextLong();
      List<CaseOutcome<Integer>> outcomes = new ArrayList<>();

      EvaluationRun.Summary summary =
          new EvaluationRun(model, SMALL).run(mixed(cases, mask), outcomes::add, Progress.SILENT);

      assertThat(outcomes).as("seed %d round %d", seed, round).hasSize(cases);
      for (int n = 0; n < cases; n++) {
        boolean out = excluded(n, mask);
        assertThat(outcomes.get(n).subject()).isEqualTo(n);
        assertThat(outcomes.get(n).<Boolean>match(s -> false, e -> true)).isEqualTo(out);
      }
      assertThat(summary.scored() + summary.excludedCases()).isEqualTo(cases);
    }
  }

  @Test
  void each_case_gets_its_own_score() throws Exception {
    List<Float> bright = new ArrayList<>();

    new EvaluationRun(model, SMALL)
        .run(
            mixed(40, 0),
            outcome -> bright.add(outcome.match(s -> s.scores()[1], e -> Float.NaN)),
            Progress.SILENT);

    assertThat(bright).isSorted().doesNotHaveDuplicates().hasSize(40);
  }

  @Test
  void one_bad_case_is_excluded_with_its_reason_and_the_run_goes_on() throws Exception {
    List<String> ends = new ArrayList<>();
    CaseFeed<String> feed =
        consumer -> {
          consumer.accept(new CaseFeed.Admitted<>("good", () -> grey(100)));
          consumer.accept(new CaseFeed.Refused<>("junk", Exclusion.NOT_DICOM));
          consumer.accept(
              new CaseFeed.Admitted<>(
                  "bug",
                  () -> {
                    throw new ArrayIndexOutOfBoundsException("CANARY-1234");
                  }));
          consumer.accept(
              new CaseFeed.Admitted<>(
                  "signed",
                  () -> new GrayscaleImage(2, 2, 8, true, false, 1, 0, null, new short[4])));
          consumer.accept(new CaseFeed.Admitted<>("last", () -> grey(3)));
        };

    EvaluationRun.Summary summary =
        new EvaluationRun(model, SMALL)
            .run(
                feed,
                o -> ends.add(o.subject() + o.match(s -> "", e -> " " + e.reason())),
                Progress.SILENT);

    assertThat(ends)
        .containsExactly(
            "good", "junk NOT_DICOM", "bug PIXEL_DECODE", "signed PREPROCESSING", "last");
    assertThat(summary.scored()).isEqualTo(2);
    assertThat(summary.excluded()).containsEntry(Exclusion.PREPROCESSING, 1L).hasSize(3);
  }

  @Test
  void a_score_that_is_no_probability_is_an_exclusion() throws Exception {
    try (LockedModel logits = LockedModel.open(TinyModels.unboundedBundle(folder), 1)) {
      List<CaseOutcome<Integer>> outcomes = new ArrayList<>();

      CaseFeed<Integer> feed =
          consumer -> {
            consumer.accept(new CaseFeed.Admitted<>(0, () -> grey(255)));
            consumer.accept(new CaseFeed.Admitted<>(1, () -> grey(140)));
          };

      new EvaluationRun(logits, SMALL).run(feed, outcomes::add, Progress.SILENT);

      assertThat(outcomes.get(0))
          .isEqualTo(new CaseOutcome.Excluded<>(0, Exclusion.NON_FINITE_SCORE));
      assertThat(outcomes.get(1)).isInstanceOf(CaseOutcome.Scored.class);
    }
  }

  @Test
  void only_a_bounded_number_of_cases_is_in_memory() throws Exception {
    AtomicInteger decoded = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicLong settled = new AtomicLong();
    CaseFeed<Integer> feed =
        consumer -> {
          for (int n = 0; n < 2000; n++) {
            consumer.accept(
                new CaseFeed.Admitted<>(
                    n,
                    () -> {
                      int ahead = decoded.incrementAndGet() - (int) settled.get();
                      most.accumulateAndGet(ahead, Math::max);
                      return grey(9);
                    }));
          }
        };

    new EvaluationRun(model, SMALL).run(feed, o -> settled.incrementAndGet(), Progress.SILENT);

    assertThat(most.get())
        .isLessThanOrEqualTo(
            SMALL.queuedCases() + 1 + SMALL.readerThreads() + 2 * SMALL.batchSize());
  }

  @Test
  void a_failing_sink_ends_the_run_and_all_its_threads() {
    assertThatThrownBy(
            () ->
                new EvaluationRun(model, SMALL)
                    .run(
                        mixed(1_000_000, 0),
                        o -> {
                          throw new IOException("disk full");
                        },
                        Progress.SILENT))
        .isInstanceOf(IOException.class);

    assertThat(liveThreads()).isEmpty();
  }

  @Test
  void a_failing_source_ends_the_run_with_its_sentence() {
    CaseFeed<Integer> feed =
        consumer -> {
          consumer.accept(new CaseFeed.Admitted<>(1, () -> grey(9)));
          throw new DicomSourceException("The folder is gone.");
        };

    assertThatThrownBy(() -> new EvaluationRun(model, SMALL).run(feed, o -> {}, Progress.SILENT))
        .isInstanceOf(DicomSourceException.class)
        .hasMessage("The folder is gone.");
    assertThat(liveThreads()).isEmpty();
  }

  @Test
  void an_interrupt_ends_the_run_and_all_its_threads() throws Exception {
    AtomicInteger started = new AtomicInteger();
    List<Exception> ends = new ArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                new EvaluationRun(model, SMALL)
                    .run(mixed(100_000_000, 0), o -> started.incrementAndGet(), Progress.SILENT);
              } catch (Exception e) {
                ends.add(e);
              }
            });

    caller.start();
    while (started.get() == 0) {
      Thread.sleep(1);
    }
    caller.interrupt();
    caller.join();

    assertThat(ends).singleElement().isInstanceOf(InterruptedException.class);
    assertThat(liveThreads()).isEmpty();
  }

  @Test
  void progress_ends_at_the_number_of_cases() throws Exception {
    List<Long> seen = new ArrayList<>();

    new EvaluationRun(model, SMALL).run(mixed(23, 1), o -> {}, (done, excluded) -> seen.add(done));

    assertThat(seen).isSorted().last().isEqualTo(23L);
  }

  /** Threads that are still there; one whose work is over may need a moment to end. */
  private static List<String> liveThreads() {
    Instant limit = Instant.now().plusSeconds(10);
    List<String> live = runThreads();
    while (!live.isEmpty() && Instant.now().isBefore(limit)) {
      Thread.onSpinWait();
      live = runThreads();
    }
    return live;
  }

  private static List<String> runThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("fedval-reader") || name.startsWith("fedval-feed"))
        .toList();
  }

  private static boolean excluded(int n, long mask) {
    return (mask >>> (n % 64) & 1) == 1;
  }

  /** Cases 0, 1, 2 and on, ever brighter; those in the mask are refused. */
  private static CaseFeed<Integer> mixed(int cases, long mask) {
    return (Consumer<? super CaseFeed.Item<Integer>> consumer) -> {
      for (int n = 0; n < cases; n++) {
        int value = n;
        consumer.accept(
            excluded(n, mask)
                ? new CaseFeed.Refused<>(n, Exclusion.UNREADABLE)
                : new CaseFeed.Admitted<>(n, () -> grey(value % 256)));
      }
    };
  }

  private static GrayscaleImage grey(int value) {
    short v = (short) value;
    return new GrayscaleImage(2, 2, 8, false, false, 1, 0, null, new short[] {v, v, v, v});
  }
}
