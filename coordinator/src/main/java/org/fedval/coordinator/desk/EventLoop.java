package org.fedval.coordinator.desk;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One thread on which everything that changes a study happens, so that nothing needs a lock. */
public final class EventLoop implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "studies");
            t.setDaemon(true);
            return t;
          });

  private final Predicate<RuntimeException> breaks;
  private volatile boolean broken;

  /** A loop that nothing breaks. */
  public EventLoop() {
    this(failure -> false);
  }

  /**
   * @param breaks failures after which what is in memory may be ahead of what is stored
   */
  public EventLoop(Predicate<RuntimeException> breaks) {
    this.breaks = breaks;
  }

  /** Whether a task failed so that only a new start from what is stored leads on. */
  public boolean isBroken() {
    return broken;
  }

  /** Nothing runs on a broken loop any more, so that nobody hears what is not stored. */
  private <T> T guarded(Callable<T> task) throws Exception {
    if (broken) {
      throw new CancellationException("The coordinator is starting anew.");
    }
    try {
      return task.call();
    } catch (RuntimeException e) {
      broken = broken || breaks.test(e);
      throw e;
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        boolean unused =
            guarded(
                () -> {
                  task.run();
                  return true;
                });
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Runs {@code task} on the loop and waits for its value. */
  public <T> T call(Callable<T> task) {
    Future<T> future = thread.submit(() -> guarded(task));
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("A step of a study failed.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The coordinator is stopping.");
    }
  }

  /** Runs {@code task} on the loop some time soon. */
  public void execute(Runnable task) {
    thread.execute(guarded(task));
  }

  /** Runs {@code task} on the loop again and again. */
  public void every(Duration period, Runnable task) {
    long millis = period.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
