package org.fedval.wire.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes secret files atomically with mode 0600 and reads them only while nobody but the owner may.
 * On a file system without POSIX modes the modes are left to the operator.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> READABLE_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private PrivateFiles() {}

  /**
   * Makes a directory with mode 0700, and its missing parents likewise; one that exists is kept.
   */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, mode(directory, OWNER_DIRECTORY));
  }

  /**
   * Writes a secret: mode 0600, flushed to disk, then moved into place, so that the file is the old
   * one or the new one and never a part. Makes missing parents with mode 0700.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    replace(file, bytes, OWNER_FILE);
  }

  /** As {@link #write} for something that anyone may read: mode 0644. */
  public static void writePublic(Path file, byte[] bytes) throws IOException {
    replace(file, bytes, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /**
   * Reads a secret.
   *
   * @param limitBytes a larger file is refused before it is read
   * @throws KeyFileException when the file is missing, too large, or readable by group or world
   */
  public static byte[] read(Path file, int limitBytes) throws IOException {
    if (hasModes(file) && Files.exists(file)) {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
      if (modes.stream().anyMatch(READABLE_BY_OTHERS::contains)) {
        throw new KeyFileException(
            "The secret file " + file + " can be read by others; run chmod 600 on it.");
      }
    }
    return readPublic(file, limitBytes);
  }

  /** Reads a file that is no secret, with the same limits. */
  public static byte[] readPublic(Path file, int limitBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new KeyFileException("The file " + file + " does not exist; check the path.");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(limitBytes + 1);
    } catch (NoSuchFileException gone) {
      throw new KeyFileException("The file " + file + " does not exist; check the path.");
    }
    if (bytes.length > limitBytes) {
      Arrays.fill(bytes, (byte) 0);
      throw new KeyFileException(
          "The file " + file + " is larger than " + limitBytes + " bytes; check the path.");
    }
    return bytes;
  }

  private static void replace(Path file, byte[] bytes, Set<PosixFilePermission> permissions)
      throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new KeyFileException("The path " + file + " names no file; check the path.");
    }
    createDirectory(directory);
    Path part = Files.createTempFile(directory, ".part-", "", mode(directory, OWNER_FILE));
    try {
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      if (hasModes(directory)) {
        Files.setPosixFilePermissions(part, permissions);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> permissions) {
    return hasModes(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
