package org.fedval.agent.run;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.SourceUnavailable;
import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.agent.preprocess.RecipeException;
import org.fedval.evaluation.counters.Exclusion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a run before inference: one thread pulls the feed, several decode and preprocess, and
 * a bounded queue hands the results over in the order of the feed. An image that takes longer than
 * the settings allow is given up. Closing it interrupts and joins all of its threads.
 */
final class CasePipeline<C> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CasePipeline.class);

  private final CaseFeed<C> feed;
  private final PreprocessingRecipe recipe;
  private final int caseSeconds;
  private final BlockingQueue<Pending<C>> queue;
  private final ReaderThreads readers;
  private final Thread feeder;

  CasePipeline(CaseFeed<C> feed, PreprocessingRecipe recipe, RunSettings settings) {
    this.feed = feed;
    this.recipe = recipe;
    this.caseSeconds = settings.caseSeconds();
    this.queue = new ArrayBlockingQueue<>(settings.queuedCases());
    this.readers = new ReaderThreads(settings.readerThreads());
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

  /** It ended in an earlier run. */
  record Known<C>(CaseOutcome<C> outcome) implements Prepared<C> {
    @Override
    public C subject() {
      return outcome.subject();
    }
  }

  /**
   * A place in the order of the feed.
   *
   * @param ifTooSlow what becomes of the case when its result does not come in time
   */
  private record Pending<C>(
      Future<Optional<Prepared<C>>> result, Optional<Prepared<C>> ifTooSlow) {}

  /** The next case in the order of the feed; empty at the end. */
  Optional<Prepared<C>> next() throws DicomSourceException, InterruptedException {
    Pending<C> head = queue.take();
    try {
      // Whole seconds are counted, so that a process that was suspended loses one of them only.
      for (int second = 0; second < caseSeconds; second++) {
        try {
          return head.result().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          LOG.trace("An image is still being read");
        }
      }
      return givenUp(head);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DicomSourceException source) {
        throw source;
      }
      if (e.getCause() instanceof SourceUnavailable gone) {
        throw gone.ofSource();
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new AssertionError("a feed throws nothing else", e.getCause());
    }
  }

  private Optional<Prepared<C>> givenUp(Pending<C> head) throws DicomSourceException {
    LOG.atWarn()
        .addKeyValue("reason", Exclusion.PIXEL_DECODE)
        .addKeyValue("seconds", caseSeconds)
        .log("Case excluded since it took too long to read");
    readers.giveUp(head.result(), caseSeconds);
    return head.ifTooSlow();
  }

  private void pull() {
    try {
      feed.forEach(item -> enqueue(start(item)));
      enqueue(ended(Optional.empty()));
    } catch (Stopped e) {
      LOG.debug("The run ended before its feed did");
    } catch (DicomSourceException | RuntimeException | Error e) {
      // The consumer must learn of any end, or it would wait for ever.
      try {
        enqueue(new Pending<>(CompletableFuture.failedFuture(e), Optional.empty()));
      } catch (Stopped stopped) {
        LOG.debug("The run ended before its feed did");
      }
    }
  }

  private void enqueue(Pending<C> next) {
    try {
      queue.put(next);
    } catch (InterruptedException e) {
      throw new Stopped();
    }
  }

  /** Carries the feeder thread out of a feed that cannot be interrupted otherwise. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  private Pending<C> start(CaseFeed.Item<C> item) {
    if (item instanceof CaseFeed.Admitted<C> admitted) {
      return new Pending<>(
          readers.submit(() -> Optional.of(prepare(admitted))),
          Optional.of(new Out<>(admitted.subject(), Exclusion.PIXEL_DECODE)));
    }
    if (item instanceof CaseFeed.Ended<C> known) {
      return ended(Optional.of(new Known<>(known.outcome())));
    }
    CaseFeed.Refused<C> refused = (CaseFeed.Refused<C>) item;
    return ended(Optional.of(new Out<>(refused.subject(), refused.reason())));
  }

  private static <C> Pending<C> ended(Optional<Prepared<C>> result) {
    return new Pending<>(CompletableFuture.completedFuture(result), result);
  }

  private Prepared<C> prepare(CaseFeed.Admitted<C> admitted) {
    C subject = admitted.subject();
    try {
      GrayscaleImage image = admitted.image().load();
      float[] plane = new float[recipe.planeSize()];
      recipe.apply(image, plane);
      return new Ready<>(subject, plane);
    } catch (DicomFault fault) {
      return new Out<>(subject, fault.reason());
    } catch (RecipeException e) {
      return new Out<>(subject, Exclusion.PREPROCESSING);
    } catch (SourceUnavailable e) {
      throw e; // not this case's fault: the run ends
    } catch (RuntimeException | StackOverflowError e) {
      return new Out<>(subject, unexpected(e));
    }
  }

  /** Logs a fault that no reader should throw; the reason that its case is counted by. */
  static Exclusion unexpected(Throwable fault) {
    LOG.atWarn()
        .addKeyValue("reason", Exclusion.PIXEL_DECODE)
        .addKeyValue("fault", fault.getClass().getSimpleName())
        .log("Case excluded after an unexpected fault while reading it");
    return Exclusion.PIXEL_DECODE;
  }

  @Override
  public void close() {
    readers.interrupt();
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    try {
      while (feeder.isAlive() && System.nanoTime() < deadline) {
        feeder.interrupt();
        queue.clear();
        feeder.join(20);
      }
      if (feeder.isAlive() || !readers.join(10)) {
        LOG.warn("A reader thread did not stop in time");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
