package org.fedval.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.fedval.coordinator.store.PostgresServer;
import org.fedval.wire.files.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorConfigTest {
  @TempDir private Path folder;

  @Test
  void without_a_file_everything_has_its_default() throws Exception {
    CoordinatorConfig config = CoordinatorConfig.read(folder.resolve("coordinator.yaml"));

    assertThat(config.hostName()).isEqualTo("127.0.0.1");
    assertThat(config.mainPort()).isEqualTo(7443);
    assertThat(config.enrolPort()).isEqualTo(7444);
    assertThat(config.deadlines())
        .isEqualTo(new Deadlines(Duration.ofDays(14), Duration.ofHours(12), Duration.ofHours(48)));
  }

  @Test
  void every_key_is_read() throws Exception {
    CoordinatorConfig config =
        read(
            """
            schema: fedval.coordinator/v1
            host: fedval.example
            port: 0
            enrolment_port: 65535
            recruiting_seconds: 60
            phase_seconds: 30
            sign_of_life_seconds: 20
            """);

    assertThat(config.hostName()).isEqualTo("fedval.example");
    assertThat(config.mainPort()).isZero();
    assertThat(config.enrolPort()).isEqualTo(65_535);
    assertThat(config.deadlines())
        .isEqualTo(
            new Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(20)));
  }

  @Test
  void a_database_is_the_homes_own_file_unless_a_server_is_named() throws Exception {
    assertThat(CoordinatorConfig.read(folder.resolve("coordinator.yaml")).database()).isNull();
    PrivateFiles.write(folder.resolve("secret"), "hunter2\n".getBytes(StandardCharsets.UTF_8));

    CoordinatorConfig config = read(server("jdbc:postgresql://db.example:5432/fedval", "secret"));

    PostgresServer server = config.database().server(new CoordinatorHome(folder.toAbsolutePath()));
    assertThat(server.url()).isEqualTo("jdbc:postgresql://db.example:5432/fedval");
    assertThat(server.connections()).isEqualTo(8);
    assertThat(server.toString() + config).doesNotContain("hunter2");
  }

  @Test
  void a_password_that_others_may_read_is_refused() throws Exception {
    Files.writeString(folder.resolve("secret"), "hunter2");
    Files.setPosixFilePermissions(
        folder.resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));
    DatabaseConfig database = read(server("jdbc:postgresql://db/fedval", "secret")).database();

    assertThatThrownBy(() -> database.server(new CoordinatorHome(folder)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("password_file of the database: ")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:/tmp/x.db",
        "jdbc:postgresql://me:pw@db/fedval",
        "jdbc:postgresql://db/fedval?password=pw",
        "jdbc:postgresql://db/fedval?ssl=true&user=me"
      })
  void an_address_with_an_account_or_of_another_database_is_refused(String url) {
    assertThatThrownBy(() -> read(server(url, "secret")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("database: ")
        .hasMessageNotContaining("pw");
  }

  private static String server(String url, String passwordFile) {
    return """
        schema: fedval.coordinator/v1
        database:
          url: "%s"
          user: fedval
          password_file: %s
        """
        .formatted(url, passwordFile);
  }

  @Test
  void an_unknown_key_is_refused_with_its_line() {
    assertThatThrownBy(() -> read("schema: fedval.coordinator/v1\nprot: 1\n"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("coordinator.yaml line 2: unknown key 'prot'; expected one of ");
  }

  @ParameterizedTest
  @CsvSource({
    "port: 65536, a port is a number from 0 to 65535.",
    "enrolment_port: -1, a port is a number from 0 to 65535.",
    "recruiting_seconds: 0, a deadline is 1 second to 10 years.",
    "phase_seconds: -1, a deadline is 1 second to 10 years.",
    "sign_of_life_seconds: 9223372036854775807, a deadline is 1 second to 10 years.",
    "port: many, the value has the wrong type."
  })
  void a_wrong_value_is_refused_in_a_sentence(String line, String sentence) {
    assertThatThrownBy(() -> read("schema: fedval.coordinator/v1\n" + line + "\n"))
        .isInstanceOf(StartException.class)
        .hasMessageEndingWith(sentence);
  }

  @ParameterizedTest
  @CsvSource({"'schema: v0'", "'host: x'", "'schema: fedval.coordinator/v1\nport: 1\nport: 2'"})
  void what_is_no_configuration_is_refused(String yaml) {
    assertThatThrownBy(() -> read(yaml + "\n")).isInstanceOf(StartException.class);
  }

  @Test
  void a_huge_file_is_no_configuration() {
    assertThatThrownBy(() -> read("#".repeat(65 * 1024)))
        .hasMessageEndingWith("is larger than 64 KiB; that is no configuration.");
  }

  @Test
  void a_home_is_the_coordinators_alone() throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder.resolve("home"));
    home.prepare();

    for (Path dir : new Path[] {home.root(), home.keys(), home.state()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
          .isEqualTo("rwx------");
    }
  }

  private CoordinatorConfig read(String yaml) throws Exception {
    Path file = folder.resolve("coordinator.yaml");
    Files.writeString(file, yaml);
    return CoordinatorConfig.read(file);
  }
}
