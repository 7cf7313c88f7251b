package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What is known of a site's agent and certificate; signs of life, never a count. */
public final class SiteLifeRepository {
  private final Database database;

  public SiteLifeRepository(Database database) {
    this.database = database;
  }

  /**
   * One site's; null where nothing is known.
   *
   * @param enrolled when it enrolled first
   * @param certificateEnds end of the certificate that was issued last
   * @param agentVersion what its agent said last
   * @param seen last sign of life, to the minute
   */
  public record Life(
      Instant enrolled,
      @Nullable Instant certificateEnds,
      @Nullable String agentVersion,
      @Nullable Instant seen) {}

  /** A site that was taken out. */
  public record RevokedSite(String siteId, String organisation, Instant at) {}

  /** A certificate was issued that ends then. */
  public void certified(String siteId, Instant ends) {
    update("certificate_ends = :value", siteId, ends.toEpochMilli());
  }

  /** The site's agent is there. */
  public void seen(String siteId, Instant now) {
    update("seen_at = :value", siteId, now.toEpochMilli());
  }

  /** The site's agent attached and said this. */
  public void runs(String siteId, @Nullable String version) {
    update("agent_version = :value", siteId, version);
  }

  private void update(String column, String siteId, @Nullable Object value) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("UPDATE site SET " + column + " WHERE site_id = :site")
                    .bind("value", value)
                    .bind("site", siteId)
                    .execute());
  }

  /** By site id. */
  public Map<String, Life> all() {
    Map<String, Life> lives = new HashMap<>();
    database
        .jdbi()
        .useHandle(
            h ->
                h.createQuery(
                        "SELECT site_id, enrolled_at, certificate_ends, agent_version, seen_at"
                            + " FROM site")
                    .map(
                        (row, ctx) -> {
                          lives.put(row.getString("site_id"), life(row));
                          return true;
                        })
                    .forEach(put -> {}));
    return Map.copyOf(lives);
  }

  private static Life life(ResultSet row) throws SQLException {
    return new Life(
        Instant.ofEpochMilli(row.getLong("enrolled_at")),
        instant(row, "certificate_ends"),
        row.getString("agent_version"),
        instant(row, "seen_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** Revoked sites, the latest first. */
  public List<RevokedSite> revoked() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT site_id, organisation, revoked_at FROM revoked_site"
                            + " ORDER BY revoked_at DESC, site_id")
                    .map(SiteLifeRepository::revokedSite)
                    .list());
  }

  private static RevokedSite revokedSite(ResultSet row, StatementContext context)
      throws SQLException {
    return new RevokedSite(
        row.getString("site_id"),
        row.getString("organisation"),
        Instant.ofEpochMilli(row.getLong("revoked_at")));
  }
}
