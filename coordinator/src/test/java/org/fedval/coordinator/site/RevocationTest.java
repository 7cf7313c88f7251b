package org.fedval.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.fedval.coordinator.store.EndorsementRepository;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.support.House;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationTest {
  @TempDir private Path folder;

  private House house;
  private CertificateAuthority authority;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    authority =
        CertificateAuthority.create(folder.resolve("ca"), "test", house.clock, house.random);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_revoked_site_is_in_no_later_roster() {
    Roster before = house.publishRoster();

    Roster after =
        Roster.decode(revocation().revoke("b").orElseThrow().roster().orElseThrow().body());

    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.rosterId()).isEqualTo(before.rosterId());
    assertThat(after.members()).extracting(Roster.Member::siteId).containsExactly("a", "c");
    assertThat(house.publishRoster().indexOf("b")).isEmpty();
  }

  @Test
  void its_certificate_is_refused_from_now_on_and_after_a_restart() throws Exception {
    Revocation running = revocation();
    PeerIdentity b = PeerIdentity.site("b");
    assertThat(running.to(b, certificate(b))).isEmpty();

    running.revoke("b");

    assertThat(running.to(b, certificate(b)).orElseThrow()).contains("was revoked");
    assertThat(running.to(PeerIdentity.site("a"), certificate(b))).isEmpty();
    assertThat(running.to(new PeerIdentity(PeerIdentity.Kind.VENDOR, "b"), certificate(b)))
        .isEmpty();
    house.restart();
    assertThat(revocation().to(b, certificate(b)).orElseThrow()).contains("was revoked");
    assertThat(revocation().revoked()).containsExactly("b");
  }

  @Test
  void nobody_else_can_be_revoked() {
    assertThat(revocation().revoke("nobody")).isEmpty();
    assertThat(revocation().revoke("a").orElseThrow().roster())
        .as("without a roster none is published")
        .isEmpty();
  }

  @Test
  void who_revokes_again_gets_the_same_answer() {
    house.publishRoster();
    SignedBody roster = revocation().revoke("b").orElseThrow().roster().orElseThrow();

    assertThat(revocation().revoke("b").orElseThrow().roster()).contains(roster);
    assertThat(Roster.decode(roster.body()).indexOf("b")).isEmpty();
    assertThat(house.rosters.current()).contains(roster);
  }

  @Test
  void a_revocation_that_was_cut_short_publishes_its_roster_when_it_comes_again() {
    house.publishRoster();
    new IdentityRepository(house.database).revoke("b", house.clock.instant());

    SignedBody roster = revocation().revoke("b").orElseThrow().roster().orElseThrow();

    assertThat(Roster.decode(roster.body()).indexOf("b")).isEmpty();
  }

  @Test
  void a_certificate_that_ended_is_refused_on_a_connection_that_stands() throws Exception {
    PeerIdentity a = PeerIdentity.site("a");
    X509Certificate certificate = certificate(a);
    house.clock.forward(Duration.ofDays(30).minusSeconds(1));
    assertThat(revocation().to(a, certificate)).isEmpty();
    house.clock.forward(Duration.ofSeconds(1));

    assertThat(revocation().to(a, certificate).orElseThrow()).contains("has ended");
  }

  @Test
  void endorsements_travel_with_a_roster_that_has_their_member() {
    EndorsementRepository endorsements = new EndorsementRepository(house.database);
    RosterBook book =
        new RosterBook(
            house.sites,
            house.rosterRows,
            house.coordinatorKey,
            endorsements::list,
            java.util.List::of);
    for (int expires = 1; expires <= 6; expires++) {
      add(endorsements, "a", expires);
    }
    add(endorsements, "elsewhere", 1);

    SignedBody roster = book.publish("r").orElseThrow();

    assertThat(book.notice(roster).endorsements())
        .as("the four that last longest")
        .extracting(e -> Endorsement.decode(e.body()).expires())
        .containsExactlyInAnyOrder(3L, 4L, 5L, 6L);
  }

  @Test
  void the_server_certificate_is_renewed_from_day_20_and_with_a_new_issuing_certificate()
      throws Exception {
    ServerCertificate server =
        new ServerCertificate(authority, java.util.Set.of("localhost"), house.clock, house.random);
    X509Certificate first = server.certificate();
    house.clock.forward(Duration.ofDays(19));
    server.tick();
    assertThat(server.certificate()).isEqualTo(first);

    house.clock.forward(Duration.ofDays(1));
    server.tick();
    X509Certificate second = server.certificate();
    assertThat(second).isNotEqualTo(first);
    assertThat(second.getNotAfter().toInstant())
        .isEqualTo(first.getNotAfter().toInstant().plus(Duration.ofDays(20)));

    new org.fedval.wire.mtls.RootKey(folder.resolve("ca"))
        .renewIssuing(folder.resolve("ca"), true, house.clock, house.random);
    server.tick();
    assertThat(server.certificate()).isNotEqualTo(second);
    server.certificate().verify(authority.issuing().getPublicKey());
  }

  private void add(EndorsementRepository endorsements, String siteId, long expires) {
    Endorsement endorsement =
        new Endorsement(
            siteId, "Hospital " + siteId, house.identities.get("a").verifyingKey(), expires);
    endorsements.add(
        endorsement, SignedBody.signOutside(Endorsement.TYPE, endorsement.encode(), house.owner));
  }

  private Revocation revocation() {
    return new Revocation(new IdentityRepository(house.database), house.rosters, house.clock);
  }

  private X509Certificate certificate(PeerIdentity identity) throws Exception {
    return authority
        .issueClient(
            CertificateRequest.create(TlsKeyPair.generate(house.random), identity), identity)
        .get(0);
  }
}
