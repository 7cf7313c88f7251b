package org.fedval.coordinator.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.SqliteCopy;

/**
 * Writes a home with a SQLite database into one ZIP file of mode 0600, while the coordinator runs
 * or not. The database in it is the one of a single moment.
 */
public final class Backup {
  static final String DATABASE = "coordinator.db";
  static final String CONFIG = "coordinator.yaml";
  static final String PUBLIC_KEY = "coordinator.pub";
  static final String KEYS = "keys/";

  private Backup() {}

  /**
   * Writes the file.
   *
   * @param file must not exist yet
   * @param withKeys whether whoever has the file can be this coordinator
   * @throws IOException with one sentence when the home has another database or none, or the file
   *     exists
   */
  public static void write(
      CoordinatorHome home, CoordinatorConfig config, Path file, boolean withKeys)
      throws IOException {
    if (config.database() != null) {
      throw new StartException(
          "The database is a PostgreSQL server: back it up with pg_dump --format=custom, and the"
              + " folder keys of the home by itself.");
    }
    if (!Files.isRegularFile(home.database())) {
      throw new StartException("There is no database in %s to back up.".formatted(home.root()));
    }
    Path copy = secret(file.resolveSibling(file.getFileName() + ".part"));
    try {
      SqliteCopy.write(home.database(), copy);
      try (ZipOutputStream zip = new ZipOutputStream(open(file))) {
        add(zip, DATABASE, copy);
        for (Path each : List.of(home.configFile(), home.publicKeyFile())) {
          if (Files.exists(each)) {
            add(zip, String.valueOf(each.getFileName()), each);
          }
        }
        if (withKeys) {
          addKeys(zip, home.keys());
        }
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(secret(file));
  }

  private static Path secret(Path file) throws IOException {
    try {
      return Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new StartException(file + " exists already; choose another name.");
    }
  }

  private static void addKeys(ZipOutputStream zip, Path keys) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(keys)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      add(zip, KEYS + keys.relativize(file).toString().replace('\\', '/'), file);
    }
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }
}
