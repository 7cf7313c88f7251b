package org.fedval.coordinator.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;

/** Published roster versions and the sites' approvals of them. */
public final class RosterRepository {
  private static final int READY = 16;

  private final Database database;
  private final Map<Sha256Digest, Roster> ready = new LinkedHashMap<>(READY, 0.75f, true);

  public RosterRepository(Database database) {
    this.database = database;
  }

  /**
   * The roster that such a body holds. Those read last are kept: decoding checks every member's
   * key, which is too slow to be done for each site of a large roster anew. Thread-safe.
   */
  public Roster decoded(SignedBody signed) {
    synchronized (ready) {
      Roster roster = ready.computeIfAbsent(signed.hash(), hash -> Roster.decode(signed.body()));
      if (ready.size() > READY) {
        ready.remove(ready.keySet().iterator().next());
      }
      return roster;
    }
  }

  /** The highest version of any roster, the one that new studies use. */
  public Optional<SignedBody> current() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT body, sig FROM roster ORDER BY version DESC LIMIT 1")
                    .map((row, ctx) -> SignedRow.read(row, "body", "sig"))
                    .findOne());
  }

  public Optional<SignedBody> find(byte[] hash) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT body, sig FROM roster WHERE hash = :hash")
                    .bind("hash", hash)
                    .map((row, ctx) -> SignedRow.read(row, "body", "sig"))
                    .findOne());
  }

  /** All versions, the newest first. */
  public List<SignedBody> list() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT body, sig FROM roster ORDER BY version DESC")
                    .map((row, ctx) -> SignedRow.read(row, "body", "sig"))
                    .list());
  }

  /** The version that a new roster gets: one more than any before it. */
  public long nextVersion() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT COALESCE(MAX(version), 0) + 1 FROM roster")
                    .mapTo(Long.class)
                    .one());
  }

  public void add(String rosterId, long version, byte[] hash, SignedBody roster) {
    database.logged(
        LogEvent.ROSTER_VERSION,
        SigInput.COORDINATOR,
        Sha256Digest.of(hash),
        () -> insert(rosterId, version, hash, roster));
  }

  private void insert(String rosterId, long version, byte[] hash, SignedBody roster) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO roster (roster_id, version, hash, body, sig)"
                            + " VALUES (:id, :version, :hash, :body, :sig)")
                    .bind("id", rosterId)
                    .bind("version", version)
                    .bind("hash", hash)
                    .bind("body", roster.body())
                    .bind("sig", roster.signature())
                    .execute());
  }

  /** Stores an approval; a second one of the same site changes nothing. */
  public void approve(byte[] rosterHash, String siteId, SignedBody approval) {
    boolean unused =
        database.logged(
            LogEvent.ROSTER_APPROVED,
            Sha256Digest.ZERO,
            SigInput.OUTSIDE,
            index ->
                insertApproval(rosterHash, siteId, approval) == 0
                    ? Optional.empty()
                    : Optional.of(approval.hash()));
  }

  private int insertApproval(byte[] rosterHash, String siteId, SignedBody approval) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO roster_approval (roster_hash, site_id, body, sig)"
                            + " VALUES (:hash, :site, :body, :sig)"
                            + " ON CONFLICT (roster_hash, site_id) DO NOTHING")
                    .bind("hash", rosterHash)
                    .bind("site", siteId)
                    .bind("body", approval.body())
                    .bind("sig", approval.signature())
                    .execute());
  }

  public Set<String> approvedBy(byte[] rosterHash) {
    return Set.copyOf(
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT site_id FROM roster_approval WHERE roster_hash = :hash")
                        .bind("hash", rosterHash)
                        .mapTo(String.class)
                        .list()));
  }
}
