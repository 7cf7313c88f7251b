package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.coordinator.support.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two folders of migrations go on in step, and no database that was ever written is lost. */
class MigrationsTest {
  private static final Map<String, String> ON_POSTGRESQL =
      Map.of("INTEGER", "bigint", "BLOB", "bytea", "TEXT", "text");

  @TempDir private Path folder;

  @Test
  void both_databases_have_the_same_versions() {
    assertThat(versions("db/migration"))
        .hasSizeGreaterThanOrEqualTo(7)
        .isEqualTo(versions("db/postgresql"));
  }

  @Test
  void both_databases_have_the_same_tables_and_columns() throws Exception {
    TestDatabase.SQLITE.open(folder).close();
    TestDatabase.POSTGRESQL.open(folder).close();

    Map<String, String> columns = new TreeMap<>();
    for (String table :
        TestDatabase.SQLITE.column(
            folder,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                + " AND name <> 'flyway_schema_history'")) {
      for (String column :
          TestDatabase.SQLITE.column(
              folder,
              "SELECT name || ' ' || type || ' ' || CASE WHEN \"notnull\" THEN 'NO' ELSE 'YES' END"
                  + " FROM pragma_table_info('"
                  + table
                  + "')")) {
        String[] parts = column.split(" ");
        columns.put(table + "." + parts[0], ON_POSTGRESQL.get(parts[1]) + " " + parts[2]);
      }
    }

    Map<String, String> shared = new TreeMap<>();
    for (String column :
        TestDatabase.POSTGRESQL.column(
            folder,
            "SELECT table_name || '.' || column_name || ':' || data_type || ' ' || is_nullable"
                + " FROM information_schema.columns WHERE table_schema = 'public'"
                + " AND table_name <> 'flyway_schema_history'")) {
      String[] parts = column.split(":");
      shared.put(parts[0], parts[1]);
    }
    assertThat(shared).isEqualTo(columns).hasSizeGreaterThan(60);
  }

  @Test
  void texts_are_compared_by_their_bytes_on_both() throws Exception {
    TestDatabase.POSTGRESQL.open(folder).close();

    assertThat(
            TestDatabase.POSTGRESQL.column(
                folder,
                "SELECT table_name || '.' || column_name FROM information_schema.columns"
                    + " WHERE table_schema = 'public' AND data_type = 'text'"
                    + " AND collation_name IS DISTINCT FROM 'C'"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_database_of_the_first_version_opens_and_keeps_its_studies(TestDatabase kind)
      throws Exception {
    migrate(kind, "1");
    kind.change(
        folder,
        "INSERT INTO study VALUES (%s, 's-1', 'ABORTED', 'It ended.', %s, %s, %s, %s, %s, %s, 5)"
            .formatted(
                bytes(kind, 32, 1),
                bytes(kind, 8, 2),
                bytes(kind, 64, 3),
                bytes(kind, 64, 4),
                bytes(kind, 9, 5),
                bytes(kind, 32, 6),
                bytes(kind, 32, 7)));
    kind.change(
        folder,
        "INSERT INTO site VALUES ('a', 'Hospital a', %s, %s, %s, 4)"
            .formatted(bytes(kind, 32, 1), bytes(kind, 8, 2), bytes(kind, 64, 3)));
    kind.change(
        folder,
        "INSERT INTO report VALUES (%s, %s, %s, 6)"
            .formatted(bytes(kind, 32, 1), bytes(kind, 3, 8), bytes(kind, 3, 9)));

    try (Database database = kind.open(folder)) {
      assertThat(new StudyRepository(database).list())
          .singleElement()
          .satisfies(
              study -> {
                assertThat(study.studyId()).isEqualTo("s-1");
                assertThat(study.sentence()).isEqualTo("It ended.");
                assertThat(study.digest()).isEqualTo(filled(32, 1));
              });
      assertThat(new SiteRepository(database).find("a")).isPresent();
      assertThat(new ReportRepository(database).find(filled(32, 1)).orElseThrow().json())
          .isEqualTo(filled(3, 8));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_database_of_the_sixth_version_keeps_its_log_its_rotations_and_its_slots(TestDatabase kind)
      throws Exception {
    migrate(kind, "6");
    kind.change(folder, "INSERT INTO log_leaf VALUES (0, " + bytes(kind, 8, 1) + ")");
    kind.change(
        folder,
        "INSERT INTO slot_end VALUES (%s, 'slot-0', NULL, NULL, 'too few', 7)"
            .formatted(bytes(kind, 32, 1)));
    kind.change(
        folder,
        "INSERT INTO session (sid, study, attempt, left_out, at) VALUES (%s, %s, 1, '2,3', 7)"
            .formatted(bytes(kind, 32, 2), bytes(kind, 32, 1)));

    try (Database database = kind.open(folder)) {
      assertThat(new LogRepository(database).leaf(0)).isEqualTo(filled(8, 1));
      assertThat(new SlotRepository(database).ended(filled(32, 1)).absence()).contains("too few");
      assertThat(new SessionBodyRepository(database).sessions(filled(32, 1)))
          .singleElement()
          .satisfies(session -> assertThat(session.leftOut()).containsExactly(2, 3));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_database_of_a_newer_version_is_refused(TestDatabase kind) throws Exception {
    kind.open(folder).close();
    kind.change(
        folder,
        "INSERT INTO flyway_schema_history SELECT 1000, '1000', 'newer', 'SQL', 'V1000__newer.sql',"
            + " 1, installed_by, installed_on, 1, success FROM flyway_schema_history"
            + " WHERE version = '1'");

    assertThatThrownBy(() -> kind.open(folder)).isInstanceOf(FlywayValidateException.class);
  }

  private static List<String> versions(String location) {
    Flyway flyway =
        Flyway.configure()
            .dataSource("jdbc:sqlite::memory:", null, null)
            .locations("classpath:" + location)
            .load();
    return java.util.Arrays.stream(flyway.info().all())
        .map(version -> version.getVersion() + " " + version.getDescription())
        .toList();
  }

  private void migrate(TestDatabase kind, String target) {
    String url =
        kind == TestDatabase.SQLITE
            ? "jdbc:sqlite:" + folder.resolve("coordinator.db")
            : TestDatabase.server(folder).url();
    Flyway.configure()
        .dataSource(url, "postgres", "postgres")
        .locations("classpath:" + (kind == TestDatabase.SQLITE ? "db/migration" : "db/postgresql"))
        .target(target)
        .skipDefaultCallbacks(true)
        .load()
        .migrate();
  }

  private static String bytes(TestDatabase kind, int length, int fill) {
    String hex = "%02x".formatted(fill).repeat(length);
    return kind == TestDatabase.SQLITE ? "x'" + hex + "'" : "'\\x" + hex + "'::bytea";
  }

  private static byte[] filled(int length, int fill) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) fill);
    return bytes;
  }
}
