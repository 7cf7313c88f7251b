package org.fedval.coordinator.round;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.VectorStore;
import org.fedval.wire.session.SubmitOutcome;

/**
 * Masked vectors of one session in the database, in the making and whole; all are removed with the
 * session. Memory holds one vector at a time.
 */
final class VectorUploads implements VectorStore, AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int PIECE_BYTES = 1024 * 1024;

  private final VectorRepository vectors;
  private final Sha256Digest sid;
  private final long expectedBytes;
  private final Set<Integer> covered = new HashSet<>();

  /**
   * @param expectedBytes length of every masked vector of this session
   */
  VectorUploads(VectorRepository vectors, Sha256Digest sid, long expectedBytes) {
    this.vectors = vectors;
    this.sid = sid;
    this.expectedBytes = expectedBytes;
  }

  /**
   * Takes a piece of at most 1 MiB; pieces may come again, but never leave a gap. A vector that a
   * manifest covers stays as it is.
   */
  SubmitOutcome append(int site, long offset, byte[] data) {
    if (offset < 0 || offset > expectedBytes - data.length) {
      return SubmitOutcome.refused(
          "VECTOR_LENGTH", "The masked vector is longer than the session's layout.");
    }
    return covered.contains(site) || vectors.write(sid, site, offset, data)
        ? SubmitOutcome.accepted()
        : SubmitOutcome.refused(
            "VECTOR_GAP", "A piece of the masked vector is missing; go on at the last offset.");
  }

  /** Bytes of a site's vector that are there without a gap. */
  long stored(int site) {
    return vectors.stored(sid, site);
  }

  /** The uploaded vector, if it is complete. */
  Optional<byte[]> whole(int site) throws IOException {
    if (stored(site) != expectedBytes) {
      return Optional.empty();
    }
    try (InputStream in = vectors.open(sid, site)) {
      return Optional.of(in.readAllBytes());
    }
  }

  /** Forgets what a site uploaded and no manifest covered, so that it can be sent anew. */
  void discard(int site) {
    if (!covered.contains(site)) {
      vectors.discard(sid, site);
    }
  }

  @Override
  public void put(int site, byte[] maskedVector) {
    for (int at = 0; at < maskedVector.length; at += PIECE_BYTES) {
      byte[] piece =
          Arrays.copyOfRange(maskedVector, at, Math.min(at + PIECE_BYTES, maskedVector.length));
      if (!vectors.write(sid, site, at, piece)) {
        throw new IllegalStateException("A piece of a masked vector is gone.");
      }
    }
    covered.add(site);
  }

  @Override
  public void stream(int site, ChunkSink sink) {
    try (InputStream in = vectors.open(sid, site)) {
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int n = in.readNBytes(chunk, 0, CHUNK_BYTES);
          n > 0;
          n = in.readNBytes(chunk, 0, CHUNK_BYTES)) {
        sink.accept(chunk, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes everything of the session. */
  @Override
  public void close() {
    vectors.remove(sid);
  }
}
