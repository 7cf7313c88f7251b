package org.fedval.agent.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.fedval.wire.files.PrivateFiles;

/** The disk of this host. */
public final class LocalDisk implements StableStorage {
  private static final int ZEROS = 64 * 1024;

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    PrivateFiles.write(file, bytes);
    flushFolder(file);
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(length);
      out.force(true);
    }
  }

  @Override
  public void erase(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long left = out.size();
      out.position(0);
      while (left > 0) {
        left -= out.write(ByteBuffer.allocate((int) Math.min(left, ZEROS)));
      }
      out.force(true);
    }
    Files.deleteIfExists(file);
    flushFolder(file);
  }

  /** The name of a new or removed file is in its folder, which has to reach the disk as well. */
  private static void flushFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }
}
