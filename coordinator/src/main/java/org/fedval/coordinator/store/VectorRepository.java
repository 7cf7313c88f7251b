package org.fedval.coordinator.store;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Masked vectors of running sessions, whole or in the making. What is here is masked: without the
 * seeds of the other sites it tells nothing.
 */
public final class VectorRepository {
  private static final String FILES = "vector-";

  private final PieceRepository pieces;

  public VectorRepository(Database database) {
    this.pieces = new PieceRepository(database);
  }

  private static String file(Sha256Digest sid, int site) {
    return FILES + sid.hex() + "-" + site;
  }

  /** Bytes of a site's vector that are there without a gap. */
  public long stored(Sha256Digest sid, int site) {
    return pieces.size(file(sid, site));
  }

  /** Takes a piece, which may come again; false when it would leave a gap. */
  public boolean write(Sha256Digest sid, int site, long offset, byte[] data) {
    return pieces.write(file(sid, site), offset, data);
  }

  /** The vector from its beginning. */
  public InputStream open(Sha256Digest sid, int site) {
    return pieces.open(file(sid, site), 0);
  }

  /** Forgets what a site uploaded. */
  public void discard(Sha256Digest sid, int site) {
    pieces.remove(file(sid, site));
  }

  /** Removes every vector of a session. */
  public void remove(Sha256Digest sid) {
    pieces.names(FILES + sid.hex() + "-").forEach(pieces::remove);
  }

  /** Removes the vectors of every session but these. */
  public void keepOnly(Set<Sha256Digest> open) {
    List<Sha256Digest> over =
        pieces.names(FILES).stream()
            .map(file -> Sha256Digest.parse(file.substring(FILES.length(), FILES.length() + 64)))
            .distinct()
            .filter(sid -> !open.contains(sid))
            .toList();
    over.forEach(this::remove);
  }

  /** Whether any vector of any session is here. */
  public boolean isEmpty() {
    return pieces.names(FILES).isEmpty();
  }
}
