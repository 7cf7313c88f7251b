package org.fedval.wire.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.fedval.wire.files.KeyFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path folder;
  private Path home;
  private Path medium;
  private CertificateAuthority running;
  private RootKey root;

  @BeforeEach
  void create() throws Exception {
    home = folder.resolve("ca");
    medium = folder.resolve("medium");
    running = CertificateAuthority.create(home, "test", at(START), RANDOM);
    root = new RootKey(home);
  }

  @Test
  void the_root_lives_ten_years_and_the_issuing_certificate_one() throws Exception {
    RootKey.State state = root.state();

    assertThat(Duration.between(START, state.rootUntil())).isEqualTo(Duration.ofDays(3652));
    assertThat(Duration.between(START, state.issuingUntil())).isEqualTo(Duration.ofDays(365));
    assertThat(state.rootKeyIsHere()).isTrue();
    assertThat(state.rootFingerprint()).isNotEqualTo(state.issuingFingerprint());
  }

  @Test
  void an_exported_root_key_is_gone_from_the_home_and_whole_elsewhere() throws Exception {
    byte[] key = Files.readAllBytes(home.resolve("root.key"));

    root.exportTo(medium);

    assertThat(home.resolve("root.key")).doesNotExist();
    assertThat(Files.readAllBytes(medium.resolve("root.key"))).isEqualTo(key);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(medium.resolve("root.key"))))
        .isEqualTo("rw-------");
    assertThat(root.state().rootKeyIsHere()).isFalse();
    assertThat(CertificateAuthority.load(home, at(START), RANDOM)).isNotNull();
    assertThatThrownBy(() -> root.exportTo(folder.resolve("again")))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("exported before");
  }

  @Test
  void an_export_overwrites_no_other_root_key() throws Exception {
    CertificateAuthority.create(medium, "other", at(START), RANDOM);
    byte[] other = Files.readAllBytes(medium.resolve("root.key"));

    assertThatThrownBy(() -> root.exportTo(medium)).hasMessageContaining("already holds");

    assertThat(Files.readAllBytes(medium.resolve("root.key"))).isEqualTo(other);
    assertThat(home.resolve("root.key")).exists();
  }

  @Test
  void a_running_authority_takes_over_a_renewed_issuing_certificate() throws Exception {
    root.exportTo(medium);
    Instant later = START.plus(Duration.ofDays(300));
    assertThat(running.refresh()).isFalse();

    X509Certificate renewed = root.renewIssuing(medium, false, at(later), RANDOM);

    assertThat(running.refresh()).isTrue();
    assertThat(running.refresh()).isFalse();
    List<X509Certificate> chain =
        running.issueServer(TlsKeyPair.generate(RANDOM).publicKey(), List.of("localhost"));
    assertThat(chain.get(1)).isEqualTo(renewed);
    chain.get(0).verify(renewed.getPublicKey());
    renewed.verify(running.trust().get(0).getPublicKey());
    assertThat(renewed.getNotAfter().toInstant()).isEqualTo(later.plus(Duration.ofDays(365)));
  }

  @Test
  void a_renewal_keeps_the_pin_of_tokens_and_a_new_key_changes_it() throws Exception {
    var pin = running.issuingPin();

    root.renewIssuing(home, false, at(START), RANDOM);
    running.refresh();
    assertThat(running.issuingPin()).isEqualTo(pin);

    root.renewIssuing(home, true, at(START), RANDOM);
    running.refresh();
    assertThat(running.issuingPin()).isNotEqualTo(pin);
  }

  @Test
  void without_the_right_root_key_nothing_is_renewed() throws Exception {
    CertificateAuthority.create(folder.resolve("other"), "test", at(START), RANDOM);
    byte[] before = Files.readAllBytes(home.resolve("issuing.pem"));
    root.exportTo(medium);

    assertThatThrownBy(() -> root.renewIssuing(home, false, at(START), RANDOM))
        .hasMessageContaining("--root");
    assertThatThrownBy(() -> root.renewIssuing(folder.resolve("other"), false, at(START), RANDOM))
        .hasMessageContaining("is not the root key of this coordinator");
    assertThatThrownBy(
            () -> root.renewIssuing(medium, false, at(START.plus(Duration.ofDays(4000))), RANDOM))
        .hasMessageContaining("root certificate has expired");
    assertThat(Files.readAllBytes(home.resolve("issuing.pem"))).isEqualTo(before);
  }

  @Test
  void an_issuing_certificate_never_outlives_its_root() throws Exception {
    Instant late = START.plus(Duration.ofDays(3600));

    X509Certificate issuing = root.renewIssuing(home, false, at(late), RANDOM);

    assertThat(issuing.getNotAfter().toInstant()).isEqualTo(root.state().rootUntil());
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }
}
