package org.fedval.coordinator.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.LoginName;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.store.AccountRepository;
import org.fedval.wire.mtls.PeerIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What administrators and people themselves change about accounts. Thread-safe. */
public final class AccountDesk {
  /** For how long a one-time password opens the account. */
  public static final Duration ONE_TIME = Duration.ofDays(7);

  private static final Logger log = LoggerFactory.getLogger(AccountDesk.class);
  private static final int MAX_NAME = 64;

  private final AccountRepository accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final LockOut lockOut;
  private final Clock clock;
  private final SecureRandom random;

  AccountDesk(
      AccountRepository accounts,
      Passwords passwords,
      Sessions sessions,
      LockOut lockOut,
      Clock clock,
      SecureRandom random) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.lockOut = lockOut;
    this.clock = clock;
    this.random = random;
  }

  /**
   * An account with the password that opens it once.
   *
   * @param oneTimePassword shown to whoever hands it over, never again
   */
  public record Opened(Account account, String oneTimePassword) {
    @Override
    public String toString() {
      return "Opened[" + account + "]";
    }
  }

  public List<Account> list() {
    return accounts.list();
  }

  public Optional<Account> find(String id) {
    return accounts.find(id);
  }

  /** The account of a sign-in name as somebody typed it. */
  public Optional<Account> findLogin(String typed) {
    return LoginName.parse(typed).flatMap(name -> accounts.findLogin(name.text()));
  }

  /**
   * Adds an account with a one-time password.
   *
   * @param by the account that asks, or a word for the operator's command
   * @param party blank for none
   */
  public Opened add(String by, String login, String name, Set<Role> roles, String party)
      throws AccountException {
    LoginName known =
        LoginName.parse(login).orElseThrow(() -> new AccountException(LoginName.RULE));
    Instant now = clock.instant();
    Account account =
        new Account(
            newId(),
            known.text(),
            displayName(name, known.text()),
            roles,
            checkedParty(roles, party),
            null,
            now.plus(ONE_TIME),
            false,
            now);
    String password = passwords.oneTime();
    if (!accounts.add(account, passwords.hash(password))) {
      throw new AccountException("There is an account of this sign-in name already.");
    }
    log.atInfo()
        .addKeyValue("account", account.id())
        .addKeyValue("by", by)
        .addKeyValue("roles", roles)
        .log("An account was added");
    return new Opened(account, password);
  }

  /** The account of somebody at an OpenID provider; made without a role at the first sign-in. */
  public Account ofProvider(Account.Provider provider, String login, String name)
      throws AccountException {
    Optional<Account> known = accounts.findProvider(provider);
    if (known.isPresent()) {
      return known.get();
    }
    String wanted = LoginName.parse(login).map(LoginName::text).orElse("person");
    Account account =
        new Account(
            newId(),
            wanted,
            displayName(name, wanted),
            Set.of(),
            null,
            provider,
            null,
            false,
            clock.instant());
    Account added = account;
    if (!accounts.add(account, null)) {
      String other = wanted.substring(0, Math.min(wanted.length(), 100)) + "-" + newId();
      added =
          new Account(
              account.id(),
              other,
              account.name(),
              Set.of(),
              null,
              provider,
              null,
              false,
              account.createdAt());
      if (!accounts.add(added, null)) {
        return accounts
            .findProvider(provider)
            .orElseThrow(() -> new AccountException("The account could not be made; try again."));
      }
    }
    log.atInfo().addKeyValue("account", added.id()).log("A provider's account was added");
    return added;
  }

  /** Gives roles, and the vendor that the account acts for. */
  public void setRoles(String by, Account account, Set<Role> roles, String party)
      throws AccountException {
    String checked = checkedParty(roles, party);
    if (!roles.contains(Role.ADMINISTRATOR)) {
      keepOneAdministrator(account);
    }
    accounts.setRoles(account.id(), roles, checked);
    log.atInfo()
        .addKeyValue("account", account.id())
        .addKeyValue("by", by)
        .addKeyValue("roles", roles)
        .log("Roles were changed");
  }

  /** Closes an account; its sessions end and its tokens stop working. */
  public void disable(String by, Account account) throws AccountException {
    keepOneAdministrator(account);
    accounts.setDisabled(account.id(), true);
    sessions.endAll(account.id());
    log.atInfo()
        .addKeyValue("account", account.id())
        .addKeyValue("by", by)
        .log("An account was disabled");
  }

  public void enable(String by, Account account) {
    accounts.setDisabled(account.id(), false);
    log.atInfo()
        .addKeyValue("account", account.id())
        .addKeyValue("by", by)
        .log("An account was enabled");
  }

  /** Gives a new one-time password; sessions end, and failed sign-ins are forgotten. */
  public Opened reset(String by, Account account) throws AccountException {
    if (account.provider() != null) {
      throw new AccountException(
          "This account signs in at the OpenID provider and has no password here.");
    }
    String password = passwords.oneTime();
    accounts.setPassword(account.id(), passwords.hash(password), clock.instant().plus(ONE_TIME));
    sessions.endAll(account.id());
    lockOut.succeeded(account.login());
    log.atInfo()
        .addKeyValue("account", account.id())
        .addKeyValue("by", by)
        .log("A password was reset");
    return new Opened(account, password);
  }

  /**
   * A person's own new password; every session of the account ends.
   *
   * @param current what they sign in with now
   */
  public void changePassword(Account account, String current, String wanted)
      throws AccountException {
    Optional<String> hash = accounts.password(account.id());
    if (!passwords.matches(current, hash)) {
      throw new AccountException("The current password is wrong.");
    }
    if (wanted.equals(current)) {
      throw new AccountException("Choose a password that is not the current one.");
    }
    set(account, wanted);
  }

  /**
   * The password of a person who signed in with a one-time password; every session of the account
   * ends.
   */
  public void choosePassword(Account account, String wanted) throws AccountException {
    if (!account.mustChangePassword()) {
      throw new AccountException("This account has a password of its own already.");
    }
    if (passwords.matches(wanted, accounts.password(account.id()))) {
      throw new AccountException("Choose a password that is not the one-time password.");
    }
    set(account, wanted);
  }

  private void set(Account account, String wanted) throws AccountException {
    Optional<String> objection = Passwords.objection(wanted, account.login());
    if (objection.isPresent()) {
      throw new AccountException(objection.get());
    }
    accounts.setPassword(account.id(), passwords.hash(wanted), null);
    sessions.endAll(account.id());
    log.atInfo().addKeyValue("account", account.id()).log("A password was changed");
  }

  private void keepOneAdministrator(Account account) throws AccountException {
    boolean another =
        accounts.list().stream()
            .anyMatch(
                a ->
                    !a.id().equals(account.id())
                        && !a.disabled()
                        && a.roles().contains(Role.ADMINISTRATOR));
    if (account.roles().contains(Role.ADMINISTRATOR) && !account.disabled() && !another) {
      throw new AccountException("This is the last administrator; make somebody else one first.");
    }
  }

  private static @Nullable String checkedParty(Set<Role> roles, String party)
      throws AccountException {
    String named = party.strip();
    if (named.isEmpty()) {
      if (roles.contains(Role.VENDOR)) {
        throw new AccountException(
            "A vendor's account needs its party: the name in the vendor's client certificate.");
      }
      return null;
    }
    try {
      return new PeerIdentity(PeerIdentity.Kind.VENDOR, named).id();
    } catch (IllegalArgumentException e) {
      throw new AccountException(
          "A party is the name in the vendor's client certificate: 1 to 64 letters, digits, dots,"
              + " hyphens or underscores.");
    }
  }

  private static String displayName(String typed, String otherwise) throws AccountException {
    String name = typed.strip();
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new AccountException("A name has at most 64 characters, without line breaks.");
    }
    return name.isEmpty() ? otherwise : name;
  }

  private String newId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
