package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentThreadsTest {
  private final AgentThreads threads = new AgentThreads();

  @Test
  void the_step_at_hand_ends_and_what_waits_is_never_taken() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<Boolean> step =
        threads
            .steps()
            .submit(
                () -> {
                  begun.countDown();
                  goOn.await();
                  return true;
                });
    Future<Boolean> waiting = threads.steps().submit(() -> true);
    Future<?> cohort =
        threads
            .cohorts()
            .submit(
                () -> {
                  new CountDownLatch(1).await();
                  return true;
                });
    begun.await();

    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            () -> {
              try {
                threads.end(() -> {});
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    assertThatThrownBy(waiting::get).isInstanceOf(java.util.concurrent.CancellationException.class);
    assertThat(ended).isNotDone();
    goOn.countDown();

    ended.get();
    assertThat(step.get()).isTrue();
    assertThat(cohort).isDone();
    assertThatThrownBy(() -> threads.steps().execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
