package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.journal.JournalCounts;
import org.fedval.agent.journal.SessionJournal;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.KekSource;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.wire.files.SigningKeyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody finds who takes a site's disk, with and without the key that seals its files. */
class DiskTheftTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private TestRun run;
  private TestSite site;
  private Path home;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    run = new TestRun(study, folder.resolve("homes"));
    site = run.sites.get(0);
    site.images = 123_457;
    home = site.home;
  }

  @Test
  void during_and_after_a_session_no_secret_is_on_the_disk_in_any_form() throws Exception {
    run.phases(3);
    Map<String, byte[]> secrets = secretsOf(run.session(site));
    nothingFound(secrets);
    run.phases(3);
    run.everybody();

    nothingFound(secrets);
  }

  @Test
  void the_search_finds_every_one_of_them_when_it_lies_there() throws Exception {
    run.phases(3);
    Map<String, byte[]> secrets = secretsOf(run.session(site));
    for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
      Path planted = home.resolve("planted");
      for (byte[] form : forms(secret.getValue())) {
        Files.write(planted, concat(new byte[] {7, 7, 7}, form, new byte[] {7}));
        assertThat(findings(Map.of(secret.getKey(), secret.getValue()))).isNotEmpty();
      }
      Files.delete(planted);
    }
  }

  @Test
  void with_the_key_in_hand_an_open_session_gives_its_root_and_an_ended_one_nothing()
      throws Exception {
    run.phases(3);
    Map<String, byte[]> secrets = secretsOf(run.session(site));
    byte[] root = secrets.get("root");
    assertThat(openedJournal()).as("positive control").anyMatch(r -> contains(r, root));
    run.phases(3);
    run.everybody();

    assertThat(home.resolve("sessions/" + run.coordinator.terms.sid().hex() + ".journal"))
        .doesNotExist();
    Kek kek = KekSource.FILE.open(home.resolve("keys"), new LocalDisk(), study.random);
    try (Stream<Path> files = Files.list(home.resolve("sessions"))) {
      for (Path file : files.toList()) {
        byte[] sealed = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        byte[] plain =
            kek.open(
                name.equals("counts") ? "journal-counts" : "ended/" + name.substring(0, 64),
                sealed);
        secrets.forEach(
            (what, secret) ->
                assertThat(forms(secret)).as(what).noneMatch(form -> contains(plain, form)));
      }
    }
  }

  @Test
  void identity_and_sealing_key_lie_sealed_and_plain_ones_of_an_older_version_are_taken_over()
      throws Exception {
    Path old = Files.createDirectories(study.home.keys());
    SigningKeyFile.write(study.home.identityKeyFile(), study.identities.get(0));
    byte[] seal = new byte[96];
    study.random.nextBytes(seal);
    org.fedval.wire.files.PrivateFiles.write(study.home.sealKeyFile(), seal);
    byte[] seed = study.identities.get(0).seed().open(InsecureSecretAccess.get());
    home = old;
    Map<String, byte[]> secrets = Map.of("identity", seed, "seal", seal);
    assertThat(findings(secrets)).as("positive control").hasSize(2);

    SiteKeys keys = SiteKeys.load(study.home, HomeVault.open(study.home, study.random));

    assertThat(keys.identity().verifyingKey()).isEqualTo(study.identities.get(0).verifyingKey());
    nothingFound(secrets);
    assertThat(SiteKeys.load(study.home).identity().verifyingKey())
        .isEqualTo(study.identities.get(0).verifyingKey());
  }

  private void nothingFound(Map<String, byte[]> secrets) throws IOException {
    assertThat(findings(secrets)).isEmpty();
  }

  private List<String> findings(Map<String, byte[]> secrets) throws IOException {
    try (Stream<Path> tree = Files.walk(home)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("kek"))
          .flatMap(
              file -> {
                try {
                  byte[] bytes = Files.readAllBytes(file);
                  return secrets.entrySet().stream()
                      .filter(
                          secret ->
                              forms(secret.getValue()).stream()
                                  .anyMatch(form -> contains(bytes, form)))
                      .map(secret -> secret.getKey() + " in " + file.getFileName());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  /** The secrets of section 7.1, derived here again from the root. */
  private Map<String, byte[]> secretsOf(SecAggSession session) throws Exception {
    byte[] root = session.start().root().open(InsecureSecretAccess.get());
    Hkdf prk = Hkdf.extract(run.coordinator.terms.sid().toByteArray(), SecretBytes.copyOf(root));
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("root", root);
    secrets.put(
        "r", FieldElement.derive(prk, FvcWriter.labelled("r").u16(0).toByteArray()).encode());
    for (int u = 0; u < 3; u++) {
      secrets.put(
          "b" + u,
          FieldElement.derive(prk, FvcWriter.labelled("b").u16(0).u16(u).toByteArray()).encode());
    }
    secrets.put("identity", study.identities.get(0).seed().open(InsecureSecretAccess.get()));
    long[] gate = site.counts().units().get(0);
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer wide = ByteBuffer.allocate(Long.BYTES * gate.length).order(order);
      ByteBuffer narrow = ByteBuffer.allocate(Integer.BYTES * gate.length).order(order);
      for (long count : gate) {
        wide.putLong(count);
        narrow.putInt((int) count);
      }
      secrets.put("plain 64 " + order, wide.array());
      secrets.put("plain 32 " + order, narrow.array());
    }
    secrets.put("plain text", Arrays.toString(gate).getBytes(StandardCharsets.US_ASCII));
    assertThat(gate).contains(123_457);
    return secrets;
  }

  private List<byte[]> openedJournal() throws Exception {
    Kek kek = KekSource.FILE.open(home.resolve("keys"), new LocalDisk(), study.random);
    Path copy = folder.resolve("copy");
    Path journal = home.resolve("sessions/" + run.coordinator.terms.sid().hex() + ".journal");
    Files.copy(journal, copy);
    assertThat(FvcReader.open(Files.readAllBytes(copy), "SessionJournal").digest())
        .isEqualTo(run.coordinator.terms.sid());
    return SessionJournal.open(
            copy,
            run.coordinator.terms.sid(),
            kek,
            new LocalDisk(),
            JournalCounts.open(home.resolve("sessions/counts"), kek, new LocalDisk()),
            study.random)
        .records();
  }

  /** Raw, reversed, hexadecimal, and Base64 at each of its three alignments. */
  private static List<byte[]> forms(byte[] secret) {
    byte[] reversed = new byte[secret.length];
    for (int i = 0; i < secret.length; i++) {
      reversed[i] = secret[secret.length - 1 - i];
    }
    List<byte[]> forms = new ArrayList<>(List.of(secret, reversed));
    String hex = HexFormat.of().formatHex(secret);
    forms.add(hex.getBytes(StandardCharsets.US_ASCII));
    forms.add(hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + secret.length];
      System.arraycopy(secret, 0, shifted, before, secret.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      forms.add(
          text.substring(before == 0 ? 0 : before + 1, shifted.length * 8 / 6)
              .getBytes(StandardCharsets.US_ASCII));
    }
    return forms;
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (bytes[at] == part[0]
          && Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
