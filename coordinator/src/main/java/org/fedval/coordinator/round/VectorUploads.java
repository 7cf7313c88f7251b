package org.fedval.coordinator.round;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.fedval.crypto.secagg.VectorStore;
import org.fedval.wire.session.SubmitOutcome;

/**
 * Masked vectors of one session as files in its own folder, in the making and whole; all are
 * removed with the session. Memory holds one vector at a time.
 */
final class VectorUploads implements VectorStore, AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Path folder;
  private final long expectedBytes;

  /**
   * @param expectedBytes length of every masked vector of this session
   */
  VectorUploads(Path folder, long expectedBytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.expectedBytes = expectedBytes;
  }

  /** Takes a piece; pieces may come again, but never leave a gap. */
  SubmitOutcome append(int site, long offset, byte[] data) {
    if (offset < 0 || offset > expectedBytes - data.length) {
      return SubmitOutcome.refused(
          "VECTOR_LENGTH", "The masked vector is longer than the session's layout.");
    }
    try (FileChannel file =
        FileChannel.open(part(site), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (offset > file.size()) {
        return SubmitOutcome.refused(
            "VECTOR_GAP", "A piece of the masked vector is missing; go on at the last offset.");
      }
      ByteBuffer bytes = ByteBuffer.wrap(data);
      long at = offset;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      return SubmitOutcome.accepted();
    } catch (IOException e) {
      return SubmitOutcome.refused("STORAGE", "The coordinator cannot store the piece now.");
    }
  }

  /** Bytes of a site's vector that are there without a gap. */
  long stored(int site) {
    try {
      Path file = Files.exists(vector(site)) ? vector(site) : part(site);
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The uploaded vector, if it is complete. */
  Optional<byte[]> whole(int site) throws IOException {
    for (Path file : new Path[] {vector(site), part(site)}) {
      if (Files.exists(file) && Files.size(file) == expectedBytes) {
        return Optional.of(Files.readAllBytes(file));
      }
    }
    return Optional.empty();
  }

  /** Forgets what a site uploaded and no manifest covered, so that it can be sent anew. */
  void discard(int site) throws IOException {
    Files.deleteIfExists(part(site));
  }

  @Override
  public void put(int site, byte[] maskedVector) {
    try {
      Files.write(vector(site), maskedVector);
      Files.deleteIfExists(part(site));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stream(int site, ChunkSink sink) {
    try (InputStream in = Files.newInputStream(vector(site))) {
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

  /** Removes every file of the session. */
  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path part(int site) {
    return folder.resolve("upload-" + site);
  }

  private Path vector(int site) {
    return folder.resolve("vector-" + site);
  }
}
