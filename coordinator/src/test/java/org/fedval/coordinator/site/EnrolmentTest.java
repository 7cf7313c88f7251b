package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.support.House;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.EnrollmentToken;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;
import org.fedval.wire.mtls.TokenRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTest {
  @TempDir private Path folder;

  private House house;
  private Enrolment enrolment;
  private CertificateAuthority authority;
  private SigningKey identity;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    authority =
        CertificateAuthority.create(folder.resolve("ca"), "test", house.clock, house.random);
    enrolment = over(authority);
    identity = SigningKey.generate(house.random);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_token_holder_becomes_a_site() {
    EnrollmentToken token = token("a");

    Enrolment.Outcome outcome = enrol(token, "a", "a", identity, identity, "Hospital A");

    assertThat(outcome).isInstanceOf(Enrolment.Outcome.Enrolled.class);
    var chain = ((Enrolment.Outcome.Enrolled) outcome).chain();
    assertThat(PeerIdentity.of(chain.get(0))).contains(PeerIdentity.site("a"));
    assertThat(house.sites.find("a").orElseThrow().organisation()).isEqualTo("Hospital A");
  }

  @Test
  void a_site_that_lost_its_certificate_enrols_again_with_the_same_identity_key() {
    enrol(token("a"), "a", "a", identity, identity, "Hospital A");

    Enrolment.Outcome again = enrol(token("a"), "a", "a", identity, identity, "Hospital A");

    assertThat(again).isInstanceOf(Enrolment.Outcome.Enrolled.class);
    var chain = ((Enrolment.Outcome.Enrolled) again).chain();
    assertThat(PeerIdentity.of(chain.get(0))).contains(PeerIdentity.site("a"));
    assertThat(house.sites.list()).hasSize(1);
  }

  @Test
  void an_enrolled_site_cannot_come_with_another_identity_key() {
    enrol(token("a"), "a", "a", identity, identity, "Hospital A");
    SigningKey other = SigningKey.generate(house.random);
    EnrollmentToken token = token("a");

    Enrolment.Outcome again = enrol(token, "a", "a", other, other, "Hospital A");

    assertThat(again)
        .isEqualTo(
            new Enrolment.Outcome.Refused(
                "OTHER_IDENTITY",
                "The site a is enrolled with another identity key; restore keys/identity.pem from"
                    + " a backup, or ask the coordinator's operator to revoke the site and enrol"
                    + " under a new site id."));
    assertThat(house.sites.find("a").orElseThrow().identityKey())
        .isEqualTo(identity.verifyingKey().toByteArray());
    assertThat(enrol(token, "a", "a", identity, identity, "Hospital A"))
        .as("the token is still whole")
        .isInstanceOf(Enrolment.Outcome.Enrolled.class);
  }

  @Test
  void a_revoked_site_never_comes_back_under_its_id_or_its_key() {
    enrol(token("a"), "a", "a", identity, identity, "Hospital A");
    EnrollmentToken kept = token("a");
    new IdentityRepository(house.database).revoke("a", house.clock.instant());

    assertThat(enrolment.createToken("a")).isEmpty();
    SigningKey other = SigningKey.generate(house.random);
    refused(enrol(kept, "a", "a", other, other, "Hospital A"), "REVOKED", "a");
    refused(enrol(token("b"), "b", "b", identity, identity, "Hospital A"), "REVOKED", "b");
    assertThat(enrol(token("b"), "b", "b", other, other, "Hospital A"))
        .as("the hospital itself may come back with another key")
        .isInstanceOf(Enrolment.Outcome.Enrolled.class);
  }

  @Test
  void a_token_of_another_coordinator_is_unknown() {
    EnrollmentToken foreign =
        EnrollmentToken.create(
            "a", authority.issuingPin(), house.coordinatorKey.verifyingKey(), house.random);

    refused(enrol(foreign, "a", "a", identity, identity, "A"), "TOKEN_UNKNOWN", "a");
  }

  @Test
  void a_request_that_names_a_token_but_does_not_hold_it_is_unknown() {
    EnrollmentToken token = token("a");

    Enrolment.Outcome outcome =
        enrolment.enrol(request(token, "a", "a", identity, identity), new byte[32], "A");

    refused(outcome, "TOKEN_UNKNOWN", "a");
  }

  @Test
  void a_token_serves_the_one_site_that_it_names() {
    refused(enrol(token("a"), "b", "b", identity, identity, "B"), "TOKEN_OTHER_SITE", "b");
  }

  @Test
  void a_site_that_never_got_the_answer_asks_again_with_the_same_token() {
    EnrollmentToken token = token("a");
    enrol(token, "a", "a", identity, identity, "A");

    Enrolment.Outcome again = enrol(token, "a", "a", identity, identity, "A");

    assertThat(again).isInstanceOf(Enrolment.Outcome.Enrolled.class);
    assertThat(house.sites.list()).hasSize(1);
    SigningKey other = SigningKey.generate(house.random);
    assertThat(((Enrolment.Outcome.Refused) enrol(token, "a", "a", other, other, "A")).code())
        .as("the same token with another identity key")
        .isEqualTo("TOKEN_USED");
    house.clock.forward(TokenRecord.LIFE.plusSeconds(1));
    assertThat(((Enrolment.Outcome.Refused) enrol(token, "a", "a", identity, identity, "A")).code())
        .as("after the token's life")
        .isEqualTo("TOKEN_USED");
  }

  @Test
  void a_token_serves_once() {
    EnrollmentToken token = token("a");
    enrol(token, "a", "a", identity, identity, "A");

    Enrolment.Outcome again =
        enrol(token, "a", "a", identity, SigningKey.generate(house.random), "A2");

    assertThat(((Enrolment.Outcome.Refused) again).code()).isEqualTo("TOKEN_USED");
  }

  @Test
  void a_token_expires_to_the_second() {
    EnrollmentToken early = token("a");
    EnrollmentToken late = token("b");
    house.clock.forward(TokenRecord.LIFE.minusSeconds(1));
    assertThat(enrol(early, "a", "a", identity, identity, "A"))
        .isInstanceOf(Enrolment.Outcome.Enrolled.class);
    house.clock.forward(Duration.ofSeconds(1));

    refused(enrol(late, "b", "b", identity, identity, "B"), "TOKEN_EXPIRED", "b");
  }

  @Test
  void the_request_is_signed_by_the_key_that_it_names() {
    SigningKey other = SigningKey.generate(house.random);

    refused(enrol(token("a"), "a", "a", identity, other, "A"), "SIGNATURE", "a");
  }

  @Test
  void the_certificate_request_is_for_the_same_site() {
    EnrollmentToken token = token("a");

    refused(enrol(token, "a", "b", identity, identity, "A"), "CERTIFICATE_REQUEST", "a");
    assertThat(enrol(token, "a", "a", identity, identity, "A"))
        .as("the token is still whole")
        .isInstanceOf(Enrolment.Outcome.Enrolled.class);
  }

  @Test
  void an_organisation_is_enrolled_once() {
    enrol(token("a"), "a", "a", identity, identity, "The Hospital");
    SigningKey other = SigningKey.generate(house.random);

    refused(enrol(token("b"), "b", "b", other, other, "The Hospital"), "DUPLICATE", "b");
  }

  @Test
  void an_identity_key_is_enrolled_once() {
    enrol(token("a"), "a", "a", identity, identity, "A");

    refused(enrol(token("b"), "b", "b", identity, identity, "B"), "DUPLICATE", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "A\u001b[2J", "Universita\u0308t"})
  void an_organisation_that_no_roster_can_carry_is_refused(String organisation) {
    refused(enrol(token("a"), "a", "a", identity, identity, organisation), "ORGANISATION", "a");
  }

  @Test
  void an_organisation_has_at_most_256_bytes() {
    refused(
        enrol(token("a"), "a", "a", identity, identity, "\u00fc".repeat(129)), "ORGANISATION", "a");
    assertThat(enrol(token("a"), "a", "a", identity, identity, "\u00fc".repeat(128)))
        .isInstanceOf(Enrolment.Outcome.Enrolled.class);
    assertThat(house.rosters.publish("r")).isPresent();
  }

  @Test
  void bytes_that_are_no_request_are_malformed() {
    Enrolment.Outcome outcome =
        enrolment.enrol(new SignedBody(new byte[] {1, 2}, new byte[64]), new byte[32], "A");

    refused(outcome, "MALFORMED", "a");
  }

  @Test
  void a_token_names_a_site_id() {
    assertThatThrownBy(() -> enrolment.createToken("Site 1"))
        .hasMessage("A site id is 1 to 64 characters of a-z, 0-9 and '-'.");
  }

  private Enrolment over(CertificateAuthority issuing) {
    return new Enrolment(
        new Enrolment.Parts(
            house.sites,
            new TokenRepository(house.database),
            new IdentityRepository(house.database)),
        issuing,
        house.coordinatorKey.verifyingKey(),
        house.clock,
        house.random);
  }

  private void refused(Enrolment.Outcome outcome, String code, String siteId) {
    assertThat(outcome).isInstanceOf(Enrolment.Outcome.Refused.class);
    assertThat(((Enrolment.Outcome.Refused) outcome).code()).isEqualTo(code);
    assertThat(((Enrolment.Outcome.Refused) outcome).sentence()).endsWith(".");
    assertThat(house.sites.find(siteId)).isEmpty();
  }

  private EnrollmentToken token(String siteId) {
    return enrolment.createToken(siteId).orElseThrow();
  }

  private Enrolment.Outcome enrol(
      EnrollmentToken token,
      String siteId,
      String certificateSite,
      SigningKey named,
      SigningKey signer,
      String organisation) {
    return enrolment.enrol(
        request(token, siteId, certificateSite, named, signer), token.secret(), organisation);
  }

  private SignedBody request(
      EnrollmentToken token,
      String siteId,
      String certificateSite,
      SigningKey named,
      SigningKey signer) {
    CertificateRequest csr =
        CertificateRequest.create(
            TlsKeyPair.generate(house.random), PeerIdentity.site(certificateSite));
    byte[] body =
        new EnrollRequest(
                siteId,
                token.hash(),
                named.verifyingKey(),
                Octets.of(new byte[32]),
                Octets.of(new byte[1184]),
                Octets.of(csr.der()),
                0)
            .encode();
    return SignedBody.signOutside(EnrollRequest.TYPE, body, signer);
  }
}
