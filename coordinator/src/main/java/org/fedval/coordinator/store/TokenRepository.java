package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;

/** Enrolment tokens, stored as hashes only. */
public final class TokenRepository {
  private final Database database;

  public TokenRepository(Database database) {
    this.database = database;
  }

  /** A token as stored; {@code used} once it has been burnt. */
  public record StoredToken(String siteId, Instant expiresAt, boolean used) {}

  public void add(byte[] tokenHash, String siteId, Instant expiresAt) {
    database.logged(
        LogEvent.TOKEN_ISSUED,
        SigInput.COORDINATOR,
        Sha256Digest.of(tokenHash),
        () ->
            database
                .jdbi()
                .useHandle(
                    h ->
                        h.createUpdate(
                                "INSERT INTO enrolment_token (token_hash, site_id, expires_at)"
                                    + " VALUES (:hash, :site, :expires)")
                            .bind("hash", tokenHash)
                            .bind("site", siteId)
                            .bind("expires", expiresAt.toEpochMilli())
                            .execute()));
  }

  /**
   * A token that nobody has used.
   *
   * @param hash SHA-256 of its secret
   */
  public record OpenToken(Sha256Digest hash, String siteId, Instant expiresAt) {}

  /** Tokens that can still be used, the first to expire first. */
  public List<OpenToken> open(Instant now) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT token_hash, site_id, expires_at FROM enrolment_token"
                            + " WHERE used_at IS NULL AND expires_at > :now"
                            + " ORDER BY expires_at, site_id")
                    .bind("now", now.toEpochMilli())
                    .map(
                        (row, ctx) ->
                            new OpenToken(
                                Sha256Digest.of(row.getBytes("token_hash")),
                                row.getString("site_id"),
                                Instant.ofEpochMilli(row.getLong("expires_at"))))
                    .list());
  }

  /** Takes a token back; false when it was used before, or there is none. */
  public boolean withdraw(Sha256Digest tokenHash) {
    return database.logged(
        LogEvent.TOKEN_WITHDRAWN,
        Sha256Digest.ZERO,
        SigInput.COORDINATOR,
        index -> remove(tokenHash) ? Optional.of(tokenHash) : Optional.empty());
  }

  private boolean remove(Sha256Digest tokenHash) {
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(
                            "DELETE FROM enrolment_token"
                                + " WHERE token_hash = :hash AND used_at IS NULL")
                        .bind("hash", tokenHash.toByteArray())
                        .execute())
        == 1;
  }

  public Optional<StoredToken> find(byte[] tokenHash) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT site_id, expires_at, used_at FROM enrolment_token"
                            + " WHERE token_hash = :hash")
                    .bind("hash", tokenHash)
                    .map(
                        (row, ctx) ->
                            new StoredToken(
                                row.getString("site_id"),
                                Instant.ofEpochMilli(row.getLong("expires_at")),
                                row.getObject("used_at") != null))
                    .findOne());
  }
}
