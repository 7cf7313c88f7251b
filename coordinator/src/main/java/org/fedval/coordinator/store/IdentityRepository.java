package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.IdentityRotation;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.jdbi.v3.core.Handle;

/** What changes an enrolled site's identity: renewals, new keys, revocations. */
public final class IdentityRepository {
  private final Database database;

  public IdentityRepository(Database database) {
    this.database = database;
  }

  /** Burns the token and stores the site's newest request; false when the token had been used. */
  public boolean enrolAgain(
      byte[] tokenHash, String siteId, String organisation, SignedBody request, Instant now) {
    return database.logged(
        LogEvent.TOKEN_USED,
        Sha256Digest.ZERO,
        SigInput.OUTSIDE,
        index ->
            burnAgain(tokenHash, siteId, organisation, request, now)
                ? Optional.of(request.hash())
                : Optional.empty());
  }

  private boolean burnAgain(
      byte[] tokenHash, String siteId, String organisation, SignedBody request, Instant now) {
    return database.write(
        h -> {
          if (SiteRepository.burn(h, tokenHash, now) == 0) {
            return false;
          }
          h.createUpdate("UPDATE site SET organisation = :org WHERE site_id = :site")
              .bind("org", organisation)
              .bind("site", siteId)
              .execute();
          keepRequest(h, siteId, request);
          return true;
        });
  }

  /** Keeps the request that the site's newest certificate was issued for. */
  public void renewed(String siteId, SignedBody request) {
    database.logged(
        LogEvent.CERTIFICATE_RENEWED,
        SigInput.OUTSIDE,
        request.hash(),
        () -> database.jdbi().useHandle(h -> keepRequest(h, siteId, request)));
  }

  /** Keeps when the site's newest certificate ends. */
  public void certified(String siteId, Instant ends) {
    new SiteLifeRepository(database).certified(siteId, ends);
  }

  /** Stores a rotation and makes its new key the site's, in one transaction. */
  public void rotate(IdentityRotation rotation, SignedRotation signed, Instant now) {
    database.logged(
        LogEvent.IDENTITY_ROTATED,
        SigInput.OUTSIDE,
        signed.byOld().hash(),
        () -> store(rotation, signed, now));
  }

  private void store(IdentityRotation rotation, SignedRotation signed, Instant now) {
    database.change(
        h -> {
          h.createUpdate(
                  "INSERT INTO identity_rotation (old_key, new_key, site_id, body, old_sig,"
                      + " new_sig, at, seq) VALUES (:old, :new, :site, :body, :oldSig,"
                      + " :newSig, :at,"
                      + " (SELECT COALESCE(MAX(seq), 0) + 1 FROM identity_rotation))")
              .bind("old", rotation.oldKey().toByteArray())
              .bind("new", rotation.newKey().toByteArray())
              .bind("site", rotation.siteId())
              .bind("body", signed.byOld().body())
              .bind("oldSig", signed.byOld().signature())
              .bind("newSig", signed.byNew().signature())
              .bind("at", now.toEpochMilli())
              .execute();
          h.createUpdate("UPDATE site SET identity_key = :key WHERE site_id = :site")
              .bind("key", rotation.newKey().toByteArray())
              .bind("site", rotation.siteId())
              .execute();
        });
  }

  /** All rotations, the oldest first. */
  public List<SignedRotation> rotations() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT body, old_sig, new_sig FROM identity_rotation ORDER BY at, seq")
                    .map(
                        (row, ctx) ->
                            SignedRotation.of(
                                row.getBytes("body"),
                                Octets.of(row.getBytes("old_sig")),
                                Octets.of(row.getBytes("new_sig"))))
                    .list());
  }

  /** Takes a site out of the enrolled ones; false when there is none of this id. */
  public boolean revoke(String siteId, Instant now) {
    return database.logged(
        LogEvent.SITE_REVOKED,
        Sha256Digest.ZERO,
        SigInput.COORDINATOR,
        index ->
            remove(siteId, now)
                ? Optional.of(FvcWriter.labelled("RevokedSite").text(siteId).hash())
                : Optional.empty());
  }

  private boolean remove(String siteId, Instant now) {
    return database.write(
        h -> {
          h.createUpdate(
                  "INSERT INTO revoked_site (site_id, organisation, identity_key, revoked_at)"
                      + " SELECT site_id, organisation, identity_key, :now FROM site"
                      + " WHERE site_id = :site")
              .bind("now", now.toEpochMilli())
              .bind("site", siteId)
              .execute();
          return h.createUpdate("DELETE FROM site WHERE site_id = :site")
                  .bind("site", siteId)
                  .execute()
              == 1;
        });
  }

  /** Ids of revoked sites in ascending order. */
  public List<String> revoked() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT site_id FROM revoked_site ORDER BY site_id")
                    .mapTo(String.class)
                    .list());
  }

  /**
   * True for the key of a revoked site, or one that a site gave up: neither may be enrolled again.
   */
  public boolean isSpent(byte[] identityKey) {
    Optional<byte[]> found =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            "SELECT identity_key FROM revoked_site WHERE identity_key = :key"
                                + " UNION SELECT old_key FROM identity_rotation"
                                + " WHERE old_key = :key")
                        .bind("key", identityKey)
                        .mapTo(byte[].class)
                        .findFirst());
    return found.filter(key -> Arrays.equals(key, identityKey)).isPresent();
  }

  private static void keepRequest(Handle h, String siteId, SignedBody request) {
    h.createUpdate("UPDATE site SET enrol_body = :body, enrol_sig = :sig WHERE site_id = :site")
        .bind("body", request.body())
        .bind("sig", request.signature())
        .bind("site", siteId)
        .execute();
  }
}
