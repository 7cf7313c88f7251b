package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;

/** Without a model a case ends as its attributes and labels say, and no pixel is touched. */
class AttributeRunTest {
  private static final CaseFeed<String> FEED =
      consumer -> {
        consumer.accept(
            new CaseFeed.Admitted<>(
                "a",
                () -> {
                  throw new AssertionError("The pixels were decoded.");
                }));
        consumer.accept(new CaseFeed.Refused<>("b", Exclusion.NO_LABEL_ROW));
      };

  @Test
  void cases_end_in_the_order_of_the_feed_and_no_pixel_is_decoded() throws Exception {
    List<String> ends = new ArrayList<>();
    List<Long> progress = new ArrayList<>();

    new AttributeRun(2)
        .run(
            FEED,
            outcome ->
                ends.add(
                    outcome.match(
                        counted -> counted.subject() + counted.scores().length,
                        excluded -> excluded.subject() + excluded.reason())),
            (done, excluded) -> progress.addAll(List.of(done, excluded)));

    assertThat(ends).containsExactly("a2", "bNO_LABEL_ROW");
    assertThat(progress).containsExactly(2L, 1L);
  }

  @Test
  void a_failing_sink_ends_the_run_with_its_own_fault() {
    IOException full = new IOException("full");

    assertThatThrownBy(
            () ->
                new AttributeRun(1)
                    .run(
                        FEED,
                        outcome -> {
                          throw full;
                        },
                        Progress.SILENT))
        .isSameAs(full);
  }

  @Test
  void an_interrupt_ends_the_run() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new AttributeRun(1).run(FEED, outcome -> {}, Progress.SILENT))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
