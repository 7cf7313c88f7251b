package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.access.Account;
import org.fedval.crypto.primitive.Sha256Digest;

/** Whose a study is and who else may read it. */
public final class MembershipRepository {
  private final Database database;

  public MembershipRepository(Database database) {
    this.database = database;
  }

  /** The vendor that submitted the study; empty when it is from before this was kept. */
  public Optional<String> party(Sha256Digest study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT party FROM study_party WHERE study = :study")
                    .bind("study", study.toByteArray())
                    .mapTo(String.class)
                    .findOne());
  }

  /** Says whose a study is, once; false when that is known already. */
  public boolean assign(Sha256Digest study, String party) {
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(
                            "INSERT INTO study_party (study, party) VALUES (:study, :party)"
                                + " ON CONFLICT DO NOTHING")
                        .bind("study", study.toByteArray())
                        .bind("party", party)
                        .execute())
        == 1;
  }

  public boolean isMember(Sha256Digest study, String accountId) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT 1 FROM study_member"
                            + " WHERE study = :study AND account_id = :account")
                    .bind("study", study.toByteArray())
                    .bind("account", accountId)
                    .mapTo(Long.class)
                    .findOne()
                    .isPresent());
  }

  /** The accounts that were made members, by sign-in name. */
  public List<Account> members(Sha256Digest study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT a.* FROM study_member m"
                            + " JOIN account a ON a.account_id = m.account_id"
                            + " WHERE m.study = :study ORDER BY a.login")
                    .bind("study", study.toByteArray())
                    .map(AccountRepository::row)
                    .list());
  }

  /** Makes an account a member; once is enough. */
  public void add(Sha256Digest study, String accountId, String addedBy, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO study_member (study, account_id, added_by, at)"
                            + " VALUES (:study, :account, :by, :now) ON CONFLICT DO NOTHING")
                    .bind("study", study.toByteArray())
                    .bind("account", accountId)
                    .bind("by", addedBy)
                    .bind("now", now.toEpochMilli())
                    .execute());
  }

  public void remove(Sha256Digest study, String accountId) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "DELETE FROM study_member"
                            + " WHERE study = :study AND account_id = :account")
                    .bind("study", study.toByteArray())
                    .bind("account", accountId)
                    .execute());
  }

  /** The studies of a vendor. */
  public Set<Sha256Digest> ofParty(String party) {
    return studies("SELECT study FROM study_party WHERE party = :value", party);
  }

  /** The studies that an account was made a member of. */
  public Set<Sha256Digest> ofMember(String accountId) {
    return studies("SELECT study FROM study_member WHERE account_id = :value", accountId);
  }

  private Set<Sha256Digest> studies(String query, String value) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h
                    .createQuery(query)
                    .bind("value", value)
                    .map((row, ctx) -> Sha256Digest.of(row.getBytes("study")))
                    .stream()
                    .collect(Collectors.toUnmodifiableSet()));
  }
}
