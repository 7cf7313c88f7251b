package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.support.House;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
  @TempDir private Path folder;

  private House house;
  private IdentityRepository identities;
  private Renewal renewal;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b");
    identities = new IdentityRepository(house.database);
    renewal =
        new Renewal(
            house.sites,
            identities,
            CertificateAuthority.create(folder.resolve("ca"), "test", house.clock, house.random),
            house.clock);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_site_gets_its_next_certificate_of_thirty_days() {
    Enrolment.Outcome outcome = renewal.renew("a", request("a", "a", key("a"), key("a")));

    assertThat(outcome).isInstanceOf(Enrolment.Outcome.Enrolled.class);
    X509Certificate certificate = ((Enrolment.Outcome.Enrolled) outcome).chain().get(0);
    assertThat(PeerIdentity.of(certificate)).contains(PeerIdentity.site("a"));
    assertThat(certificate.getNotAfter().toInstant().getEpochSecond())
        .isEqualTo(house.clock.instant().plus(Duration.ofDays(30)).getEpochSecond());
  }

  @Test
  void a_site_renews_for_itself_only() {
    refused(renewal.renew("b", request("a", "a", key("a"), key("a"))), "OTHER_SITE");
    refused(renewal.renew("a", request("a", "b", key("a"), key("a"))), "CERTIFICATE_REQUEST");
  }

  @Test
  void another_identity_key_is_refused() {
    SigningKey other = SigningKey.generate(house.random);

    refused(renewal.renew("a", request("a", "a", other, other)), "OTHER_IDENTITY");
    refused(renewal.renew("a", request("a", "a", key("a"), other)), "OTHER_IDENTITY");
    refused(renewal.renew("a", request("a", "a", key("b"), key("b"))), "OTHER_IDENTITY");
  }

  @Test
  void a_revoked_site_is_refused() {
    identities.revoke("a", house.clock.instant());

    refused(renewal.renew("a", request("a", "a", key("a"), key("a"))), "REVOKED");
  }

  @Test
  void a_kept_request_is_of_no_use_later() {
    SignedBody kept = request("a", "a", key("a"), key("a"));
    house.clock.forward(Renewal.FRESH.plusSeconds(1));

    refused(renewal.renew("a", kept), "CLOCK");
  }

  @Test
  void bytes_that_are_no_request_are_malformed() {
    refused(renewal.renew("a", new SignedBody(new byte[] {1}, new byte[64])), "MALFORMED");
  }

  private SigningKey key(String siteId) {
    return house.identities.get(siteId);
  }

  private static void refused(Enrolment.Outcome outcome, String code) {
    assertThat(outcome).isInstanceOf(Enrolment.Outcome.Refused.class);
    assertThat(((Enrolment.Outcome.Refused) outcome).code()).isEqualTo(code);
    assertThat(((Enrolment.Outcome.Refused) outcome).sentence()).endsWith(".");
  }

  private SignedBody request(
      String siteId, String certificateSite, SigningKey named, SigningKey signer) {
    CertificateRequest csr =
        CertificateRequest.create(
            TlsKeyPair.generate(house.random), PeerIdentity.site(certificateSite));
    byte[] body =
        new EnrollRequest(
                siteId,
                Sha256Digest.ZERO,
                named.verifyingKey(),
                Octets.of(new byte[32]),
                Octets.of(new byte[1184]),
                Octets.of(csr.der()),
                house.clock.instant().getEpochSecond())
            .encode();
    return SignedBody.signOutside(EnrollRequest.TYPE, body, signer);
  }
}
