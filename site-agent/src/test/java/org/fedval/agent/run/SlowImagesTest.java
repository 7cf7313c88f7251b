package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.TinyModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SlowImagesTest {
  private static final RunSettings ONE_SECOND = new RunSettings(1, 4, 5, 1);

  @TempDir private Path folder;

  private final CountDownLatch interrupted = new CountDownLatch(1);
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
  void an_image_that_hangs_is_excluded_and_the_only_reader_is_replaced() throws Exception {
    List<String> ends = run(feedOf("good", "hangs", "next", "sleeps", "last"));

    assertThat(ends)
        .containsExactly("good", "hangs PIXEL_DECODE", "next", "sleeps PIXEL_DECODE", "last");
    interrupted.await();
  }

  @Test
  void when_too_many_hang_at_once_it_is_the_storage() {
    String[] names = new String[9];
    java.util.Arrays.fill(names, "hangs");

    assertThatThrownBy(() -> run(feedOf(names)))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("check the storage");
  }

  @Test
  void a_reader_that_recurses_without_end_costs_its_own_image_only() throws Exception {
    assertThat(run(feedOf("good", "recurses", "last")))
        .containsExactly("good", "recurses PIXEL_DECODE", "last");
  }

  @Test
  void without_a_model_a_reader_that_fails_costs_its_own_image_only() throws Exception {
    List<String> ends = new ArrayList<>();

    new UnscoredRun(1)
        .run(feedOf("good", "recurses", "bug"), o -> ends.add(word(o)), Progress.SILENT);

    assertThat(ends).containsExactly("good", "recurses PIXEL_DECODE", "bug PIXEL_DECODE");
  }

  private List<String> run(CaseFeed<String> feed) throws Exception {
    List<String> ends = new ArrayList<>();
    var unused =
        new EvaluationRun(model, ONE_SECOND).run(feed, o -> ends.add(word(o)), Progress.SILENT);
    return ends;
  }

  private static String word(CaseOutcome<String> outcome) {
    return outcome.match(
        scored -> scored.subject(), excluded -> excluded.subject() + " " + excluded.reason());
  }

  private CaseFeed<String> feedOf(String... names) {
    return consumer -> {
      for (String name : names) {
        consumer.accept(new CaseFeed.Admitted<>(name, () -> image(name)));
      }
    };
  }

  private GrayscaleImage image(String name) {
    switch (name) {
      case "hangs" -> {
        int interrupts = 0;
        while (interrupts < 2) { // as a decoder that heeds no interrupt but the end of the run
          interrupts += Thread.interrupted() ? 1 : 0;
          LockSupport.parkNanos(1_000_000);
        }
      }
      case "sleeps" -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          interrupted.countDown();
        }
      }
      case "recurses" -> recurse(0);
      case "bug" -> throw new IllegalStateException("a bug");
      default -> {}
    }
    return new GrayscaleImage(2, 2, 8, false, false, 1, 0, null, new short[4]);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static long recurse(long n) {
    return 1 + recurse(n + 1);
  }
}
