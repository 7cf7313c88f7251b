package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.OpenedSums;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How the slots of each study ended; a later slot goes on from the sums of the earlier ones. */
public final class SlotRepository {
  private final Database database;

  public SlotRepository(Database database) {
    this.database = database;
  }

  /**
   * A slot whose session opened its sums.
   *
   * @param sid the session
   */
  public record PooledSlot(Sha256Digest sid, OpenedSums sums) {}

  /**
   * The slots of a study so far.
   *
   * @param pooled in order, from the first slot on without a gap
   * @param absence why no further slot follows; empty while one may
   */
  public record Ended(List<PooledSlot> pooled, Optional<String> absence) {
    public Ended {
      pooled = List.copyOf(pooled);
    }

    /** The sums alone. */
    public List<OpenedSums> sums() {
      return pooled.stream().map(PooledSlot::sums).toList();
    }
  }

  private record Row(Optional<PooledSlot> pooled, Optional<String> absence) {}

  /** Stores what a slot's session opened, once. */
  public void pooled(byte[] study, String slot, PooledSlot ended, Instant now) {
    insert(study, slot, ended.sid().toByteArray(), ended.sums().encode(), null, now);
  }

  /** Stores why a slot has no sums, once; no slot follows it. */
  public void absent(byte[] study, String slot, String reason, Instant now) {
    insert(study, slot, null, null, reason, now);
  }

  private void insert(
      byte[] study,
      String slot,
      byte @Nullable [] sid,
      byte @Nullable [] sums,
      @Nullable String absence,
      Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO slot_end (study, slot, sid, sums, absence, at)"
                            + " VALUES (:study, :slot, :sid, :sums, :absence, :now)"
                            + " ON CONFLICT (study, slot) DO NOTHING")
                    .bind("study", study)
                    .bind("slot", slot)
                    .bind("sid", sid)
                    .bind("sums", sums)
                    .bind("absence", absence)
                    .bind("now", now.toEpochMilli())
                    .execute());
  }

  /** The slots of a study that have ended. */
  public Ended ended(byte[] study) {
    List<PooledSlot> pooled = new ArrayList<>();
    for (Row row : rows(study)) {
      if (row.absence().isPresent()) {
        return new Ended(pooled, row.absence());
      }
      pooled.add(row.pooled().orElseThrow());
    }
    return new Ended(pooled, Optional.empty());
  }

  private List<Row> rows(byte[] study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM slot_end WHERE study = :study ORDER BY slot")
                    .bind("study", study)
                    .map(SlotRepository::row)
                    .list());
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    byte[] sums = row.getBytes("sums");
    return new Row(
        sums == null
            ? Optional.empty()
            : Optional.of(
                new PooledSlot(Sha256Digest.of(row.getBytes("sid")), OpenedSums.decode(sums))),
        Optional.ofNullable(row.getString("absence")));
  }
}
