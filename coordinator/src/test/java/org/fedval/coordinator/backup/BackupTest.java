package org.fedval.coordinator.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.wire.files.SigningKeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home in one file, and back. */
class BackupTest {
  @TempDir private Path folder;

  private CoordinatorHome home;
  private CoordinatorHome restored;
  private Path file;
  private Database running;
  private AuditLog log;

  @BeforeEach
  void runACoordinator() throws Exception {
    home = new CoordinatorHome(folder.resolve("home"));
    restored = new CoordinatorHome(folder.resolve("restored"));
    file = folder.resolve("backup.zip");
    CoordinatorSetup.init(home, Clock.systemUTC(), new SecureRandom());
    Files.writeString(home.configFile(), "schema: fedval.coordinator/v1\nport: 7555\n");
    running = Database.open(home.database());
    log = AuditLog.open(running, SigningKeyFile.read(home.coordinatorKeyFile()), Clock.systemUTC());
    token(1);
    log.checkpoint();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void token(int number) {
    byte[] hash = new byte[32];
    hash[0] = (byte) number;
    new TokenRepository(running).add(hash, "site-" + number, Clock.systemUTC().instant());
  }

  private void backUp(boolean withKeys) throws Exception {
    Backup.write(home, CoordinatorConfig.read(home.configFile()), file, withKeys);
  }

  @Test
  void a_backup_beside_a_running_coordinator_holds_what_was_stored_by_then() throws Exception {
    backUp(false);
    token(2);

    Restore.Restored result = Restore.into(restored, file);

    assertThat(result).isEqualTo(new Restore.Restored(1, false));
    assertThat(CoordinatorConfig.read(restored.configFile()).mainPort()).isEqualTo(7555);
    try (Database database = Database.open(restored.database())) {
      byte[] first = new byte[32];
      first[0] = 1;
      assertThat(new TokenRepository(database).find(first)).isPresent();
    }
    assertThat(log.size()).as("the running one goes on").isEqualTo(2);
  }

  @Test
  void keys_are_in_it_only_when_they_are_asked_for() throws Exception {
    backUp(false);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactlyInAnyOrder("coordinator.db", "coordinator.yaml", "coordinator.pub");
    }
    Files.delete(file);

    backUp(true);
    Restore.Restored result = Restore.into(restored, file);

    assertThat(result.keys()).isTrue();
    assertThat(restored.coordinatorKeyFile()).hasSameBinaryContentAs(home.coordinatorKeyFile());
    assertThat(modeOf(restored.coordinatorKeyFile())).isEqualTo("rw-------");
    assertThat(modeOf(restored.keys())).isEqualTo("rwx------");
  }

  @Test
  void the_file_is_its_owners_alone_and_no_file_is_overwritten() throws Exception {
    backUp(true);

    assertThat(modeOf(file)).isEqualTo("rw-------");
    assertThatThrownBy(() -> backUp(true))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("exists already");
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
  }

  @Test
  void a_home_that_is_not_empty_is_never_restored_into() throws Exception {
    backUp(true);

    assertThatThrownBy(() -> Restore.into(home, file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is not empty");
    assertThat(home.coordinatorKeyFile()).exists();
  }

  @Test
  void a_backup_whose_log_was_changed_is_refused_and_leaves_nothing() throws Exception {
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + home.database());
        var statement = db.createStatement()) {
      statement.execute("DELETE FROM log_leaf");
    }
    backUp(false);

    assertThatThrownBy(() -> Restore.into(restored, file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("transparency log");
    assertThat(restored.root()).doesNotExist();
  }

  @Test
  void a_damaged_database_is_refused_and_leaves_nothing() throws Exception {
    backUp(false);
    byte[] database;
    byte[] key;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      database = zip.getInputStream(zip.getEntry("coordinator.db")).readAllBytes();
      key = zip.getInputStream(zip.getEntry("coordinator.pub")).readAllBytes();
    }
    java.util.Arrays.fill(database, 4096, Math.min(database.length, 40_000), (byte) 0x5A);
    Path damaged = folder.resolve("damaged.zip");
    zip(damaged, "coordinator.db", database, "coordinator.pub", key);

    assertThatThrownBy(() -> Restore.into(restored, damaged))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("damaged");
    assertThat(restored.root()).doesNotExist();
  }

  @Test
  void what_is_no_backup_is_refused_and_writes_nowhere_else() throws Exception {
    Path foreign = folder.resolve("foreign.zip");
    zip(foreign, "keys/../../outside", new byte[] {1}, "x", new byte[] {2});
    assertThatThrownBy(() -> Restore.into(restored, foreign))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is no backup of a coordinator");
    assertThat(folder.resolve("outside")).doesNotExist();

    Path text = Files.writeString(folder.resolve("text"), "hello");
    assertThatThrownBy(() -> Restore.into(restored, text))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is no backup of a coordinator");
    assertThat(restored.root()).doesNotExist();
  }

  @Test
  void a_server_of_its_own_is_backed_up_with_its_own_tool() throws Exception {
    Files.writeString(
        home.configFile(),
        """
        schema: fedval.coordinator/v1
        database:
          url: "jdbc:postgresql://db/fedval"
          user: fedval
          password_file: secret
        """);

    assertThatThrownBy(() -> backUp(false))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("pg_dump");
  }

  private static String modeOf(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void zip(Path file, String one, byte[] first, String two, byte[] second)
      throws Exception {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(one));
      zip.write(first);
      zip.putNextEntry(new ZipEntry(two));
      zip.write(second);
    }
  }
}
