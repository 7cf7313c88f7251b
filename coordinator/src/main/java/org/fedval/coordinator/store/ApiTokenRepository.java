package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Scope;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/** API tokens, stored as hashes only. */
public final class ApiTokenRepository {
  private final Database database;

  public ApiTokenRepository(Database database) {
    this.database = database;
  }

  /**
   * A token as its owner sees it.
   *
   * @param id random; names the token in forms, and opens nothing
   * @param usedAt null when never used
   */
  public record StoredToken(
      String id,
      String accountId,
      String name,
      Set<Scope> scopes,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant usedAt) {
    public StoredToken {
      scopes = Set.copyOf(scopes);
    }
  }

  /** A token with the account as it is now. */
  public record Found(StoredToken token, Account account) {}

  public void add(Sha256Digest hash, StoredToken token) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO api_token (token_hash, token_id, account_id, name, scopes,"
                            + " created_at, expires_at) VALUES (:hash, :id, :account, :name,"
                            + " :scopes, :created, :expires)")
                    .bind("hash", hash.toByteArray())
                    .bind("id", token.id())
                    .bind("account", token.accountId())
                    .bind("name", token.name())
                    .bind("scopes", AccountRepository.text(token.scopes()))
                    .bind("created", token.createdAt().toEpochMilli())
                    .bind("expires", token.expiresAt().toEpochMilli())
                    .execute());
  }

  /** The token that is good at that moment. */
  public Optional<Found> find(Sha256Digest hash, Instant now) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT a.*, t.token_id, t.name AS t_name, t.scopes AS t_scopes,"
                            + " t.created_at AS t_created, t.expires_at AS t_expires,"
                            + " t.used_at AS t_used FROM api_token t"
                            + " JOIN account a ON a.account_id = t.account_id"
                            + " WHERE t.token_hash = :hash AND t.expires_at > :now"
                            + " AND a.disabled = 0")
                    .bind("hash", hash.toByteArray())
                    .bind("now", now.toEpochMilli())
                    .map((row, ctx) -> new Found(row(row), AccountRepository.row(row, ctx)))
                    .findOne());
  }

  /** The tokens of an account, newest first, those that ran out too. */
  public List<StoredToken> list(String accountId) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT token_id, account_id, name AS t_name, scopes AS t_scopes,"
                            + " created_at AS t_created, expires_at AS t_expires,"
                            + " used_at AS t_used FROM api_token"
                            + " WHERE account_id = :account ORDER BY created_at DESC, token_id")
                    .bind("account", accountId)
                    .map((row, ctx) -> row(row))
                    .list());
  }

  /** Notes a use. */
  public void touch(String id, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("UPDATE api_token SET used_at = :now WHERE token_id = :id")
                    .bind("now", now.toEpochMilli())
                    .bind("id", id)
                    .execute());
  }

  /** Revokes a token of that account; false when it has none of this id. */
  public boolean remove(String accountId, String id) {
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(
                            "DELETE FROM api_token"
                                + " WHERE token_id = :id AND account_id = :account")
                        .bind("id", id)
                        .bind("account", accountId)
                        .execute())
        == 1;
  }

  private static StoredToken row(ResultSet row) throws SQLException {
    long used = row.getLong("t_used");
    Instant usedAt = row.wasNull() ? null : Instant.ofEpochMilli(used);
    return new StoredToken(
        row.getString("token_id"),
        row.getString("account_id"),
        row.getString("t_name"),
        AccountRepository.set(row.getString("t_scopes"), Scope.class),
        Instant.ofEpochMilli(row.getLong("t_created")),
        Instant.ofEpochMilli(row.getLong("t_expires")),
        usedAt);
  }
}
