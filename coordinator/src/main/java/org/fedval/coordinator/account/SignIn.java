package org.fedval.coordinator.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.LoginName;
import org.fedval.coordinator.store.AccountRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in by name and password. An unknown name costs the same work and has the same answers as a
 * known one. Thread-safe.
 */
public final class SignIn {
  private static final Logger log = LoggerFactory.getLogger(SignIn.class);
  private static final int MAX_LOGIN = 128;

  private final AccountRepository accounts;
  private final Passwords passwords;
  private final LockOut lockOut;
  private final Clock clock;

  SignIn(AccountRepository accounts, Passwords passwords, LockOut lockOut, Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.lockOut = lockOut;
    this.clock = clock;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** The name and the password belong together. */
    record SignedIn(Account account) implements Outcome {}

    /** They don't, or there is no such name. */
    record Wrong() implements Outcome {}

    /** Too many tries with this name, known or not; nothing was looked at. */
    record Resting(Instant until) implements Outcome {}

    /** The password is right, but an administrator closed the account. */
    record Disabled() implements Outcome {}

    /** The one-time password is right, but too old. */
    record OneTimeExpired() implements Outcome {}
  }

  /** Tries a name and a password as they were typed. */
  public Outcome signIn(String typed, String password) {
    String login = LoginName.parse(typed).map(LoginName::text).orElse(cut(typed));
    Optional<Instant> rests = lockOut.attempt(login);
    if (rests.isPresent()) {
      log.atInfo().addKeyValue("reason", "RESTING").log("A sign-in failed");
      return new Outcome.Resting(rests.get());
    }
    Optional<Account> account = accounts.findLogin(login);
    Optional<String> hash = account.map(Account::id).flatMap(accounts::password);
    if (!passwords.matches(password, hash)) {
      log.atInfo().addKeyValue("reason", "WRONG").log("A sign-in failed");
      return new Outcome.Wrong();
    }
    return matched(account.orElseThrow(), login);
  }

  private Outcome matched(Account account, String login) {
    lockOut.succeeded(login);
    if (account.disabled()) {
      log.atInfo().addKeyValue("reason", "DISABLED").log("A sign-in failed");
      return new Outcome.Disabled();
    }
    Instant until = account.oneTimeUntil();
    if (until != null && !until.isAfter(clock.instant())) {
      log.atInfo().addKeyValue("reason", "ONE_TIME_EXPIRED").log("A sign-in failed");
      return new Outcome.OneTimeExpired();
    }
    return new Outcome.SignedIn(account);
  }

  private static String cut(String typed) {
    return typed.length() > MAX_LOGIN ? typed.substring(0, MAX_LOGIN) : typed;
  }
}
