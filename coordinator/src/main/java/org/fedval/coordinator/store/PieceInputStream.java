package org.fedval.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jdbi.v3.core.JdbiException;

/** Reads a file of pieces, one piece in memory at a time. */
final class PieceInputStream extends InputStream {
  private final PieceRepository pieces;
  private final String file;
  private long offset;
  private byte[] piece = new byte[0];
  private int at;

  PieceInputStream(PieceRepository pieces, String file, long offset) {
    this.pieces = pieces;
    this.file = file;
    this.offset = offset;
  }

  @Override
  public int read() throws IOException {
    return fetch() ? piece[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fetch()) {
      return -1;
    }
    int taken = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, from, taken);
    at += taken;
    return taken;
  }

  /** False at the end. */
  private boolean fetch() throws IOException {
    if (at < piece.length) {
      return true;
    }
    try {
      piece = pieces.from(file, offset);
    } catch (JdbiException e) {
      throw new IOException("The database cannot be read now.", e);
    }
    offset += piece.length;
    at = 0;
    return piece.length > 0;
  }
}
