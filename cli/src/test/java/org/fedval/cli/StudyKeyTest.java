package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.fedval.wire.files.SigningKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyKeyTest {
  @TempDir private Path folder;

  @Test
  void a_key_is_made_once_for_its_owner_only_and_its_fingerprint_printed_each_time()
      throws Exception {
    Path file = folder.resolve("owner.pem");

    Fedval made = Fedval.run("study", "key", file);
    byte[] bytes = Files.readAllBytes(file);
    Fedval again = Fedval.run("study", "key", file);

    String fingerprint = SigningKeyFile.read(file).verifyingKey().fingerprint().text();
    assertThat(made.exit()).isZero();
    assertThat(made.out()).isEqualTo(fingerprint + System.lineSeparator());
    assertThat(again.out()).isEqualTo(made.out());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_that_is_no_key_is_told_and_kept() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "not a key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    Fedval refused = Fedval.run("study", "key", file);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).startsWith("fedval: ").contains("notes.txt").hasLineCount(1);
    assertThat(file).hasContent("not a key");
  }
}
