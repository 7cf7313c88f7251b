package org.fedval.coordinator.web.study;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.desk.LiveStudies;
import org.fedval.coordinator.desk.LiveStudy;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events of the pages of studies. A change is noticed once a study, however many pages
 * watch it, drawn once and sent to each. A stream ends after {@link #LONGEST}: the page opens a new
 * one, and the gate looks at its session again. Thread-safe.
 */
public final class StudyStreams implements AutoCloseable {
  /** A stream is not longer than this, so neither does it outlive a session by more. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  /** Streams of one account at a time. */
  static final int MOST = 8;

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** A study may run in another process on the same database. */
  private static final Duration REDRAW = Duration.ofSeconds(5);

  private static final int WRITERS = 8;

  private final StudyBoard board;
  private final LiveStudies live;
  private final Clock clock;
  private final Map<Sha256Digest, Watched> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService writers =
      Executors.newScheduledThreadPool(
          WRITERS,
          task -> {
            Thread thread = new Thread(task, "study-events");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param live of the desk that runs the studies
   */
  public StudyStreams(StudyBoard board, LiveStudies live, Clock clock) {
    this.board = board;
    this.live = live;
    this.clock = clock;
    long millis = LOOK.toMillis();
    var unused =
        writers.scheduleWithFixedDelay(this::lookAtAll, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** One open page and what it was sent last. */
  private static final class Stream {
    private final String account;
    private final SseClient client;
    private final long opened = System.nanoTime();
    private @Nullable String sent;

    Stream(String account, SseClient client) {
      this.account = account;
      this.client = client;
    }

    void send(String part, boolean over) {
      if (!part.equals(sent) || over) {
        sent = part;
        client.sendEvent(over ? "end" : "change", part);
      }
      if (over) {
        client.close();
      }
    }

    void endIfOld(long now) {
      if (now - opened > LONGEST.toNanos()) {
        client.close();
      }
    }
  }

  /** Those that watch one study. */
  private final class Watched {
    private final Sha256Digest study;
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private Optional<LiveStudy> seen = Optional.empty();
    private String part = "";
    private boolean over;
    private long drawn = System.nanoTime() - REDRAW.toNanos();
    private long beat = System.nanoTime();

    Watched(Sha256Digest study) {
      this.study = study;
    }

    synchronized void look() {
      long now = System.nanoTime();
      Optional<LiveStudy> latest = live.of(study);
      if (now - drawn >= REDRAW.toNanos() || !latest.equals(seen)) {
        seen = latest;
        drawn = now;
        draw();
      }
      streams.forEach(stream -> stream.send(part, over));
      if (now - beat > HEARTBEAT.toNanos()) {
        beat = now;
        streams.forEach(stream -> stream.client.sendComment("here"));
      }
      streams.forEach(stream -> stream.endIfOld(now));
      streams.removeIf(stream -> stream.client.terminated());
    }

    private void draw() {
      Optional<StudyModel> model =
          board.detail(study).map(detail -> StudyModel.of(detail, clock.instant()));
      part = model.map(m -> Pages.part("study-live.jte", m)).orElse("");
      over = model.map(StudyModel::over).orElse(true);
    }
  }

  /**
   * Answers with a stream.
   *
   * @throws Problem when the account has too many
   */
  void open(Context request, String account, Sha256Digest study) {
    long open =
        watched.values().stream()
            .flatMap(w -> w.streams.stream())
            .filter(s -> s.account.equals(account) && !s.client.terminated())
            .count();
    if (open >= MOST) {
      throw Problem.tooMany(
          "You have %d live pages open; close one, or reload this page by hand.".formatted(MOST));
    }
    new SseHandler(client -> begin(new Stream(account, client), study)).handle(request);
  }

  private void begin(Stream stream, Sha256Digest study) {
    stream.client.keepAlive();
    stream.client.sendComment("here");
    watched.compute(
        study,
        (digest, others) -> {
          Watched all = others == null ? new Watched(digest) : others;
          all.streams.add(stream);
          return all;
        });
  }

  /** Nobody's study is looked at no more. */
  private void lookAtAll() {
    for (Sha256Digest study : watched.keySet()) {
      Watched kept =
          watched.computeIfPresent(study, (digest, all) -> all.streams.isEmpty() ? null : all);
      if (kept != null) {
        writers.execute(kept::look);
      }
    }
  }

  @Override
  public void close() {
    writers.shutdownNow();
    watched.values().forEach(w -> w.streams.forEach(stream -> stream.client.close()));
  }
}
