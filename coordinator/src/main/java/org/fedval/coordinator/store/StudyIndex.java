package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.study.StudyState;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jdbi.v3.core.statement.StatementContext;

/** What lists of studies need of each, without plans and signed bodies. Reads only. */
public final class StudyIndex {
  private static final String ROWS =
      "SELECT s.digest, s.study_id, s.state, s.sentence, s.created_at,"
          + " (SELECT MAX(t.at) FROM study_transition t WHERE t.study = s.digest) AS changed_at,"
          + " (SELECT COUNT(*) FROM study_approval a WHERE a.study = s.digest) AS approved"
          + " FROM study s";

  private final Database database;

  public StudyIndex(Database database) {
    this.database = database;
  }

  /**
   * One study.
   *
   * @param changedAt when it came to its state
   * @param approved how many sites approved it
   */
  public record Row(
      Sha256Digest digest,
      String studyId,
      StudyState state,
      String sentence,
      Instant createdAt,
      Instant changedAt,
      int approved) {}

  /** A state that a study came to, and why. */
  public record Transition(Instant at, StudyState state, String sentence) {}

  /** All of them, oldest first. */
  public List<Row> rows() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(ROWS + " ORDER BY s.created_at, s.study_id")
                    .map(StudyIndex::row)
                    .list());
  }

  /** One of them. */
  public Optional<Row> find(Sha256Digest study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(ROWS + " WHERE s.digest = :study")
                    .bind("study", study.toByteArray())
                    .map(StudyIndex::row)
                    .findOne());
  }

  /** The life of one study, oldest first. */
  public List<Transition> transitions(Sha256Digest study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT at, state, sentence FROM study_transition"
                            + " WHERE study = :study ORDER BY seq")
                    .bind("study", study.toByteArray())
                    .map(
                        (row, context) ->
                            new Transition(
                                Instant.ofEpochMilli(row.getLong("at")),
                                StudyState.valueOf(row.getString("state")),
                                row.getString("sentence")))
                    .list());
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        Sha256Digest.of(row.getBytes("digest")),
        row.getString("study_id"),
        StudyState.valueOf(row.getString("state")),
        row.getString("sentence"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        row.getInt("approved"));
  }
}
