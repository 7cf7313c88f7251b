package org.fedval.coordinator.store;

import java.util.List;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.SignedBody;

/** What endorsing offices signed, to be forwarded; sites check it. */
public final class EndorsementRepository {
  private static final int KEPT_OF_A_SITE = 4;

  private final Database database;

  public EndorsementRepository(Database database) {
    this.database = database;
  }

  /** Stores an endorsement; of one site the four that last longest are kept. */
  public void add(Endorsement endorsement, SignedBody signed) {
    database.change(
        h -> {
          h.createUpdate(
                  "INSERT INTO endorsement (hash, site_id, expires, body, sig)"
                      + " VALUES (:hash, :site, :expires, :body, :sig)"
                      + " ON CONFLICT (hash) DO UPDATE SET sig = :sig")
              .bind("hash", signed.hash().toByteArray())
              .bind("site", endorsement.siteId())
              .bind("expires", endorsement.expires())
              .bind("body", signed.body())
              .bind("sig", signed.signature())
              .execute();
          h.createUpdate(
                  "DELETE FROM endorsement WHERE site_id = :site AND hash NOT IN (SELECT hash"
                      + " FROM endorsement WHERE site_id = :site ORDER BY expires DESC"
                      + " LIMIT :kept)")
              .bind("site", endorsement.siteId())
              .bind("kept", KEPT_OF_A_SITE)
              .execute();
        });
  }

  /** All endorsements in ascending order of the site's id. */
  public List<SignedBody> list() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT body, sig FROM endorsement ORDER BY site_id, hash")
                    .map((row, ctx) -> SignedRow.read(row, "body", "sig"))
                    .list());
  }
}
