package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Every session with its signed bodies in the order they came: audit, and recovery after a stop.
 */
public final class SessionBodyRepository {
  private final Database database;

  public SessionBodyRepository(Database database) {
    this.database = database;
  }

  /**
   * A session as it was opened.
   *
   * @param slot the name of the slot
   * @param attempt 1 for the first attempt at the slot
   * @param leftOut roster indices that were not invited
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record OpenedSession(
      byte[] sid, byte[] study, String slot, long attempt, SortedSet<Integer> leftOut) {}

  /**
   * One event of a session.
   *
   * @param signer roster index, or 0xFFFF for the coordinator
   * @param message the site's whole message as it travelled; null for the coordinator's bodies
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record StoredBody(int signer, String type, SignedBody signed, byte @Nullable [] message) {}

  /** Stores a new session. */
  public void open(OpenedSession session, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO session (sid, study, slot, attempt, left_out, at)"
                            + " VALUES (:sid, :study, :slot, :attempt, :out, :now)")
                    .bind("sid", session.sid())
                    .bind("study", session.study())
                    .bind("slot", session.slot())
                    .bind("attempt", session.attempt())
                    .bind("out", joined(session.leftOut()))
                    .bind("now", now.toEpochMilli())
                    .execute());
  }

  /** Stores a body once; the same signer and type of a session never changes. */
  public void add(byte[] sid, byte[] study, StoredBody body, Instant now) {
    Optional<LogEvent> event = LoggedBodies.event(body);
    if (event.isEmpty()) {
      int unused = insert(sid, study, body, now);
      return;
    }
    boolean unused =
        database.logged(
            event.get(),
            Sha256Digest.of(sid),
            body.signer(),
            index ->
                insert(sid, study, body, now) == 0
                    ? Optional.empty()
                    : Optional.of(LoggedBodies.hash(body)));
  }

  /** Stores a session's result, which names the index of its own log entry. */
  public void addResult(byte[] sid, byte[] study, LongFunction<SignedBody> signed, Instant now) {
    boolean unused =
        database.logged(
            LogEvent.RESULT,
            Sha256Digest.of(sid),
            SigInput.COORDINATOR,
            index -> {
              StoredBody body =
                  new StoredBody(SigInput.COORDINATOR, Result.TYPE, signed.apply(index), null);
              return insert(sid, study, body, now) == 0
                  ? Optional.empty()
                  : Optional.of(LoggedBodies.hash(body));
            });
  }

  private int insert(byte[] sid, byte[] study, StoredBody body, Instant now) {
    return database.write(
        h ->
            h.createUpdate(
                    "INSERT INTO session_body"
                        + " (sid, signer, type, study, body, sig, at, seq, message)"
                        + " VALUES (:sid, :signer, :type, :study, :body, :sig, :now,"
                        + " (SELECT COUNT(*) FROM session_body WHERE sid = :sid), :message)"
                        + " ON CONFLICT (sid, signer, type) DO NOTHING")
                .bind("sid", sid)
                .bind("signer", body.signer())
                .bind("type", body.type())
                .bind("study", study)
                .bind("body", body.signed().body())
                .bind("sig", body.signed().signature())
                .bind("now", now.toEpochMilli())
                .bind("message", body.message())
                .execute());
  }

  /** A study's sessions, last slot first, and in it the latest attempt. */
  public List<OpenedSession> sessions(byte[] study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT * FROM session WHERE study = :study"
                            + " ORDER BY slot DESC, attempt DESC")
                    .bind("study", study)
                    .map(SessionBodyRepository::session)
                    .list());
  }

  /** The study of every session, by the session's id. */
  public Map<Sha256Digest, Sha256Digest> studies() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT sid, study FROM session")
                    .reduceRows(
                        new HashMap<>(),
                        (studies, row) -> {
                          studies.put(digest(row, "sid"), digest(row, "study"));
                          return studies;
                        }));
  }

  private static Sha256Digest digest(RowView row, String column) {
    return Sha256Digest.of(row.getColumn(column, byte[].class));
  }

  /** The sessions of studies that are not over. */
  public Set<Sha256Digest> ofOpenStudies() {
    return Set.copyOf(
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            "SELECT sid FROM session JOIN study ON session.study = study.digest"
                                + " WHERE study.state NOT IN ('PUBLISHED', 'ABORTED')")
                        .map((row, ctx) -> Sha256Digest.of(row.getBytes("sid")))
                        .list()));
  }

  /** A session's bodies in the order they came. */
  public List<StoredBody> bodies(byte[] sid) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM session_body WHERE sid = :sid ORDER BY seq")
                    .bind("sid", sid)
                    .map(SessionBodyRepository::body)
                    .list());
  }

  /** One body that the coordinator signed in a session. */
  public Optional<SignedBody> body(byte[] sid, int signer, String type) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT * FROM session_body"
                            + " WHERE sid = :sid AND signer = :signer AND type = :type")
                    .bind("sid", sid)
                    .bind("signer", signer)
                    .bind("type", type)
                    .map(SessionBodyRepository::body)
                    .findOne())
        .map(StoredBody::signed);
  }

  private static OpenedSession session(ResultSet row, StatementContext context)
      throws SQLException {
    return new OpenedSession(
        row.getBytes("sid"),
        row.getBytes("study"),
        row.getString("slot"),
        row.getLong("attempt"),
        parsed(row.getString("left_out")));
  }

  private static StoredBody body(ResultSet row, StatementContext context) throws SQLException {
    return new StoredBody(
        row.getInt("signer"),
        row.getString("type"),
        SignedRow.read(row, "body", "sig"),
        row.getBytes("message"));
  }

  private static String joined(SortedSet<Integer> indices) {
    return indices.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static SortedSet<Integer> parsed(String indices) {
    return indices.isEmpty()
        ? new TreeSet<>()
        : Arrays.stream(indices.split(","))
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
