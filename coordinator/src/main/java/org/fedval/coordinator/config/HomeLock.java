package org.fedval.coordinator.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process out of a home whose database is a file. The operating system lets go of it
 * when the process ends, however that happens.
 */
public final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the home.
   *
   * @throws StartException with one sentence when another process has it
   */
  public static HomeLock take(CoordinatorHome home) throws IOException {
    Path file = home.state().resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new StartException(
          "Another process runs the coordinator in %s; stop it first, or use a PostgreSQL database for several replicas."
              .formatted(home.root()));
    }
    return new HomeLock(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Lets go of the home. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
