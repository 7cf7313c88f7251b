package org.fedval.coordinator.web.api;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * Studies as streams of server-sent events: {@code state} with the whole view at every change. The
 * event loop only leaves the latest view for each reader; a slow one skips views and holds up
 * nobody. Streams end after a while, so that a reader comes again and is let in again.
 */
final class StudyEvents {
  private static final int MOST_STREAMS = 256;
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final ThreadFactory THREADS =
      task -> {
        Thread thread = new Thread(task, "study-events");
        thread.setDaemon(true);
        return thread;
      };

  private final StudyDesk desk;
  private final Semaphore places = new Semaphore(MOST_STREAMS);
  private final ExecutorService senders = Executors.newCachedThreadPool(THREADS);
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, THREADS);

  StudyEvents(StudyDesk desk) {
    this.desk = desk;
  }

  void stream(Context request, Sha256Digest study) {
    String accept = request.header("Accept");
    if (accept == null || !accept.contains("text/event-stream")) {
      throw Problem.badRequest("ACCEPT", "Ask for events with Accept: text/event-stream.");
    }
    if (!places.tryAcquire()) {
      request.header("Retry-After", "60");
      throw Problem.tooMany("Too many streams are open; try again in a minute.");
    }
    new SseHandler(client -> new Stream(client, study).open()).handle(request);
  }

  /** One reader. */
  private final class Stream implements Consumer<StudyView> {
    private final SseClient client;
    private final Sha256Digest study;
    private final AtomicReference<@Nullable StudyView> latest = new AtomicReference<>();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Stream(SseClient client, Sha256Digest study) {
      this.client = client;
      this.study = study;
    }

    void open() {
      client.keepAlive();
      ScheduledFuture<?> beat =
          timer.scheduleWithFixedDelay(
              this::send, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
      ScheduledFuture<?> end =
          timer.schedule(
              () -> senders.execute(client::close), LIFE.toMillis(), TimeUnit.MILLISECONDS);
      client.onClose(
          () -> {
            if (!closed.getAndSet(true)) {
              beat.cancel(false);
              end.cancel(false);
              desk.unwatch(study, this);
              places.release();
            }
          });
      if (!desk.watch(study, this)) {
        senders.execute(client::close);
      }
    }

    @Override
    public void accept(StudyView view) {
      latest.set(view);
      send();
    }

    /** Lets a sender send what there is, or a sign of life; never waits. */
    private void send() {
      if (!sending.getAndSet(true)) {
        senders.execute(this::drain);
      }
    }

    private void drain() {
      StudyView view = latest.getAndSet(null);
      if (view == null) {
        client.sendComment("");
      }
      while (view != null) {
        client.sendEvent("state", JsonAnswer.text(StudyJson.view(view)));
        if (view.state().isFinal()) {
          client.close();
        }
        view = latest.getAndSet(null);
      }
      sending.set(false);
      if (latest.get() != null) {
        send();
      }
    }
  }
}
