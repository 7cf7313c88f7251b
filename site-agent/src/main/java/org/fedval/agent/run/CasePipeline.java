package org.fedval.agent.run;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.agent.preprocess.RecipeException;
import org.fedval.evaluation.counters.Exclusion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a run before inference: one thread pulls the feed, several decode and preprocess, and
 * a bounded queue hands the results over in the order of the feed. Closing it interrupts and joins
 * all of its threads.
 */
final class CasePipeline<C> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CasePipeline.class);

  private final CaseFeed<C> feed;
  private final PreprocessingRecipe recipe;
  private final BlockingQueue<Future<Optional<Prepared<C>>>> queue;
  private final ExecutorService readers;
  private final Thread feeder;

  CasePipeline(CaseFeed<C> feed, PreprocessingRecipe recipe, RunSettings settings) {
    this.feed = feed;
    this.recipe = recipe;
    this.queue = new ArrayBlockingQueue<>(settings.queuedCases());
    this.readers = Executors.newFixedThreadPool(settings.readerThreads(), named("fedval-reader-"));
    this.feeder = new Thread(this::pull, "fedval-feed");
    this.feeder.setDaemon(true);
    this.feeder.start();
  }

  /** A case on its way to inference. */
  sealed interface Prepared<C> {
    C subject();
  }

  /** Decoded and preprocessed: one channel of the input. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ready<C>(C subject, float[] plane) implements Prepared<C> {}

  record Out<C>(C subject, Exclusion reason) implements Prepared<C> {}

  /** The next case in the order of the feed; empty at the end. */
  Optional<Prepared<C>> next() throws IOException, InterruptedException {
    try {
      return queue.take().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException source) {
        throw source;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError("a reader fails only by way of its source", e.getCause());
    }
  }

  private void pull() {
    try {
      CaseFeed.Item<C> item = feed.next();
      while (item != null) {
        queue.put(start(item));
        item = feed.next();
      }
      queue.put(CompletableFuture.completedFuture(Optional.empty()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      // The consumer must learn of any end, or it would wait for ever.
      putUninterrupted(CompletableFuture.failedFuture(e));
    }
  }

  private void putUninterrupted(Future<Optional<Prepared<C>>> failed) {
    try {
      queue.put(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Future<Optional<Prepared<C>>> start(CaseFeed.Item<C> item) {
    if (item instanceof CaseFeed.Admitted<C> admitted) {
      return readers.submit(() -> Optional.of(prepare(admitted)));
    }
    CaseFeed.Refused<C> refused = (CaseFeed.Refused<C>) item;
    return CompletableFuture.completedFuture(
        Optional.of(new Out<>(refused.subject(), refused.reason())));
  }

  private Prepared<C> prepare(CaseFeed.Admitted<C> admitted) {
    C subject = admitted.subject();
    try {
      GrayscaleImage image = admitted.image().load();
      float[] plane = new float[recipe.planeSize()];
      recipe.apply(image, plane);
      return new Ready<>(subject, plane);
    } catch (CaseExcludedException e) {
      return new Out<>(subject, e.reason());
    } catch (RecipeException e) {
      return new Out<>(subject, Exclusion.PREPROCESSING);
    } catch (IOException e) {
      return new Out<>(subject, Exclusion.UNREADABLE);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("reason", Exclusion.PIXEL_DECODE)
          .addKeyValue("fault", e.getClass().getSimpleName())
          .log("Case excluded after an unexpected fault while reading it");
      return new Out<>(subject, Exclusion.PIXEL_DECODE);
    }
  }

  @Override
  public void close() {
    feeder.interrupt();
    readers.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      feeder.join(TimeUnit.SECONDS.toMillis(10));
      if (!readers.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("A reader thread did not stop in time");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
