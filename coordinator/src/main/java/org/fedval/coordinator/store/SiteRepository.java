package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Enrolled sites, each with the signed body that it enrolled with. */
public final class SiteRepository {
  private static final String COLUMNS =
      "SELECT site_id, organisation, identity_key, enrol_body, enrol_sig FROM site";

  private final Database database;

  public SiteRepository(Database database) {
    this.database = database;
  }

  /** A site as enrolled. */
  public record EnrolledSite(
      String siteId, String organisation, byte[] identityKey, SignedBody enrolment) {}

  /**
   * Burns the token and stores the site in one transaction.
   *
   * @return false when the token had been used in the meantime; nothing is stored then
   */
  public boolean enrol(byte[] tokenHash, EnrolledSite site, Instant now) {
    return database.logged(
        LogEvent.TOKEN_USED,
        Sha256Digest.ZERO,
        SigInput.OUTSIDE,
        index ->
            burnAndStore(tokenHash, site, now)
                ? Optional.of(site.enrolment().hash())
                : Optional.empty());
  }

  private boolean burnAndStore(byte[] tokenHash, EnrolledSite site, Instant now) {
    return database.write(
        h -> {
          if (burn(h, tokenHash, now) == 0) {
            return false;
          }
          h.createUpdate(
                  "INSERT INTO site (site_id, organisation, identity_key, enrol_body,"
                      + " enrol_sig, enrolled_at) VALUES (:site, :org, :key, :body, :sig, :now)")
              .bind("site", site.siteId())
              .bind("org", site.organisation())
              .bind("key", site.identityKey())
              .bind("body", site.enrolment().body())
              .bind("sig", site.enrolment().signature())
              .bind("now", now.toEpochMilli())
              .execute();
          return true;
        });
  }

  /** 1 when the token was burnt just now, 0 when it had been used before. */
  static int burn(Handle h, byte[] tokenHash, Instant now) {
    return h.createUpdate(
            "UPDATE enrolment_token SET used_at = :now"
                + " WHERE token_hash = :hash AND used_at IS NULL")
        .bind("now", now.toEpochMilli())
        .bind("hash", tokenHash)
        .execute();
  }

  public Optional<EnrolledSite> find(String siteId) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(COLUMNS + " WHERE site_id = :site")
                    .bind("site", siteId)
                    .map(SiteRepository::row)
                    .findOne());
  }

  /** True when another site than this has the organisation's name. */
  public boolean isOrganisationOfAnother(String organisation, String siteId) {
    return list().stream()
        .anyMatch(s -> s.organisation().equals(organisation) && !s.siteId().equals(siteId));
  }

  /** True when a site with this identity key is enrolled. */
  public boolean hasIdentity(byte[] identityKey) {
    return list().stream().anyMatch(s -> Arrays.equals(s.identityKey(), identityKey));
  }

  /** All sites in ascending order of their id. */
  public List<EnrolledSite> list() {
    return database
        .jdbi()
        .withHandle(
            h -> h.createQuery(COLUMNS + " ORDER BY site_id").map(SiteRepository::row).list());
  }

  private static EnrolledSite row(ResultSet row, StatementContext context) throws SQLException {
    return new EnrolledSite(
        row.getString("site_id"),
        row.getString("organisation"),
        row.getBytes("identity_key"),
        SignedRow.read(row, "enrol_body", "enrol_sig"));
  }
}
