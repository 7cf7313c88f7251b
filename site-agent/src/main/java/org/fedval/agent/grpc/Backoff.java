package org.fedval.agent.grpc;

import java.time.Duration;
import java.util.Random;

/** Exponential waits with full jitter, from one second up to one minute. */
final class Backoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LIMIT_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Random random;
  private int failures;

  Backoff(Random random) {
    this.random = random;
  }

  void reset() {
    failures = 0;
  }

  /** Waits a random time below the current limit and doubles the limit. */
  void pause() throws InterruptedException {
    long limit = Math.min(LIMIT_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
    failures++;
    Thread.sleep(1 + (long) (random.nextDouble() * limit));
  }
}
