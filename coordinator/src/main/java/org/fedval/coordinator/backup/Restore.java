package org.fedval.coordinator.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.SqliteCopy;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * Makes a home from what {@link Backup} wrote. The database must be whole and its transparency log
 * must lead to every head that was signed; otherwise nothing stays.
 */
public final class Restore {
  private Restore() {}

  /**
   * What was restored.
   *
   * @param logEntries number of entries of the transparency log
   * @param keys whether the file held the keys
   */
  public record Restored(long logEntries, boolean keys) {}

  /**
   * Restores into a folder that is empty or not there.
   *
   * @throws IOException with one sentence when it is not, or the file is no whole backup
   */
  public static Restored into(CoordinatorHome home, Path file) throws IOException {
    requireEmpty(home.root());
    try {
      home.prepare();
      unpack(home, file);
      return checked(home, file);
    } catch (ZipException e) {
      remove(home.root());
      throw new StartException(file + " is no backup of a coordinator.");
    } catch (IOException | RuntimeException e) {
      remove(home.root());
      throw e;
    }
  }

  private static void requireEmpty(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> children = Files.list(root)) {
      if (children.findAny().isPresent()) {
        throw new StartException(
            "%s is not empty; restore into a new folder, then stop the old coordinator and start the new one."
                .formatted(root));
      }
    }
  }

  private static void unpack(CoordinatorHome home, Path file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        write(zip, target(home, entry.getName(), file));
      }
    }
  }

  private static Path target(CoordinatorHome home, String name, Path file) throws IOException {
    switch (name) {
      case Backup.DATABASE:
        return home.database();
      case Backup.CONFIG:
        return home.configFile();
      case Backup.PUBLIC_KEY:
        return home.publicKeyFile();
      default:
        Path key = home.root().resolve(name).normalize();
        if (!name.startsWith(Backup.KEYS) || !key.startsWith(home.keys())) {
          throw new StartException(file + " is no backup of a coordinator.");
        }
        return key;
    }
  }

  private static void write(InputStream from, Path target) throws IOException {
    Path folder = target.getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Files.createFile(
        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(target)) {
      from.transferTo(out);
    }
  }

  private static Restored checked(CoordinatorHome home, Path file) throws IOException {
    if (!Files.exists(home.database()) || !Files.exists(home.publicKeyFile())) {
      throw new StartException(file + " is no backup of a coordinator.");
    }
    if (!SqliteCopy.isWhole(home.database())) {
      throw new StartException("The database in " + file + " is damaged; take another backup.");
    }
    try (Database database = Database.open(home.database())) {
      long entries = AuditLog.check(database, key(home.publicKeyFile(), file));
      return new Restored(entries, Files.exists(home.coordinatorKeyFile()));
    }
  }

  /** The key that {@code PublicKeyFile} wrote. */
  private static VerifyingKey key(Path publicKey, Path file) throws IOException {
    try {
      return Files.readAllLines(publicKey).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> VerifyingKey.of(HexFormat.of().parseHex(line.strip())))
          .findFirst()
          .orElseThrow(IllegalArgumentException::new);
    } catch (IllegalArgumentException e) {
      throw new StartException("The public key in " + file + " is damaged; take another backup.");
    }
  }

  private static void remove(Path root) throws IOException {
    List<Path> made;
    try (Stream<Path> tree = Files.walk(root)) {
      made = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : made) {
      Files.deleteIfExists(path);
    }
  }
}
