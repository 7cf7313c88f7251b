package org.fedval.coordinator.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fedval.coordinator.store.SignInFailureRepository;
import org.fedval.coordinator.store.SignInFailureRepository.Failures;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Slows down guessing at one name, whether an account has it or not: after five failures a name
 * rests for half a minute, then twice as long each time, an hour at most. A day without a try
 * forgets it.
 */
final class LockOut {
  private static final int FREE = 5;
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final SignInFailureRepository failures;
  private final Clock clock;

  LockOut(SignInFailureRepository failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * Counts a try as failed before it is looked at, so that many at once are not one.
   *
   * @return until when the name rests; empty when the password may be looked at
   */
  Optional<Instant> attempt(String login) {
    Instant now = clock.instant();
    failures.forgetBefore(now.minus(FORGOTTEN));
    Sha256Digest key = key(login);
    while (true) {
      Optional<Failures> before = failures.find(key);
      if (before.isPresent() && before.get().lockedUntil().isAfter(now)) {
        return Optional.of(before.get().lockedUntil());
      }
      long count = before.map(Failures::count).orElse(0L) + 1;
      if (failures.replace(key, before, new Failures(count, now.plus(rest(count))), now)) {
        return Optional.empty();
      }
    }
  }

  void succeeded(String login) {
    failures.forget(key(login));
  }

  private static Duration rest(long failures) {
    if (failures < FREE) {
      return Duration.ZERO;
    }
    Duration rest = FIRST.multipliedBy(1L << Math.min(failures - FREE, 20));
    return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
  }

  private static Sha256Digest key(String login) {
    return FvcWriter.labelled("SignInName").text(login).hash();
  }
}
