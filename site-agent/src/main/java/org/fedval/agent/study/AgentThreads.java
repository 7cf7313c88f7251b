package org.fedval.agent.study;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three threads of an agent, and how they end. Once they end, what is submitted is rejected and
 * what waits is cancelled.
 */
final class AgentThreads {
  private static final Logger log = LoggerFactory.getLogger(AgentThreads.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final ThreadPoolExecutor steps =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("steps"));
  private final ExecutorService cohorts =
      Executors.newSingleThreadExecutor(DaemonThreads.named("cohort"));
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("heartbeat"));

  /** Instructions and decisions, one after the other. */
  ExecutorService steps() {
    return steps;
  }

  /** What takes long, so that the steps stay answerable. */
  ExecutorService cohorts() {
    return cohorts;
  }

  /** What is done again and again. */
  ScheduledExecutorService heart() {
    return heart;
  }

  /**
   * Takes the step at hand to its end and no further one, stops the cohort at once, and returns
   * when no thread runs any more.
   *
   * @param disconnect ends the calls to the coordinator; after a step that went on for long
   */
  void end(Runnable disconnect) throws InterruptedException {
    heart.shutdownNow();
    steps.shutdown();
    cancelUntaken();
    cohorts.shutdownNow();
    if (!steps.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
      steps.shutdownNow(); // it may wait for a coordinator that does not answer
    }
    disconnect.run();
    for (ExecutorService part : List.of(steps, cohorts, heart)) {
      while (!part.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
        log.info("A thread of the agent has not ended yet");
      }
    }
  }

  /** Whoever waits for a decision hears that there is none. */
  private void cancelUntaken() {
    List<Runnable> untaken = new ArrayList<>();
    steps.getQueue().drainTo(untaken);
    for (Runnable step : untaken) {
      if (step instanceof Future<?> asked) {
        asked.cancel(false);
      }
    }
  }

  /** Interrupts everything. */
  void stop() {
    heart.shutdownNow();
    cancelUntaken();
    steps.shutdownNow();
    cohorts.shutdownNow();
  }

  /** Nothing is written afterwards, unless a model holds on to its batch. */
  void awaitStopped() {
    try {
      var unused =
          cohorts.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)
              && steps.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
