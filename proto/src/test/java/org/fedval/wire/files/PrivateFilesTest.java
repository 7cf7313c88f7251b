package org.fedval.wire.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.stream.Stream;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void a_secret_is_written_whole_with_owner_modes() throws Exception {
    Path directory = folder.resolve("keys/deep");
    Path file = directory.resolve("secret");

    PrivateFiles.write(file, new byte[] {1});
    PrivateFiles.write(file, SECRET);

    assertThat(PrivateFiles.read(file, 100)).isEqualTo(SECRET);
    assertThat(modes(file)).isEqualTo("rw-------");
    assertThat(modes(directory)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_secret_that_others_may_read_is_refused() throws Exception {
    Path file = folder.resolve("secret");
    for (String modes : new String[] {"rw-r-----", "rw----r--"}) {
      PrivateFiles.write(file, SECRET);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));

      assertThatThrownBy(() -> PrivateFiles.read(file, 100))
          .isInstanceOf(KeyFileException.class)
          .hasMessage("The secret file " + file + " can be read by others; run chmod 600 on it.");
    }
  }

  @Test
  void a_missing_or_large_file_is_refused() throws Exception {
    Path file = folder.resolve("secret");
    assertThatThrownBy(() -> PrivateFiles.read(file, 100)).hasMessageContaining("does not exist");

    PrivateFiles.write(file, new byte[101]);

    assertThatThrownBy(() -> PrivateFiles.read(file, 100)).hasMessageContaining("larger than 100");
  }

  @Test
  void a_signing_key_survives_its_file_and_other_software_reads_it() throws Exception {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path file = folder.resolve("ik.pem");

    SigningKeyFile.write(file, key);

    assertThat(modes(file)).isEqualTo("rw-------");
    assertThat(SigningKeyFile.read(file).verifyingKey()).isEqualTo(key.verifyingKey());
    byte[] der = Pem.decode(Pem.PRIVATE_KEY, Files.readAllBytes(file), "ik.pem").get(0);
    EdECPrivateKey jdk =
        (EdECPrivateKey)
            KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    assertThat(jdk.getBytes())
        .hasValueSatisfying(
            seed -> assertThat(seed).isEqualTo(key.seed().open(InsecureSecretAccess.get())));
  }

  @Test
  void something_that_is_no_signing_key_is_refused() throws Exception {
    Path file = folder.resolve("ik.pem");
    PrivateFiles.write(file, SECRET);
    assertThatThrownBy(() -> SigningKeyFile.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("is not a PEM file of the type PRIVATE KEY");

    PrivateFiles.write(file, Pem.encode(Pem.PRIVATE_KEY, java.util.List.of(SECRET)));
    assertThatThrownBy(() -> SigningKeyFile.read(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("does not hold an Ed25519 key");
  }

  private static String modes(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
