package org.fedval.coordinator.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.store.WebSessionRepository;
import org.fedval.coordinator.store.WebSessionRepository.StoredSession;

/**
 * Signed-in browsers. A session ends two hours after its last request, twelve hours after it began,
 * at sign-out, and when the account is disabled or its password changes. Thread-safe.
 */
public final class Sessions {
  /** Without a request for so long, a session is over. */
  public static final Duration IDLE = Duration.ofHours(2);

  /** No session is longer. */
  public static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final WebSessionRepository rows;
  private final Clock clock;
  private final SecureRandom random;

  Sessions(WebSessionRepository rows, Clock clock, SecureRandom random) {
    this.rows = rows;
    this.clock = clock;
    this.random = random;
  }

  /** A session that goes on, with the account as it is now. */
  public record Open(Account account, String antiForgeryToken) {

    /** Whose requests are let through; empty while the password must be changed or roles lack. */
    public Optional<Visitor> visitor() {
      return account.mustChangePassword() || account.roles().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Visitor(
                  account.id(),
                  account.name(),
                  account.roles(),
                  account.party(),
                  antiForgeryToken));
    }

    /** Without the token, which is a secret. */
    @Override
    public String toString() {
      return "Open[" + account + "]";
    }
  }

  /** Begins one under a new cookie. */
  public Secret begin(Account account) {
    Instant now = clock.instant();
    rows.removeOver(now, IDLE);
    Secret cookie = Secret.draw("", random);
    rows.add(new StoredSession(cookie.hash(), account.id(), now, now, now.plus(LONGEST)));
    return cookie;
  }

  /** The session of a cookie; empty when it is over or was never one. */
  public Optional<Open> find(Secret cookie) {
    Instant now = clock.instant();
    return rows.find(cookie.hash(), now, now.minus(IDLE))
        .map(
            found -> {
              if (found.session().usedAt().isBefore(now.minus(NOTED_EVERY))) {
                rows.touch(cookie.hash(), now);
              }
              return new Open(found.account(), cookie.antiForgeryToken());
            });
  }

  /** The sessions of an account that go on, the latest first. */
  public List<StoredSession> list(String accountId) {
    return rows.list(accountId, clock.instant(), IDLE);
  }

  /** Whether a stored session is the one of this cookie. */
  public static boolean isOf(StoredSession session, Secret cookie) {
    return session.tokenHash().equals(cookie.hash());
  }

  public void end(Secret cookie) {
    rows.remove(cookie.hash());
  }

  public void endAll(String accountId) {
    rows.removeAll(accountId);
  }
}
