package org.fedval.agent.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** An empty folder that only this user can enter, for one worker. */
final class PrivateFolder {
  /** Tells a worker which folder is its own to remove; absent where the folder goes with it. */
  static final String PROPERTY = "fedval.worker.folder";

  private static final String PREFIX = "fedval-worker-";

  private PrivateFolder() {}

  static Path make() throws IOException {
    Path folder = Files.createTempDirectory(PREFIX);
    // For an agent that is stopped while a sandboxed worker runs, which leaves the folder empty.
    folder.toFile().deleteOnExit();
    return folder;
  }

  /** Called in a worker at its end, so that nothing stays when the agent was killed. */
  static void deleteOwn() {
    String own = System.getProperty(PROPERTY);
    if (own != null) {
      delete(Path.of(own));
    }
  }

  /** Removes the folder and what the worker left in it; what cannot be removed stays. */
  static void delete(Path folder) {
    if (!folder.getFileName().toString().startsWith(PREFIX)) {
      throw new IllegalArgumentException("this is no worker's folder");
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      return;
    }
  }
}
