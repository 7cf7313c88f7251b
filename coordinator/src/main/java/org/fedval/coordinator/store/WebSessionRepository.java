package org.fedval.coordinator.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.Account;
import org.fedval.crypto.primitive.Sha256Digest;

/** Signed-in browsers, by the hash of their cookie, so that every process knows them. */
public final class WebSessionRepository {
  private final Database database;

  public WebSessionRepository(Database database) {
    this.database = database;
  }

  /**
   * A signed-in browser.
   *
   * @param tokenHash of its cookie
   * @param usedAt its last request, some minutes old at most
   * @param expiresAt its end, whatever it does
   */
  public record StoredSession(
      Sha256Digest tokenHash,
      String accountId,
      Instant createdAt,
      Instant usedAt,
      Instant expiresAt) {}

  /** A session with the account as it is now. */
  public record Found(StoredSession session, Account account) {}

  public void add(StoredSession session) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO web_session (token_hash, account_id, created_at, used_at,"
                            + " expires_at) VALUES (:hash, :account, :created, :used, :expires)")
                    .bind("hash", session.tokenHash().toByteArray())
                    .bind("account", session.accountId())
                    .bind("created", session.createdAt().toEpochMilli())
                    .bind("used", session.usedAt().toEpochMilli())
                    .bind("expires", session.expiresAt().toEpochMilli())
                    .execute());
  }

  /** The session that is open at that moment and was used after the other. */
  public Optional<Found> find(Sha256Digest tokenHash, Instant now, Instant usedAfter) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT a.*, s.used_at AS s_used, s.created_at AS s_created,"
                            + " s.expires_at AS s_expires FROM web_session s"
                            + " JOIN account a ON a.account_id = s.account_id"
                            + " WHERE s.token_hash = :hash AND s.expires_at > :now"
                            + " AND s.used_at > :after AND a.disabled = 0")
                    .bind("hash", tokenHash.toByteArray())
                    .bind("now", now.toEpochMilli())
                    .bind("after", usedAfter.toEpochMilli())
                    .map(
                        (row, ctx) -> {
                          Account account = AccountRepository.row(row, ctx);
                          return new Found(
                              new StoredSession(
                                  tokenHash,
                                  account.id(),
                                  Instant.ofEpochMilli(row.getLong("s_created")),
                                  Instant.ofEpochMilli(row.getLong("s_used")),
                                  Instant.ofEpochMilli(row.getLong("s_expires"))),
                              account);
                        })
                    .findOne());
  }

  /** Notes a request. */
  public void touch(Sha256Digest tokenHash, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("UPDATE web_session SET used_at = :now WHERE token_hash = :hash")
                    .bind("now", now.toEpochMilli())
                    .bind("hash", tokenHash.toByteArray())
                    .execute());
  }

  /** The sessions of an account that are open, newest first. */
  public List<StoredSession> list(String accountId, Instant now, Duration idle) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT * FROM web_session WHERE account_id = :account"
                            + " AND expires_at > :now AND used_at > :after"
                            + " ORDER BY used_at DESC")
                    .bind("account", accountId)
                    .bind("now", now.toEpochMilli())
                    .bind("after", now.minus(idle).toEpochMilli())
                    .map(
                        (row, ctx) ->
                            new StoredSession(
                                Sha256Digest.of(row.getBytes("token_hash")),
                                accountId,
                                Instant.ofEpochMilli(row.getLong("created_at")),
                                Instant.ofEpochMilli(row.getLong("used_at")),
                                Instant.ofEpochMilli(row.getLong("expires_at"))))
                    .list());
  }

  public void remove(Sha256Digest tokenHash) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("DELETE FROM web_session WHERE token_hash = :hash")
                    .bind("hash", tokenHash.toByteArray())
                    .execute());
  }

  /** Ends every session of an account. */
  public void removeAll(String accountId) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("DELETE FROM web_session WHERE account_id = :account")
                    .bind("account", accountId)
                    .execute());
  }

  /** Forgets sessions that are over. */
  public void removeOver(Instant now, Duration idle) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "DELETE FROM web_session WHERE expires_at <= :now OR used_at <= :after")
                    .bind("now", now.toEpochMilli())
                    .bind("after", now.minus(idle).toEpochMilli())
                    .execute());
  }
}
