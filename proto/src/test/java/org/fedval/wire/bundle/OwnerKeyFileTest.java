package org.fedval.wire.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerKeyFileTest {
  @TempDir private Path folder;

  @Test
  void a_written_key_comes_back_and_only_its_owner_can_read_it() throws Exception {
    Path file = folder.resolve("owner.pem");

    OwnerKeyFile.create(file, Bundles.OWNER);

    assertThat(OwnerKeyFile.read(file).verifyingKey()).isEqualTo(Bundles.OWNER.verifyingKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void the_platform_reads_the_file_as_pkcs8() throws Exception {
    Path file = folder.resolve("owner.pem");
    OwnerKeyFile.create(file, Bundles.OWNER);
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");

    var key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));

    assertThat(key.getAlgorithm()).isIn("EdDSA", "Ed25519");
  }

  @Test
  void a_key_is_never_overwritten() throws Exception {
    Path file = folder.resolve("owner.pem");
    OwnerKeyFile.create(file, Bundles.OWNER);

    assertThatThrownBy(() -> OwnerKeyFile.create(file, Bundles.key(9)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void a_key_that_others_can_read_is_refused() throws Exception {
    Path file = folder.resolve("owner.pem");
    OwnerKeyFile.create(file, Bundles.OWNER);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> OwnerKeyFile.read(file)).hasMessageContaining("chmod 600");
  }

  @Test
  void another_kind_of_key_is_refused() throws Exception {
    Path file = folder.resolve("rsa.pem");
    byte[] der = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate().getEncoded();
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> OwnerKeyFile.read(file))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("rsa.pem: not an Ed25519 private key");
  }
}
