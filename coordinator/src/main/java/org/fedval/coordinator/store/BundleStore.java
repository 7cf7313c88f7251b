package org.fedval.coordinator.store;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jdbi.v3.core.JdbiException;

/** Sealed bundles by their digest, in pieces; a bundle is there only when it is whole. */
public final class BundleStore {
  /** The largest bundle that is taken. */
  public static final long MAX_BYTES = 2L << 30;

  private static final String FILES = "bundle-";

  private final Database database;
  private final PieceRepository pieces;
  private final long maxBytes;

  public BundleStore(Database database) {
    this(database, MAX_BYTES);
  }

  BundleStore(Database database, long maxBytes) {
    this.database = database;
    this.pieces = new PieceRepository(database);
    this.maxBytes = maxBytes;
  }

  private record Stored(Sha256Digest digest, long size, String file) {}

  public boolean has(Sha256Digest digest) {
    return find(digest).isPresent();
  }

  /**
   * Its length in bytes.
   *
   * @throws IOException when it is not here or cannot be read now
   */
  public long size(Sha256Digest digest) throws IOException {
    return stored(digest).size();
  }

  /** The first bytes, at most so many. */
  public byte[] start(Sha256Digest digest, int length) throws IOException {
    try (InputStream in = open(digest, 0)) {
      return in.readNBytes(length);
    }
  }

  /** The bytes from an offset, at most the length, to the end. */
  public InputStream open(Sha256Digest digest, long offset) throws IOException {
    Stored bundle = stored(digest);
    if (offset > bundle.size()) {
      throw new IOException("The offset lies behind the bundle's end.");
    }
    return pieces.open(bundle.file(), offset);
  }

  /** Removes a bundle; one that is not here is fine. */
  public void remove(Sha256Digest digest) throws IOException {
    try {
      find(digest).ifPresent(this::remove);
    } catch (JdbiException e) {
      throw new IOException("The database cannot be written now.", e);
    }
  }

  private void remove(Stored bundle) {
    database.write(
        h ->
            h.createUpdate("DELETE FROM sealed_file WHERE digest = :digest")
                .bind("digest", bundle.digest().toByteArray())
                .execute());
    pieces.remove(bundle.file());
  }

  /** Removes what uploads of an earlier process left half-received. */
  public void discardLeftovers() {
    List<String> whole = list().stream().map(Stored::file).toList();
    pieces.names(FILES).stream().filter(file -> !whole.contains(file)).forEach(pieces::remove);
  }

  /** Removes every bundle but these: uploads whose study was refused or is over. */
  public void keepOnly(Set<Sha256Digest> needed) {
    list().stream().filter(bundle -> !needed.contains(bundle.digest())).forEach(this::remove);
  }

  /** Starts an upload. */
  public Upload begin(Sha256Digest announced) {
    return new Upload(announced);
  }

  private Stored stored(Sha256Digest digest) throws IOException {
    try {
      return find(digest).orElseThrow(() -> new FileNotFoundException("No such bundle."));
    } catch (JdbiException e) {
      throw new IOException("The database cannot be read now.", e);
    }
  }

  private Optional<Stored> find(Sha256Digest digest) {
    return list().stream().filter(bundle -> bundle.digest().equals(digest)).findFirst();
  }

  private List<Stored> list() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT digest, size, file FROM sealed_file")
                    .map(
                        (row, ctx) ->
                            new Stored(
                                Sha256Digest.of(row.getBytes("digest")),
                                row.getLong("size"),
                                row.getString("file")))
                    .list());
  }

  /** One upload in the making; closing it without {@link #finish} leaves nothing behind. */
  public final class Upload implements AutoCloseable {
    private final Sha256Digest announced;
    private final String file = FILES + UUID.randomUUID();
    private final MessageDigest sha = Sha256Digest.newSha256();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long size;
    private long written;
    private boolean kept;

    private Upload(Sha256Digest announced) {
      this.announced = announced;
    }

    /** Appends; false when the bundle would become too large. */
    public boolean append(byte[] data) throws IOException {
      size += data.length;
      if (size > maxBytes) {
        return false;
      }
      sha.update(data);
      for (int at = 0; at < data.length; ) {
        int taken = Math.min(data.length - at, PieceRepository.MAX_BYTES - pending.size());
        pending.write(data, at, taken);
        at += taken;
        if (pending.size() == PieceRepository.MAX_BYTES) {
          flush();
        }
      }
      return true;
    }

    private void flush() throws IOException {
      try {
        if (!pieces.write(file, written, pending.toByteArray())) {
          throw new IOException("A piece of the upload is gone.");
        }
      } catch (JdbiException e) {
        throw new IOException("The database cannot be written now.", e);
      }
      written += pending.size();
      pending.reset();
    }

    /** Puts the bundle in its place; false when its digest is not the announced one. */
    public boolean finish() throws IOException {
      if (!Sha256Digest.of(sha.digest()).equals(announced)) {
        return false;
      }
      flush();
      try {
        kept = add() == 1;
        close();
      } catch (JdbiException e) {
        throw new IOException("The database cannot be written now.", e);
      }
      return true;
    }

    /** 0 when the same bundle has come before. */
    private int add() {
      return database.write(
          h ->
              h.createUpdate(
                      "INSERT INTO sealed_file (digest, size, file)"
                          + " VALUES (:digest, :size, :file) ON CONFLICT (digest) DO NOTHING")
                  .bind("digest", announced.toByteArray())
                  .bind("size", size)
                  .bind("file", file)
                  .execute());
    }

    @Override
    public void close() throws IOException {
      if (kept) {
        return;
      }
      try {
        pieces.remove(file);
      } catch (JdbiException e) {
        throw new IOException("The database cannot be written now.", e);
      }
    }
  }
}
