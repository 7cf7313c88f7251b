package org.fedval.agent.dicom;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and after what pauses a request is tried.
 *
 * @param attempts for one request before the archive as a whole is looked at, 1 or more
 * @param first upper bound of the first pause; it doubles from then on
 * @param longest upper bound of any pause, also of one that the archive asks for
 * @param patience how long an archive that is down is waited for
 */
public record RetryRule(int attempts, Duration first, Duration longest, Duration patience) {
  /** With pauses from half a second to a minute. */
  public static RetryRule of(int attempts, Duration patience) {
    return new RetryRule(attempts, Duration.ofMillis(500), Duration.ofSeconds(60), patience);
  }

  /** A random pause from half to all of the bound, so that many agents do not come at once. */
  public Duration pause(int failures, RandomGenerator random) {
    long bound = first.toMillis() << Math.min(failures, 20);
    long most = Math.max(2, Math.min(longest.toMillis(), bound));
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }

  /**
   * The pause of a {@code Retry-After} header (RFC 9110 section 10.2.3), in seconds or as a date;
   * empty when it is absent or neither.
   */
  public Optional<Duration> asked(Optional<String> retryAfter, ZonedDateTime now) {
    if (retryAfter.isEmpty()) {
      return Optional.empty();
    }
    Duration asked;
    try {
      String text = retryAfter.get().strip();
      asked =
          text.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
    if (asked.isNegative()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.of(asked.compareTo(longest) > 0 ? longest : asked);
  }
}
