package org.fedval.coordinator.store;

import java.util.List;

/** What large contents a database holds, for tests of those who put them there. */
public final class StoredPieces {
  private StoredPieces() {}

  /** The files of masked vectors, by name. */
  public static List<String> vectors(Database database) {
    return new PieceRepository(database).names("vector-");
  }

  /** The files of sealed bundles, whole or not, by name. */
  public static List<String> bundles(Database database) {
    return new PieceRepository(database).names("bundle-");
  }

  /** Changes a bundle's bytes where they lie. */
  public static void overwrite(Database database, byte[] bytes) {
    PieceRepository pieces = new PieceRepository(database);
    String file = bundles(database).get(0);
    database.jdbi().useHandle(h -> h.execute("UPDATE sealed_file SET size = ?", bytes.length));
    pieces.remove(file);
    pieces.write(file, 0, bytes);
  }
}
