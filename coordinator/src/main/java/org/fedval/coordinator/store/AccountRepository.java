package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts and the hashes of their passwords. */
public final class AccountRepository {
  private final Database database;

  public AccountRepository(Database database) {
    this.database = database;
  }

  /**
   * Stores a new account.
   *
   * @param password its hash; null for an account of a provider
   * @return false when its sign-in name or its name at the provider is taken
   */
  public boolean add(Account account, @Nullable String password) {
    Account.Provider provider = account.provider();
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(
                            "INSERT INTO account (account_id, login, name, roles, party, password,"
                                + " one_time_until, disabled, issuer, subject, created_at) VALUES"
                                + " (:id, :login, :name, :roles, :party, :password, :until,"
                                + " :disabled, :issuer, :subject, :now) ON CONFLICT DO NOTHING")
                        .bind("id", account.id())
                        .bind("login", account.login())
                        .bind("name", account.name())
                        .bind("roles", text(account.roles()))
                        .bind("party", account.party())
                        .bind("password", password)
                        .bind("until", millis(account.oneTimeUntil()))
                        .bind("disabled", account.disabled() ? 1L : 0L)
                        .bind("issuer", provider == null ? null : provider.issuer())
                        .bind("subject", provider == null ? null : provider.subject())
                        .bind("now", account.createdAt().toEpochMilli())
                        .execute())
        == 1;
  }

  /** All accounts by sign-in name. */
  public List<Account> list() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM account ORDER BY login")
                    .map(AccountRepository::row)
                    .list());
  }

  public Optional<Account> find(String id) {
    return findBy("account_id", id);
  }

  public Optional<Account> findLogin(String login) {
    return findBy("login", login);
  }

  private Optional<Account> findBy(String column, String value) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM account WHERE " + column + " = :value")
                    .bind("value", value)
                    .map(AccountRepository::row)
                    .findOne());
  }

  public Optional<Account> findProvider(Account.Provider provider) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM account WHERE issuer = :issuer AND subject = :subject")
                    .bind("issuer", provider.issuer())
                    .bind("subject", provider.subject())
                    .map(AccountRepository::row)
                    .findOne());
  }

  /** The hash of the password; empty when there is none. */
  public Optional<String> password(String id) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT password FROM account"
                            + " WHERE account_id = :id AND password IS NOT NULL")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne());
  }

  /**
   * Gives a new password.
   *
   * @param oneTimeUntil null when it is the person's own
   */
  public void setPassword(String id, String password, @Nullable Instant oneTimeUntil) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "UPDATE account SET password = :password, one_time_until = :until"
                            + " WHERE account_id = :id")
                    .bind("password", password)
                    .bind("until", millis(oneTimeUntil))
                    .bind("id", id)
                    .execute());
  }

  public void setRoles(String id, Set<Role> roles, @Nullable String party) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "UPDATE account SET roles = :roles, party = :party WHERE account_id = :id")
                    .bind("roles", text(roles))
                    .bind("party", party)
                    .bind("id", id)
                    .execute());
  }

  public void setDisabled(String id, boolean disabled) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("UPDATE account SET disabled = :disabled WHERE account_id = :id")
                    .bind("disabled", disabled ? 1L : 0L)
                    .bind("id", id)
                    .execute());
  }

  static Account row(ResultSet row, StatementContext context) throws SQLException {
    String issuer = row.getString("issuer");
    long until = row.getLong("one_time_until");
    Instant oneTimeUntil = row.wasNull() ? null : Instant.ofEpochMilli(until);
    return new Account(
        row.getString("account_id"),
        row.getString("login"),
        row.getString("name"),
        set(row.getString("roles"), Role.class),
        row.getString("party"),
        issuer == null ? null : new Account.Provider(issuer, row.getString("subject")),
        oneTimeUntil,
        row.getLong("disabled") != 0,
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  static String text(Collection<? extends Enum<?>> values) {
    return values.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
  }

  static <E extends Enum<E>> Set<E> set(String text, Class<E> type) {
    Set<E> values = EnumSet.noneOf(type);
    for (String name : text.split(",", -1)) {
      if (!name.isEmpty()) {
        values.add(Enum.valueOf(type, name));
      }
    }
    return values;
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
