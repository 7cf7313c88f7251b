package org.fedval.agent.dcm4che;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.SourceUnavailable;

/**
 * The archive as something that may be busy or away. A message that keeps failing while C-ECHO
 * succeeds is refused alone; while C-ECHO fails too, every caller waits until it succeeds or the
 * rule's patience is over. Thread-safe.
 */
final class DimseArchive {
  private static final int MOST_ROUNDS = 5;
  private static final String AWAY =
      "The archive does not answer C-ECHO; check that it runs, host, port, titles and TLS.";
  private static final String GONE =
      "The archive did not come back within wait_minutes; start again when it answers, what is done"
          + " stays done.";

  private final Messages messages;
  private final RetryRule rule;
  private final Consumer<String> notices;
  private final Random random = new Random();
  private final ReentrantLock outage = new ReentrantLock();
  private volatile boolean givenUp;

  DimseArchive(Messages messages, RetryRule rule, Consumer<String> notices) {
    this.messages = messages;
    this.rule = rule;
    this.notices = notices;
  }

  /** A new pass begins: an archive that was given up is asked again. */
  void reset() {
    givenUp = false;
  }

  /** One exchange with the archive. */
  interface Exchange<T> {
    T with(Messages messages) throws IOException, InterruptedException, Refused;
  }

  /**
   * Tries an exchange as often as the rule allows.
   *
   * @throws Refused when this exchange alone fails
   * @throws SourceUnavailable when the archive stayed away, or the thread was interrupted
   */
  <T> T ask(Exchange<T> exchange) throws Refused {
    try {
      Refused last = new Refused("The archive did not give the object after several attempts.");
      boolean wasThere = false;
      for (int round = 0; round < MOST_ROUNDS; round++) {
        for (int failures = 0; failures < rule.attempts(); failures++) {
          if (givenUp) {
            throw new SourceUnavailable(GONE);
          }
          try {
            return exchange.with(messages);
          } catch (Refused e) {
            last = e;
          } catch (IOException e) {
            // dcm4che's messages name hosts and titles; C-ECHO below tells what it is.
          }
          if (failures + 1 < rule.attempts()) {
            Thread.sleep(rule.pause(failures, random).toMillis());
          }
        }
        if (!answers()) {
          await();
        } else if (wasThere) {
          break;
        }
        wasThere = true;
      }
      throw last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceUnavailable("Reading from the archive was stopped.");
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      messages.echo();
      return true;
    } catch (IOException | Refused e) {
      return false;
    }
  }

  /** One caller waits and asks, the others wait for it. */
  private void await() throws InterruptedException {
    outage.lockInterruptibly();
    try {
      long start = System.nanoTime();
      for (int failures = 0; ; failures++) {
        if (givenUp) {
          throw new SourceUnavailable(GONE);
        }
        if (answers()) {
          if (failures > 0) {
            notices.accept("The archive answers again.");
          }
          return;
        }
        if (System.nanoTime() - start >= rule.patience().toNanos()) {
          givenUp = true;
          throw new SourceUnavailable(GONE);
        }
        if (failures == 0) {
          notices.accept(AWAY + " The agent keeps trying.");
        }
        Thread.sleep(rule.pause(failures, random).toMillis());
      }
    } finally {
      outage.unlock();
    }
  }
}
