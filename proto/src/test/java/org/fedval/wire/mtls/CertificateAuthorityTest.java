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
import java.util.List;
import java.util.Random;
import org.fedval.wire.files.KeyFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final PeerIdentity SITE = PeerIdentity.site("site-a");

  @TempDir Path folder;
  private CertificateAuthority authority;

  @BeforeEach
  void create() throws Exception {
    authority = CertificateAuthority.create(folder.resolve("ca"), "Test", at(NOW), RANDOM);
  }

  @Test
  void a_site_certificate_names_the_site_for_thirty_days_and_client_authentication_only()
      throws Exception {
    X509Certificate certificate = issue(authority);

    assertThat(PeerIdentity.of(certificate)).contains(SITE);
    assertThat(certificate.getSubjectAlternativeNames())
        .singleElement()
        .isEqualTo(List.of(6, "fedval:site:site-a"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minusSeconds(300));
  }

  @Test
  void a_request_for_another_identity_is_refused() {
    CertificateRequest request =
        CertificateRequest.create(TlsKeyPair.generate(RANDOM), PeerIdentity.site("site-b"));

    assertThatThrownBy(() -> authority.issueClient(request, SITE))
        .isInstanceOf(CredentialsException.class)
        .hasMessageStartingWith("The certificate request names another identity");
  }

  @Test
  void an_authority_is_loaded_again_without_its_root_key() throws Exception {
    Files.delete(folder.resolve("ca/root.key"));

    CertificateAuthority loaded = CertificateAuthority.load(folder.resolve("ca"), at(NOW), RANDOM);

    assertThat(loaded.issuingPin()).isEqualTo(authority.issuingPin());
    assertThat(loaded.trust()).isEqualTo(authority.trust());
    issue(loaded)
        .verify(
            authority
                .issueServer(TlsKeyPair.generate(RANDOM).publicKey(), List.of("h"))
                .get(1)
                .getPublicKey());
  }

  @Test
  void keys_are_readable_by_their_owner_only() throws Exception {
    for (String key : List.of("root.key", "issuing.key")) {
      assertThat(modes(folder.resolve("ca").resolve(key))).isEqualTo("rw-------");
    }
    assertThat(modes(folder.resolve("ca"))).isEqualTo("rwx------");
  }

  @Test
  void an_authority_is_never_overwritten() {
    assertThatThrownBy(
            () -> CertificateAuthority.create(folder.resolve("ca"), "Again", at(NOW), RANDOM))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("already holds an authority");
  }

  @Test
  void a_key_of_another_authority_is_refused() throws Exception {
    CertificateAuthority.create(folder.resolve("other"), "Other", at(NOW), RANDOM);
    Files.copy(
        folder.resolve("other/issuing.pem"),
        folder.resolve("ca/issuing.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> CertificateAuthority.load(folder.resolve("ca"), at(NOW), RANDOM))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("does not belong to issuing.pem");
  }

  @Test
  void nothing_outlives_the_issuing_certificate() throws Exception {
    Instant late = NOW.plus(Duration.ofDays(350));
    CertificateAuthority then = CertificateAuthority.load(folder.resolve("ca"), at(late), RANDOM);

    assertThat(issue(then).getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));

    CertificateAuthority over =
        CertificateAuthority.load(folder.resolve("ca"), at(NOW.plus(Duration.ofDays(366))), RANDOM);
    assertThatThrownBy(() -> issue(over)).hasMessageContaining("has expired");
  }

  @Test
  void a_request_survives_the_wire() throws Exception {
    CertificateRequest made = CertificateRequest.create(TlsKeyPair.generate(RANDOM), SITE);

    CertificateRequest read = CertificateRequest.parse(made.der());

    assertThat(read.identity()).isEqualTo(SITE);
    assertThat(read.publicKey()).isEqualTo(made.publicKey());
  }

  @Test
  void a_request_with_a_bad_self_signature_is_refused() {
    byte[] der = CertificateRequest.create(TlsKeyPair.generate(RANDOM), SITE).der();
    der[der.length - 3] ^= 1;

    assertThatThrownBy(() -> CertificateRequest.parse(der))
        .isInstanceOf(CredentialsException.class)
        .hasMessage("The certificate request is not signed by its own key; make a new one.");
  }

  @Test
  void a_damaged_request_is_refused_or_equal_but_never_breaks_the_reader() throws Exception {
    long seed = 20261102L;
    Random random = new Random(seed);
    CertificateRequest made = CertificateRequest.create(TlsKeyPair.generate(RANDOM), SITE);
    byte[] whole = made.der();
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        CertificateRequest read = CertificateRequest.parse(damaged);
        assertThat(read.identity()).as("seed %d, round %d", seed, round).isEqualTo(SITE);
        assertThat(read.publicKey()).isEqualTo(made.publicKey());
      } catch (CredentialsException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(450);
    assertThatThrownBy(() -> CertificateRequest.parse(new byte[5000]))
        .hasMessage("The certificate request is larger than 4096 bytes.");
    assertThatThrownBy(() -> CertificateRequest.parse(new byte[0]))
        .isInstanceOf(CredentialsException.class);
  }

  @Test
  void only_the_exact_text_form_is_an_identity() {
    assertThat(PeerIdentity.parse("fedval:site:site-a")).contains(SITE);
    for (String other :
        List.of(
            "fedval:site:",
            "fedval:site:a:b",
            "fedval:root:a",
            "FEDVAL:site:a",
            "a",
            "",
            "fedval:SITE:a",
            "fedval:site:../a",
            "fedval:site:a b",
            "fedval:site:a\u0000")) {
      assertThat(PeerIdentity.parse(other)).as(other).isEmpty();
    }
  }

  private static X509Certificate issue(CertificateAuthority authority) throws Exception {
    TlsKeyPair key = TlsKeyPair.generate(RANDOM);
    return authority.issueClient(CertificateRequest.create(key, SITE), SITE).get(0);
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static String modes(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
