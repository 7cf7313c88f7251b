package org.fedval.coordinator.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Leaves, checkpoints and witnesses of the transparency log. */
public final class LogRepository {
  private static final int LEAVES_AT_A_TIME = 1000;

  private final Database database;

  public LogRepository(Database database) {
    this.database = database;
  }

  /** One transaction; what the supplier stores through other repositories is in it. */
  public <T> T inTransaction(Supplier<T> work) {
    return database.write(h -> work.get());
  }

  /** Tells every leaf from an index on, with its index and in order. */
  public void leaves(long from, BiConsumer<Long, byte[]> reader) {
    database
        .jdbi()
        .useTransaction(
            h ->
                h.createQuery("SELECT idx, entry FROM log_leaf WHERE idx >= :from ORDER BY idx")
                    .bind("from", from)
                    .setFetchSize(LEAVES_AT_A_TIME)
                    .map(
                        (row, ctx) -> {
                          reader.accept(row.getLong("idx"), row.getBytes("entry"));
                          return true;
                        })
                    .forEach(told -> {}));
  }

  /** The leaf at an index that exists. */
  public byte[] leaf(long index) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT entry FROM log_leaf WHERE idx = :idx")
                    .bind("idx", index)
                    .mapTo(byte[].class)
                    .one());
  }

  /** A leaf with its place. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Leaf(long index, byte[] entry) {}

  /** The leaves in front of an index, the newest first, at most so many. */
  public List<Leaf> leavesBefore(long index, int limit) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT idx, entry FROM log_leaf WHERE idx < :idx"
                            + " ORDER BY idx DESC LIMIT :limit")
                    .bind("idx", index)
                    .bind("limit", limit)
                    .map((row, ctx) -> new Leaf(row.getLong("idx"), row.getBytes("entry")))
                    .list());
  }

  /** The notes of the newest checkpoints, the newest first, at most so many. */
  public List<String> newestCheckpoints(int limit) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT :limit")
                    .bind("limit", limit)
                    .mapTo(String.class)
                    .list());
  }

  /** The note of the checkpoint of a size. */
  public Optional<String> checkpoint(long size) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT note FROM log_checkpoint WHERE size = :size")
                    .bind("size", size)
                    .mapTo(String.class)
                    .findOne());
  }

  public void addLeaf(long index, byte[] entry) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("INSERT INTO log_leaf (idx, entry) VALUES (:idx, :entry)")
                    .bind("idx", index)
                    .bind("entry", entry)
                    .execute());
  }

  /** The notes of all checkpoints of at least this size, smallest first. */
  public List<String> checkpoints(long atLeast) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT note FROM log_checkpoint WHERE size >= :size ORDER BY size")
                    .bind("size", atLeast)
                    .mapTo(String.class)
                    .list());
  }

  /** Stores a checkpoint, or the same one with more cosignatures. */
  public void saveCheckpoint(long size, String note) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO log_checkpoint (size, note) VALUES (:size, :note)"
                            + " ON CONFLICT (size) DO UPDATE SET note = :note")
                    .bind("size", size)
                    .bind("note", note)
                    .execute());
  }

  /** How many leaves a site has followed, as far as it told. */
  public OptionalLong followed(String siteId) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT size FROM log_witness WHERE site_id = :site")
                    .bind("site", siteId)
                    .mapTo(Long.class)
                    .findOne())
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  public void follow(String siteId, long size) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO log_witness (site_id, size) VALUES (:site, :size)"
                            + " ON CONFLICT (site_id) DO UPDATE SET size = :size")
                    .bind("site", siteId)
                    .bind("size", size)
                    .execute());
  }
}
