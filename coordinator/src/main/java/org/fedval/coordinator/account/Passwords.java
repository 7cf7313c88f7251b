package org.fedval.coordinator.account;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Makes and checks passwords, a few at a time so that their memory stays bounded. Thread-safe. */
final class Passwords {
  private static final int AT_ONCE = 4;
  private static final int MIN_LENGTH = 12;
  private static final int MAX_LENGTH = 256;
  private static final int MIN_DIFFERENT = 5;

  /** Without letters and digits that look alike; 32 of them, so 5 bits each. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private final SecureRandom random;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  Passwords(SecureRandom random) {
    this.random = random;
  }

  /** What speaks against a new password, in one sentence. */
  static Optional<String> objection(String password, String login) {
    if (password.length() < MIN_LENGTH) {
      return Optional.of("A password has at least 12 characters; a sentence is fine.");
    }
    if (password.length() > MAX_LENGTH) {
      return Optional.of("A password has at most 256 characters.");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (lower.contains(login) || lower.chars().distinct().count() < MIN_DIFFERENT) {
      return Optional.of(
          "This password is easy to guess: it holds the sign-in name or repeats few characters.");
    }
    return Optional.empty();
  }

  /** A random password of 100 bits for one use, such as {@code abcde-fghij-kmnpq-rstuv}. */
  String oneTime() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      if (i > 0 && i % 5 == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  String hash(String password) {
    return inTurn(() -> PasswordHash.NOW.of(password, random));
  }

  /**
   * Whether it is the password of the hash; the same work when there is no hash.
   *
   * @param hash empty when the account is unknown or has no password
   */
  boolean matches(String password, Optional<String> hash) {
    String tried = password.length() > MAX_LENGTH ? "" : password;
    boolean same = inTurn(() -> PasswordHash.matches(tried, hash.orElse(PasswordHash.NOBODYS)));
    return same && hash.isPresent();
  }

  private <T> T inTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
