package org.fedval.agent.run;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.fedval.agent.dicom.DicomSourceException;

/**
 * The threads that read images. One that is stuck is interrupted, left to itself and replaced; when
 * too many are stuck at once it is the source that does not answer.
 */
final class ReaderThreads {
  private static final int MOST_STUCK = 8;

  private final ThreadPoolExecutor pool;
  private final int threads;
  private int stuck;

  ReaderThreads(int threads) {
    this.threads = threads;
    this.pool =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named());
  }

  /** Starts a task as soon as a thread is free; in the order of the calls. */
  <T> Future<T> submit(Callable<T> task) {
    Watched<T> watched = new Watched<>(task);
    pool.execute(watched);
    return watched;
  }

  /**
   * Stops waiting for a task.
   *
   * @throws DicomSourceException when too many tasks hang that were given up before
   */
  synchronized void giveUp(Future<?> task, int seconds) throws DicomSourceException {
    if (task instanceof Watched<?> watched && watched.abandon()) {
      stuck++;
      resize();
    }
    task.cancel(true);
    if (stuck > MOST_STUCK) {
      throw new DicomSourceException(
          "More than "
              + MOST_STUCK
              + " images at once take longer than "
              + seconds
              + " s to read; check the storage that they lie on.");
    }
  }

  private synchronized void cameBack() {
    stuck--;
    resize();
  }

  private void resize() {
    int size = threads + stuck;
    if (size > pool.getMaximumPoolSize()) {
      pool.setMaximumPoolSize(size);
      pool.setCorePoolSize(size);
    } else {
      pool.setCorePoolSize(size);
      pool.setMaximumPoolSize(size);
    }
  }

  void interrupt() {
    pool.shutdownNow();
  }

  boolean join(int seconds) throws InterruptedException {
    return pool.awaitTermination(seconds, TimeUnit.SECONDS);
  }

  /** A task that knows whether its thread is still in it. */
  private final class Watched<T> extends FutureTask<T> {
    private boolean over;
    private boolean abandoned;

    Watched(Callable<T> task) {
      super(task);
    }

    @Override
    public void run() {
      super.run();
      end();
    }

    private synchronized boolean markOver() {
      over = true;
      return abandoned;
    }

    private void end() {
      if (markOver()) {
        cameBack();
      }
    }

    /** False when the thread has left it by now. */
    synchronized boolean abandon() {
      abandoned = !over;
      return abandoned;
    }
  }

  private static ThreadFactory named() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "fedval-reader-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
