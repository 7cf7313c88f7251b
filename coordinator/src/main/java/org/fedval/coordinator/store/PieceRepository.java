package org.fedval.coordinator.store;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Large contents as rows of at most 1 MiB each, so that every replica reaches them and memory never
 * holds more than a row. A file is its pieces from 0 on without a gap; one without pieces is empty.
 */
final class PieceRepository {
  /** The longest piece. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String BYTES_OF_THE_LAST =
      "SELECT pos + length(data) FROM piece WHERE file = :file ORDER BY pos DESC LIMIT 1";

  private final Database database;

  PieceRepository(Database database) {
    this.database = database;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(long pos, byte[] data) {
    long end() {
      return pos + data.length;
    }
  }

  /** Bytes of a file that are there. */
  long size(String file) {
    return database.jdbi().withHandle(h -> size(h, file));
  }

  private static long size(Handle h, String file) {
    return h.createQuery(BYTES_OF_THE_LAST)
        .bind("file", file)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /**
   * Writes at an offset, over what is there and beyond it; false when that would leave a gap.
   *
   * @param data at most {@link #MAX_BYTES}
   */
  boolean write(String file, long offset, byte[] data) {
    return database.write(
        h -> {
          long size = size(h, file);
          if (offset > size) {
            return false;
          }
          int known = (int) Math.min(data.length, size - offset);
          overwrite(h, file, offset, Arrays.copyOf(data, known));
          if (known < data.length) {
            insert(h, file, size, Arrays.copyOfRange(data, known, data.length));
          }
          return true;
        });
  }

  private static void overwrite(Handle h, String file, long offset, byte[] data) {
    if (data.length == 0) {
      return;
    }
    for (Piece piece : covering(h, file, offset, offset + data.length)) {
      byte[] patched = piece.data().clone();
      long from = Math.max(offset, piece.pos());
      long to = Math.min(offset + data.length, piece.end());
      System.arraycopy(
          data, (int) (from - offset), patched, (int) (from - piece.pos()), (int) (to - from));
      if (!Arrays.equals(patched, piece.data())) {
        h.createUpdate("UPDATE piece SET data = :data WHERE file = :file AND pos = :pos")
            .bind("file", file)
            .bind("pos", piece.pos())
            .bind("data", patched)
            .execute();
      }
    }
  }

  private static List<Piece> covering(Handle h, String file, long from, long to) {
    return h.createQuery(
            "SELECT pos, data FROM piece WHERE file = :file AND pos < :to AND pos > :before"
                + " ORDER BY pos")
        .bind("file", file)
        .bind("to", to)
        .bind("before", from - MAX_BYTES)
        .map(PieceRepository::piece)
        .filter(piece -> piece.end() > from)
        .list();
  }

  private static Piece piece(ResultSet row, StatementContext context) throws SQLException {
    return new Piece(row.getLong("pos"), row.getBytes("data"));
  }

  private static void insert(Handle h, String file, long pos, byte[] data) {
    h.createUpdate("INSERT INTO piece (file, pos, data) VALUES (:file, :pos, :data)")
        .bind("file", file)
        .bind("pos", pos)
        .bind("data", data)
        .execute();
  }

  /** The piece that holds this byte, from it on; empty at the end of the file. */
  byte[] from(String file, long offset) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT pos, data FROM piece WHERE file = :file AND pos <= :offset"
                            + " ORDER BY pos DESC LIMIT 1")
                    .bind("file", file)
                    .bind("offset", offset)
                    .map(PieceRepository::piece)
                    .findOne())
        .filter(p -> p.end() > offset)
        .map(p -> Arrays.copyOfRange(p.data(), (int) (offset - p.pos()), p.data().length))
        .orElseGet(() -> new byte[0]);
  }

  /** The bytes from an offset to the end. */
  InputStream open(String file, long offset) {
    return new PieceInputStream(this, file, offset);
  }

  /** Removes a file; one that is not here is fine. */
  void remove(String file) {
    int removed;
    do {
      removed = database.write(h -> removeSome(h, file));
    } while (removed > 0);
  }

  /** A few at a time, so that nobody waits long for a large file to go. */
  private static int removeSome(Handle h, String file) {
    return h.createUpdate(
            "DELETE FROM piece WHERE file = :file AND pos IN (SELECT pos FROM piece"
                + " WHERE file = :file ORDER BY pos DESC LIMIT 64)")
        .bind("file", file)
        .execute();
  }

  /** The names of the files that begin so; the beginning ends with a minus sign. */
  List<String> names(String beginning) {
    // In both databases names are compared by their bytes, and '.' is the character after '-'.
    String end = beginning.substring(0, beginning.length() - 1) + ".";
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT DISTINCT file FROM piece WHERE file >= :from AND file < :end")
                    .bind("from", beginning)
                    .bind("end", end)
                    .mapTo(String.class)
                    .list());
  }
}
