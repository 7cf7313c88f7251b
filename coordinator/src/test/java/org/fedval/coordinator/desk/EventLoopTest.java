package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  private final EventLoop loop = new EventLoop(IllegalStateException.class::isInstance);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void after_a_failure_that_breaks_it_nothing_runs_any_more() {
    AtomicInteger ran = new AtomicInteger();

    assertThatThrownBy(() -> fail(new IllegalStateException("the disk is full")))
        .isInstanceOf(IllegalStateException.class);
    loop.execute(ran::incrementAndGet);

    assertThat(loop.isBroken()).isTrue();
    assertThatThrownBy(() -> loop.call(ran::incrementAndGet))
        .isInstanceOf(CancellationException.class);
    assertThat(ran).hasValue(0);
  }

  @Test
  void any_other_failure_is_the_callers_own() {
    assertThatThrownBy(() -> fail(new IllegalArgumentException("a malformed message")))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(loop.isBroken()).isFalse();
    assertThat(loop.call(() -> 7)).isEqualTo(7);
  }

  private void fail(RuntimeException failure) {
    loop.call(
        () -> {
          throw failure;
        });
  }
}
