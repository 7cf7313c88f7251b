package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;

/** Without a model a case counts once its pixels are decoded. */
class UnscoredRunTest {
  private int decoded;

  private final CaseFeed<String> feed =
      consumer -> {
        consumer.accept(
            new CaseFeed.Admitted<>(
                "a",
                () -> {
                  decoded++;
                  return new GrayscaleImage(1, 1, 8, false, false, 1, 0, null, new short[1]);
                }));
        consumer.accept(new CaseFeed.Refused<>("b", Exclusion.NO_LABEL_ROW));
      };

  @Test
  void cases_end_in_the_order_of_the_feed_once_their_pixels_are_decoded() throws Exception {
    List<String> ends = new ArrayList<>();
    List<Long> progress = new ArrayList<>();

    new UnscoredRun(2)
        .run(
            feed,
            outcome ->
                ends.add(
                    outcome.match(
                        counted -> counted.subject() + counted.scores().length,
                        excluded -> excluded.subject() + excluded.reason())),
            (done, excluded) -> progress.addAll(List.of(done, excluded)));

    assertThat(ends).containsExactly("a2", "bNO_LABEL_ROW");
    assertThat(decoded).isEqualTo(1);
    assertThat(progress).containsExactly(2L, 1L);
  }

  @Test
  void a_failing_sink_ends_the_run_with_its_own_fault() {
    IOException full = new IOException("full");

    assertThatThrownBy(
            () ->
                new UnscoredRun(1)
                    .run(
                        feed,
                        outcome -> {
                          throw full;
                        },
                        Progress.SILENT))
        .isSameAs(full);
  }

  @Test
  void an_interrupt_ends_the_run() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new UnscoredRun(1).run(feed, outcome -> {}, Progress.SILENT))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void an_image_that_an_interrupt_kept_from_being_read_has_no_outcome() {
    List<String> ends = new ArrayList<>();
    CaseFeed<String> last =
        consumer ->
            consumer.accept(
                new CaseFeed.Admitted<>(
                    "a",
                    () -> {
                      Thread.currentThread().interrupt();
                      throw new IllegalStateException("the file was closed by the interrupt");
                    }));

    assertThatThrownBy(
            () ->
                new UnscoredRun(1)
                    .run(last, outcome -> ends.add(outcome.subject()), Progress.SILENT))
        .isInstanceOf(InterruptedException.class);
    assertThat(ends).isEmpty();
  }
}
