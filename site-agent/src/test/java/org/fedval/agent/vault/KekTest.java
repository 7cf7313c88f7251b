package org.fedval.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KekTest {
  private static final byte[] PLAIN = "twelve patients".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path keys;

  private final SecureRandom random = new SecureRandom();
  private final StableStorage disk = new LocalDisk();

  @Test
  void what_is_sealed_opens_for_the_same_purpose_only() {
    Kek kek = new Kek(SecretBytes.random(Kek.BYTES, random), random);
    byte[] sealed = kek.seal("ledger", PLAIN);

    assertThat(kek.open("ledger", sealed)).isEqualTo(PLAIN);
    assertThat(kek.seal("ledger", PLAIN)).isNotEqualTo(sealed);
    refused(() -> kek.open("identity-key", sealed));
    refused(() -> new Kek(SecretBytes.random(Kek.BYTES, random), random).open("ledger", sealed));
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      refused(() -> kek.open("ledger", changed));
    }
    assertThat(kek).hasToString("Kek[redacted]");
  }

  @Test
  void the_key_file_is_made_once_and_is_private() throws Exception {
    byte[] sealed = KekSource.FILE.open(keys, disk, random).seal("x", PLAIN);

    assertThat(KekSource.FILE.open(keys, disk, random).open("x", sealed)).isEqualTo(PLAIN);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("kek"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_lost_or_foreign_key_file_is_told_and_no_new_one_is_made() throws Exception {
    Kek kek = KekSource.FILE.open(keys, disk, random);
    assertThat(kek).isNotNull();
    Files.delete(keys.resolve("kek"));

    assertThatThrownBy(() -> KekSource.FILE.open(keys, disk, random))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("is missing, and the files of this home are sealed");
    assertThat(keys.resolve("kek")).doesNotExist();

    PrivateFiles.write(keys.resolve("kek"), new byte[32]);
    assertThatThrownBy(() -> KekSource.FILE.open(keys, disk, random))
        .hasMessageStartingWith("The file key is not the one that the files of this home");
  }

  @Test
  void a_passphrase_opens_what_it_sealed_and_another_one_is_told() throws Exception {
    cheap();
    byte[] sealed = passphrase("correct horse battery\n").seal("x", PLAIN);

    assertThat(passphrase("correct horse battery").open("x", sealed)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> passphrase("correct horse batterx"))
        .hasMessageStartingWith("The passphrase key is not the one");
    assertThatThrownBy(() -> passphrase("short")).hasMessageContaining("at least 12 characters");
  }

  @Test
  void a_new_passphrase_costs_256_mebibytes_and_three_passes() throws Exception {
    byte[] sealed = passphrase("correct horse battery").seal("x", PLAIN);

    assertThat(Files.readAllBytes(keys.resolve("kek.argon2")))
        .startsWith(FvcWriter.labelled("Argon2id").u32(256 * 1024).u8(3).u8(1).toByteArray());
    assertThat(passphrase("correct horse battery").open("x", sealed)).isEqualTo(PLAIN);
  }

  @Test
  void without_a_file_or_a_person_there_is_no_passphrase() {
    assertThatThrownBy(() -> KekSource.PASSPHRASE.open(keys, disk, random, name -> null))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("FEDVAL_PASSPHRASE_FILE");
  }

  @Test
  void a_credential_of_the_service_manager_is_taken_from_its_folder() throws Exception {
    Path credentials = Files.createDirectories(keys.resolve("credentials"));
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    Files.write(credentials.resolve("fedval-kek"), secret);
    Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
    byte[] sealed =
        KekSource.CREDENTIAL.open(keys, disk, random, environment::get).seal("x", PLAIN);

    assertThat(KekSource.CREDENTIAL.open(keys, disk, random, environment::get).open("x", sealed))
        .isEqualTo(PLAIN);
    assertThatThrownBy(() -> KekSource.CREDENTIAL.open(keys, disk, random, name -> null))
        .hasMessageContaining("LoadCredentialEncrypted=fedval-kek");
    Files.write(credentials.resolve("fedval-kek"), new byte[8]);
    assertThatThrownBy(() -> KekSource.CREDENTIAL.open(keys, disk, random, environment::get))
        .hasMessageContaining("fewer than 32 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpm", "FILE", ""})
  void an_unknown_source_is_refused(String name) {
    assertThatThrownBy(() -> KekSource.named(name))
        .hasMessage("keys.kek must be file, passphrase or credential.");
  }

  @Test
  void a_plain_file_is_sealed_at_once_and_survives_a_crash_in_between() throws Exception {
    Kek kek = KekSource.FILE.open(keys, disk, random);
    SealedFile file = new SealedFile(keys.resolve("old"), "old", 100);
    PrivateFiles.write(file.path(), PLAIN);
    Files.createLink(keys.resolve("old.plain"), file.path());

    assertThat(file.takeOver(kek, disk)).contains(PLAIN);
    assertThat(Kek.isSealed(Files.readAllBytes(file.path()))).isTrue();
    assertThat(keys.resolve("old.plain")).doesNotExist();

    PrivateFiles.write(keys.resolve("old.plain"), PLAIN);
    assertThat(file.takeOver(kek, disk)).contains(PLAIN);
    assertThat(keys.resolve("old.plain")).doesNotExist();
  }

  private void cheap() throws Exception {
    PrivateFiles.write(
        keys.resolve("kek.argon2"),
        FvcWriter.labelled("Argon2id").u32(64).u8(1).u8(1).raw(new byte[16]).toByteArray());
  }

  private Kek passphrase(String words) throws Exception {
    Path file = keys.resolve("words");
    Files.writeString(file, words);
    return KekSource.PASSPHRASE.open(
        keys, disk, random, Map.of(PassphraseKey.FILE_VARIABLE, file.toString())::get);
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    assertThatThrownBy(step).isInstanceOf(MalformedBody.class);
  }
}
