package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Plans in the making; nobody but the account that made one gets at it. */
public final class DraftRepository {
  /** More are refused. */
  public static final int MAX_OF_AN_ACCOUNT = 50;

  private static final String OF_ACCOUNT = " WHERE account = :account";

  private final Database database;

  public DraftRepository(Database database) {
    this.database = database;
  }

  /**
   * One draft; its texts need not be valid.
   *
   * @param id unguessable
   * @param plan YAML of a study plan
   * @param counts YAML of expected counts, or empty
   * @param report digest of a published study whose counts are expected, in hexadecimal, or empty
   */
  public record Draft(String id, String plan, String counts, String report, Instant at) {}

  /** Stores a new draft; false when the account has too many. */
  public boolean add(String account, Draft draft) {
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(
                            "INSERT INTO study_draft (id, account, plan, counts, report, at)"
                                + " SELECT :id, :account, :plan, :counts, :report, :at"
                                + " WHERE (SELECT COUNT(*) FROM study_draft"
                                + OF_ACCOUNT
                                + ") < :most")
                        .bind("id", draft.id())
                        .bind("account", account)
                        .bind("plan", draft.plan())
                        .bind("counts", draft.counts())
                        .bind("report", draft.report())
                        .bind("at", draft.at().toEpochMilli())
                        .bind("most", MAX_OF_AN_ACCOUNT)
                        .execute())
        == 1;
  }

  /** Replaces the texts; false when the account has no such draft. */
  public boolean save(String account, Draft draft) {
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(
                            "UPDATE study_draft SET plan = :plan, counts = :counts,"
                                + " report = :report, at = :at"
                                + OF_ACCOUNT
                                + " AND id = :id")
                        .bind("plan", draft.plan())
                        .bind("counts", draft.counts())
                        .bind("report", draft.report())
                        .bind("at", draft.at().toEpochMilli())
                        .bind("account", account)
                        .bind("id", draft.id())
                        .execute())
        == 1;
  }

  public Optional<Draft> find(String account, String id) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM study_draft" + OF_ACCOUNT + " AND id = :id")
                    .bind("account", account)
                    .bind("id", id)
                    .map(DraftRepository::row)
                    .findOne());
  }

  /** The account's drafts, the newest first. */
  public List<Draft> list(String account) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM study_draft" + OF_ACCOUNT + " ORDER BY at DESC, id")
                    .bind("account", account)
                    .map(DraftRepository::row)
                    .list());
  }

  /** False when the account has no such draft. */
  public boolean remove(String account, String id) {
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate("DELETE FROM study_draft" + OF_ACCOUNT + " AND id = :id")
                        .bind("account", account)
                        .bind("id", id)
                        .execute())
        == 1;
  }

  private static Draft row(ResultSet row, StatementContext context) throws SQLException {
    return new Draft(
        row.getString("id"),
        row.getString("plan"),
        row.getString("counts"),
        row.getString("report"),
        Instant.ofEpochMilli(row.getLong("at")));
  }
}
