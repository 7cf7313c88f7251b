package org.fedval.cli.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.crypto.secagg.VectorStore;

/** Waiting vectors as files in a folder. */
final class SpilledVectors implements VectorStore {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Path folder;
  private long bytes;

  SpilledVectors(Path folder) {
    this.folder = folder;
  }

  /** Bytes taken so far. */
  long bytes() {
    return bytes;
  }

  @Override
  public void put(int site, byte[] maskedVector) {
    try {
      Files.write(file(site), maskedVector);
      bytes += maskedVector.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stream(int site, ChunkSink sink) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = Files.newInputStream(file(site))) {
      for (int n = in.readNBytes(chunk, 0, CHUNK_BYTES);
          n > 0;
          n = in.readNBytes(chunk, 0, CHUNK_BYTES)) {
        sink.accept(chunk, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kept vector. */
  byte[] read(int site) throws IOException {
    return Files.readAllBytes(file(site));
  }

  private Path file(int site) {
    return folder.resolve("vector-" + site);
  }
}
