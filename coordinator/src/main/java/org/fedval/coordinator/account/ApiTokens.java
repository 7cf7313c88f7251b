package org.fedval.coordinator.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.store.ApiTokenRepository;
import org.fedval.coordinator.store.ApiTokenRepository.StoredToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens with which scripts act for an account: at most what the account's roles allow, and of that
 * what the token's scopes reach. Thread-safe.
 */
public final class ApiTokens {
  /** What every token begins with, so that scanners for lost secrets find them. */
  public static final String PREFIX = "fvt_";

  /** No token is good for longer. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
  private static final int MAX_TOKENS = 50;
  private static final int MAX_NAME = 64;

  private final ApiTokenRepository rows;
  private final Clock clock;
  private final SecureRandom random;

  ApiTokens(ApiTokenRepository rows, Clock clock, SecureRandom random) {
    this.rows = rows;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes a token; its text is shown this once.
   *
   * @param name what its owner calls it
   * @throws AccountException when a value is not as it must be
   */
  public Secret create(String accountId, String name, Set<Scope> scopes, Duration life)
      throws AccountException {
    String called = name.strip();
    if (called.isEmpty() || called.length() > MAX_NAME) {
      throw new AccountException("Give the token a name of 1 to 64 characters.");
    }
    if (scopes.isEmpty() || !scopes.stream().allMatch(Scope::isForTokens)) {
      throw new AccountException("Choose what the token may do.");
    }
    if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
      throw new AccountException("A token is good for 1 to 366 days.");
    }
    if (rows.list(accountId).size() >= MAX_TOKENS) {
      throw new AccountException("An account has at most 50 tokens; revoke one first.");
    }
    Secret token = Secret.draw(PREFIX, random);
    Instant now = clock.instant();
    byte[] id = new byte[8];
    random.nextBytes(id);
    rows.add(
        token.hash(),
        new StoredToken(
            HexFormat.of().formatHex(id), accountId, called, scopes, now, now.plus(life), null));
    log.atInfo()
        .addKeyValue("account", accountId)
        .addKeyValue("scopes", scopes)
        .log("An API token was made");
    return token;
  }

  /** Who acts with it; empty when it is none, ran out, or its account may nothing now. */
  public Optional<Visitor> find(Secret token) {
    Instant now = clock.instant();
    return rows.find(token.hash(), now)
        .filter(f -> !f.account().mustChangePassword() && !f.account().roles().isEmpty())
        .map(
            found -> {
              Instant used = found.token().usedAt();
              if (used == null || used.isBefore(now.minus(NOTED_EVERY))) {
                rows.touch(found.token().id(), now);
              }
              return new Visitor(
                  found.account().id(),
                  found.account().name(),
                  found.account().roles(),
                  found.account().party(),
                  null,
                  found.token().scopes());
            });
  }

  public List<StoredToken> list(String accountId) {
    return rows.list(accountId);
  }

  /** Revokes a token of this account; false when it has none of this id. */
  public boolean revoke(String accountId, String id) {
    boolean removed = rows.remove(accountId, id);
    if (removed) {
      log.atInfo().addKeyValue("account", accountId).log("An API token was revoked");
    }
    return removed;
  }
}
