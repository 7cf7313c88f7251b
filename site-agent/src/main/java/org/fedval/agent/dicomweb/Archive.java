package org.fedval.agent.dicomweb;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.SourceUnavailable;

/**
 * The archive as something that may be busy, slow or away. A request that keeps failing while the
 * archive answers others is refused alone ({@link ArchiveRefusal}); when nothing is answered, every
 * caller waits until it is again or {@link RetryRule#patience} is over ({@link SourceUnavailable}).
 * What is wrong at the very first contact is not waited for when only a person can mend it.
 * Thread-safe.
 */
final class Archive {
  /** A request that outlives so many outages is taken for their cause. */
  private static final int MOST_ROUNDS = 5;

  private static final String PROBE = "/studies?limit=1";
  private static final int PROBE_BYTES = 4 << 20;

  private final ArchiveHttp http;
  private final RetryRule rule;
  private final Consumer<String> notices;
  private final Clock clock;
  private final Random random = new Random();
  private final ReentrantLock outage = new ReentrantLock();
  private volatile boolean everAnswered;
  private volatile boolean givenUp;

  /**
   * @param notices takes sentences for the site's people when the archive is away and back again
   */
  Archive(ArchiveHttp http, RetryRule rule, Consumer<String> notices, Clock clock) {
    this.http = http;
    this.rule = rule;
    this.notices = notices;
    this.clock = clock;
  }

  /** A new pass begins: an archive that was given up is asked again. */
  void reset() {
    givenUp = false;
  }

  /**
   * A complete answer with status 200 or 204.
   *
   * @param limit the most bytes of its body
   * @throws ArchiveRefusal when this request alone cannot be answered
   * @throws SourceUnavailable when the archive stayed away, or the thread was interrupted
   */
  ArchiveHttp.Reply get(String pathAndQuery, String accept, int limit) throws ArchiveRefusal {
    try {
      boolean wasThere = false;
      for (int round = 0; round < MOST_ROUNDS; round++) {
        Optional<ArchiveRefusal> refusal = Optional.empty();
        try {
          Optional<ArchiveHttp.Reply> reply = tried(pathAndQuery, accept, limit);
          if (reply.isPresent()) {
            return reply.get();
          }
        } catch (ArchiveRefusal e) {
          refusal = Optional.of(e);
        }
        // An archive that is starting or stopping may refuse and fail in any way.
        if (state() != State.ANSWERS) {
          awaitArchive();
        } else if (refusal.isPresent()) {
          throw refusal.get();
        } else if (wasThere) {
          break;
        }
        wasThere = true;
      }
      throw new ArchiveRefusal("The archive did not give the object after several attempts.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailable("Reading from the archive was stopped.");
    }
  }

  /** The answer, or nothing after as many attempts as the rule allows. */
  private Optional<ArchiveHttp.Reply> tried(String pathAndQuery, String accept, int limit)
      throws ArchiveRefusal, InterruptedException {
    for (int failures = 0; failures < rule.attempts(); failures++) {
      if (givenUp) {
        throw new SourceUnavailable(GONE);
      }
      Duration pause = rule.pause(failures, random);
      try {
        ArchiveHttp.Reply reply = http.get(pathAndQuery, accept, limit);
        if (reply.status() == 200 || reply.status() == 204) {
          everAnswered = true;
          return Optional.of(reply);
        }
        if (!isPassing(reply.status())) {
          throw new ArchiveRefusal(
              reply.status() / 100 == 3
                  ? "The archive points to another address; redirects are not followed."
                  : "The archive refused the request.");
        }
        pause =
            rule.asked(
                    reply.headers().firstValue("Retry-After"),
                    clock.instant().atZone(ZoneOffset.UTC))
                .orElse(pause);
      } catch (BoundedBody.TooLong e) {
        throw new ArchiveRefusal("The archive's answer is longer than the limit.");
      } catch (ArchiveHttp.Untrusted e) {
        return Optional.empty();
      } catch (IOException e) {
        // Tried again below; the probe tells whether the archive is there at all.
      }
      if (failures + 1 < rule.attempts()) {
        Thread.sleep(pause.toMillis());
      }
    }
    return Optional.empty();
  }

  private static boolean isPassing(int status) {
    return status == 401 || status == 408 || status == 425 || status == 429 || status >= 500;
  }

  private enum State {
    ANSWERS,
    AWAY,
    UNTRUSTED,
    LOGIN,
    NO_SERVICE,
    ELSEWHERE
  }

  private static final String GONE =
      "The archive did not come back within wait_minutes; start again when it answers, what is done"
          + " stays done.";

  /** Asks for one study, whichever. */
  private State state() throws InterruptedException {
    try {
      int status = http.get(PROBE, QidoListing.JSON, PROBE_BYTES).status();
      if (status == 200 || status == 204) {
        return State.ANSWERS;
      }
      if (status == 401 || status == 403) {
        return State.LOGIN;
      }
      if (status / 100 == 3) {
        return State.ELSEWHERE;
      }
      return isPassing(status) ? State.AWAY : State.NO_SERVICE;
    } catch (ArchiveHttp.Untrusted e) {
      return State.UNTRUSTED;
    } catch (BoundedBody.TooLong e) {
      return State.ANSWERS;
    } catch (IOException e) {
      return State.AWAY;
    }
  }

  /** One caller waits and asks, the others wait for it. */
  private void awaitArchive() throws InterruptedException {
    outage.lockInterruptibly();
    try {
      boolean told = false;
      long start = System.nanoTime();
      for (int failures = 0; ; failures++) {
        if (givenUp) {
          throw new SourceUnavailable(GONE);
        }
        State state = state();
        if (state == State.ANSWERS) {
          if (told) {
            notices.accept("The archive answers again.");
          }
          everAnswered = true;
          return;
        }
        if (state != State.AWAY && !everAnswered) {
          givenUp = true;
          throw new SourceUnavailable(sentence(state));
        }
        if (System.nanoTime() - start >= rule.patience().toNanos()) {
          givenUp = true;
          throw new SourceUnavailable(state == State.AWAY ? GONE : sentence(state));
        }
        if (!told) {
          notices.accept(sentence(state) + " The agent keeps trying.");
          told = true;
        }
        Thread.sleep(rule.pause(failures, random).toMillis());
      }
    } finally {
      outage.unlock();
    }
  }

  private static String sentence(State state) {
    return switch (state) {
      case ANSWERS, AWAY -> "The archive does not answer; check that it runs and its url.";
      case UNTRUSTED ->
          "The TLS handshake with the archive fails; check trust_file, the name in url, and the"
              + " client certificate.";
      case LOGIN ->
          "The archive refuses the agent's login; check token_file, or user and password_file.";
      case NO_SERVICE ->
          "The archive offers no QIDO-RS at this url; it should end in its DICOMweb root.";
      case ELSEWHERE ->
          "The archive points to another address; put that address into url, for redirects are not"
              + " followed.";
    };
  }
}
