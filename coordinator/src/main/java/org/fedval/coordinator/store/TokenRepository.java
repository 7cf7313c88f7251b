package org.fedval.coordinator.store;

import java.time.Instant;
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
