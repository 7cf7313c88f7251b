package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jdbi.v3.core.Handle;

/** Manifest, description and key wraps of each study's bundle; the key itself is never here. */
public final class SealedBundleRepository {
  private final Database database;

  public SealedBundleRepository(Database database) {
    this.database = database;
  }

  /**
   * What everybody may know of a bundle.
   *
   * @param manifest with the model owner's signature
   * @param countersignature the coordinator's, over the same body
   * @param description the exact bytes that the manifest names
   */
  public record PublicParts(SignedBody manifest, Octets countersignature, Octets description) {}

  /** Stores a study's bundle with the wraps by site id; the study itself is stored after it. */
  public void add(byte[] study, PublicParts parts, Map<String, SignedBody> wraps) {
    database.logged(
        LogEvent.BUNDLE_MANIFEST,
        SigInput.OUTSIDE,
        parts.manifest().hash(),
        () -> store(study, parts, wraps));
  }

  private void store(byte[] study, PublicParts parts, Map<String, SignedBody> wraps) {
    database.change(
        h -> {
          h.createUpdate(
                  "INSERT INTO sealed_bundle (study, manifest, owner_sig, ck_sig,"
                      + " description) VALUES (:study, :manifest, :owner, :ck, :description)"
                      + " ON CONFLICT (study) DO UPDATE SET manifest = :manifest,"
                      + " owner_sig = :owner, ck_sig = :ck, description = :description")
              .bind("study", study)
              .bind("manifest", parts.manifest().body())
              .bind("owner", parts.manifest().signature())
              .bind("ck", parts.countersignature().toByteArray())
              .bind("description", parts.description().toByteArray())
              .execute();
          wraps.forEach((site, wrap) -> addWrap(h, study, site, wrap));
        });
  }

  public Optional<PublicParts> find(byte[] study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM sealed_bundle WHERE study = :study")
                    .bind("study", study)
                    .map(
                        (row, context) ->
                            new PublicParts(
                                SignedRow.read(row, "manifest", "owner_sig"),
                                Octets.of(row.getBytes("ck_sig")),
                                Octets.of(row.getBytes("description"))))
                    .findOne());
  }

  /** The wrap of one site, marked as released; the first time stays. */
  public Optional<SignedBody> release(byte[] study, String siteId, Instant now) {
    boolean unused =
        database.logged(
            LogEvent.WRAP_ISSUED,
            Sha256Digest.ZERO,
            SigInput.OUTSIDE,
            index ->
                mark(study, siteId, now) == 0
                    ? Optional.empty()
                    : wrap(study, siteId).map(SignedBody::hash));
    return wrap(study, siteId);
  }

  private int mark(byte[] study, String siteId, Instant now) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createUpdate(
                        "UPDATE model_wrap SET released_at = :now"
                            + " WHERE study = :study AND site_id = :site AND released_at IS NULL")
                    .bind("now", now.toEpochMilli())
                    .bind("study", study)
                    .bind("site", siteId)
                    .execute());
  }

  private Optional<SignedBody> wrap(byte[] study, String siteId) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT body, sig FROM model_wrap WHERE study = :study AND site_id = :site")
                    .bind("study", study)
                    .bind("site", siteId)
                    .map((row, context) -> SignedRow.read(row, "body", "sig"))
                    .findOne());
  }

  /** Removes the boxes of a study that is over; who got one stays written. */
  public void removeWraps(byte[] study) {
    database.change(
        h -> {
          h.createUpdate("DELETE FROM model_wrap WHERE study = :study AND released_at IS NULL")
              .bind("study", study)
              .execute();
          h.createUpdate("UPDATE model_wrap SET body = :none, sig = :none WHERE study = :study")
              .bind("none", new byte[0])
              .bind("study", study)
              .execute();
        });
  }

  /** Who got the key, by site id, with the first time. */
  public Map<String, Instant> released(byte[] study) {
    Map<String, Instant> released = new TreeMap<>();
    database
        .jdbi()
        .useHandle(
            h ->
                h.createQuery(
                        "SELECT site_id, released_at FROM model_wrap"
                            + " WHERE study = :study AND released_at IS NOT NULL")
                    .bind("study", study)
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getString("site_id"),
                                Instant.ofEpochMilli(row.getLong("released_at"))))
                    .forEach(e -> released.put(e.getKey(), e.getValue())));
    return released;
  }

  private static void addWrap(Handle h, byte[] study, String siteId, SignedBody wrap) {
    h.createUpdate(
            "INSERT INTO model_wrap (study, site_id, body, sig, released_at)"
                + " VALUES (:study, :site, :body, :sig, NULL)"
                + " ON CONFLICT (study, site_id) DO UPDATE SET body = :body, sig = :sig,"
                + " released_at = NULL")
        .bind("study", study)
        .bind("site", siteId)
        .bind("body", wrap.body())
        .bind("sig", wrap.signature())
        .execute();
  }
}
