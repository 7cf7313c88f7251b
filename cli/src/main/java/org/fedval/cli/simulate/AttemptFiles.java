package org.fedval.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one attempt: waiting vectors and what the coordinator accepted. A temporary one
 * goes with {@link #close}, a named one stays.
 */
final class AttemptFiles implements AutoCloseable {
  private final Path folder;
  private final boolean kept;
  private final SpilledVectors vectors;
  private final Recording recording;

  private AttemptFiles(Path folder, boolean kept) throws IOException {
    this.folder = folder;
    this.kept = kept;
    this.vectors = new SpilledVectors(folder);
    this.recording = new Recording(messages(folder));
  }

  /** A new folder, named or temporary. */
  static AttemptFiles create(Optional<Path> named) throws IOException {
    if (named.isPresent()) {
      return new AttemptFiles(Files.createDirectories(named.get()), true);
    }
    return new AttemptFiles(Files.createTempDirectory("fedval-simulate"), false);
  }

  SpilledVectors vectors() {
    return vectors;
  }

  Recording recording() {
    return recording;
  }

  /** Ends the recording and reads it. */
  void replay(Recording.Reader reader) throws IOException {
    recording.close();
    replay(folder, reader);
  }

  /** Reads what an earlier simulation left in a named folder. */
  static void replay(Path folder, Recording.Reader reader) throws IOException {
    Recording.read(messages(folder), new SpilledVectors(folder), reader);
  }

  @Override
  public void close() throws IOException {
    recording.close();
    if (kept) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static Path messages(Path folder) {
    return folder.resolve("messages");
  }
}
