package org.fedval.coordinator.desk;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One thread on which everything that changes a study happens, so that nothing needs a lock. */
public final class EventLoop implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "studies");
            t.setDaemon(true);
            return t;
          });

  /** Runs {@code task} on the loop and waits for its value. */
  public <T> T call(Callable<T> task) {
    Future<T> future = thread.submit(task);
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
    thread.execute(task);
  }

  /** Runs {@code task} on the loop again and again. */
  public void every(Duration period, Runnable task) {
    long millis = period.toMillis();
    var unused = thread.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
