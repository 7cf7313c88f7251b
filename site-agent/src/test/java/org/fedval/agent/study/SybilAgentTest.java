package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.Vouching;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.InMemoryVectorStore;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.SuppressionGate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** False hospitals against a real agent's checks: its trust files, its policy and its session. */
class SybilAgentTest {
  private static final long NOW = 1_800_000_000L;

  @TempDir private Path folder;

  private OfferedStudy study;
  private TrustFiles trust;
  private RosterShelf shelf;
  private final SigningKey office = SigningKey.generate(new java.security.SecureRandom());

  @BeforeEach
  void six_members_of_which_the_last_three_are_the_coordinators_own() throws Exception {
    study = study("a", "b", "c", "x", "y", "z");
    trust = new TrustFiles(study.home);
    shelf = new RosterShelf(study.home, study.coordinator.verifyingKey());
  }

  @Test
  void a_stuffed_roster_does_not_run_without_the_operators_yes() throws Exception {
    OfferedStudy honest = study("a", "b", "c");
    trust.approve(honest.roster);

    assertThat(denied(check(NOW)).sentence()).contains("has not approved the roster");
  }

  @Test
  void members_that_nobody_vouches_for_are_refused_when_they_advertise() throws Exception {
    trust.approve(study.roster);
    vouchFor("b", "c");
    OfferCheck check = check(NOW);
    assertThat(check.study(study.offer(), study.roster).locked().definition())
        .isEqualTo(study.locked.definition());
    assertThat(study.locked.definition().f()).isLessThan(3);

    ProtocolViolation violation =
        catchThrowableOfType(
            ProtocolViolation.class, () -> sharesWith(check.trustIn(study.roster)));

    assertThat(violation.code()).isEqualTo(ProtocolViolation.Code.UNTRUSTED_ROSTER);
    vouchFor("x", "y", "z");
    assertThat(sharesWith(check(NOW).trustIn(study.roster))).isNotNull();
  }

  @Test
  void endorsed_members_are_no_strangers_until_the_endorsement_expires() throws Exception {
    trust.approve(study.roster);
    vouchFor("b", "c");
    endorse(office, NOW + 100, "x", "y", "z");
    assertThat(check(NOW).trustIn(study.roster).trusted())
        .as("nobody pinned the office")
        .hasSize(2);

    trust.pinEndorser(office.verifyingKey());

    TrustRules atOffer = check(NOW).trustIn(study.roster);
    assertThat(atOffer.trusted()).hasSize(5);
    assertThat(sharesWith(atOffer)).isNotNull();
    check(NOW + 99).requireStillTrusted(study.roster, atOffer);
    Denial late =
        catchThrowableOfType(
            Denial.class, () -> check(NOW + 100).requireStillTrusted(study.roster, atOffer));
    assertThat(late.code()).isEqualTo(Denial.Code.ROSTER);
    assertThat(check(NOW + 100).trustIn(study.roster).trusted()).hasSize(2);
  }

  @Test
  void members_and_the_coordinator_endorse_nobody_even_when_they_are_pinned() throws Exception {
    trust.approve(study.roster);
    for (SigningKey peer : List.of(study.identities.get(1), study.coordinator)) {
      trust.pinEndorser(peer.verifyingKey());
      endorse(peer, NOW + 100, "x", "y", "z");

      assertThat(check(NOW).trustIn(study.roster).trusted()).isEmpty();
    }
  }

  @Test
  void an_endorsement_of_another_key_or_name_vouches_for_nobody() throws Exception {
    trust.pinEndorser(office.verifyingKey());
    Roster.Member x = study.roster.members().get(3);
    Roster.Member y = study.roster.members().get(4);
    shelf.put(
        study.signedRoster(),
        List.of(
            signed(office, new Endorsement("x", x.orgName(), y.identity(), NOW + 9)),
            signed(office, new Endorsement("x", "Another", x.identity(), NOW + 9)),
            signed(
                SigningKey.generate(study.random),
                new Endorsement("x", x.orgName(), x.identity(), NOW + 9)),
            new SignedBody(new byte[] {1}, new byte[64])),
        List.of());

    assertThat(check(NOW).trustIn(study.roster).trusted()).isEmpty();
  }

  @Test
  void a_session_over_another_roster_than_this_sites_is_refused() throws Exception {
    trust.approve(study.roster);
    vouchFor("b", "c", "x", "y", "z");
    List<Roster.Member> members = new ArrayList<>(study.roster.members());
    Roster.Member last = members.remove(5);
    members.add(
        new Roster.Member(
            last.siteId(),
            last.orgName(),
            SigningKey.generate(study.random).verifyingKey(),
            last.sealX(),
            last.sealKemHash()));
    Roster toOthers =
        new Roster("roster", study.roster.version(), study.coordinator.verifyingKey(), members);
    SessionTerms terms = propose(toOthers);
    StudyRun run = run(check(NOW).trustIn(study.roster));

    assertThatThrownBy(
            () ->
                study
                    .state()
                    .shelf()
                    .join(
                        run.start(
                            new SiteInstruction.SessionProposed(terms.signedProposal()),
                            study.random)))
        .isInstanceOf(ProtocolViolation.class);
    assertThatThrownBy(() -> trust.approve(toOthers))
        .hasMessageContaining("Another roster with the same version");
  }

  @Test
  void a_study_or_session_over_an_older_roster_than_the_highest_approved_is_refused()
      throws Exception {
    trust.approve(study.roster);
    vouchFor("b", "c", "x", "y", "z");
    OfferCheck check = check(NOW);
    TrustRules atOffer = check.trustIn(study.roster);
    check.study(study.offer(), study.roster);
    check.requireStillTrusted(study.roster, atOffer);

    trust.approve(
        new Roster(
            "roster",
            study.roster.version() + 1,
            study.coordinator.verifyingKey(),
            study.roster.members().subList(0, 5)));

    Denial atJoin =
        catchThrowableOfType(Denial.class, () -> check.requireStillTrusted(study.roster, atOffer));
    assertThat(atJoin.sentence()).contains("an older one is never taken");
    assertThat(denied(check).sentence()).contains("approved version 2");
    assertThat(check.approves(study.roster)).as("although its hash is approved").isTrue();
  }

  private OfferedStudy study(String... siteIds) throws Exception {
    return new OfferedStudy(
        folder.resolve("s" + siteIds.length),
        TinyModels.filled(TinyModels.model(), TinyModels.spec()),
        List.of(siteIds));
  }

  private OfferCheck check(long now) {
    return new OfferCheck(
        study.coordinator.verifyingKey(),
        study.policy(),
        trust,
        new Vouching(trust, shelf, Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC)),
        study.identities.get(0).verifyingKey(),
        study.seals.get(0).publicKey(),
        Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC),
        CohortFiles.of(folder.resolve("labels.csv")));
  }

  private Denial denied(OfferCheck check) {
    Denial denial =
        catchThrowableOfType(Denial.class, () -> check.study(study.offer(), study.roster));
    assertThat(denial.code()).isEqualTo(Denial.Code.ROSTER);
    return denial;
  }

  private void vouchFor(String... siteIds) throws Exception {
    for (String siteId : siteIds) {
      int index = study.roster.indexOf(siteId).orElseThrow();
      trust.vouchFor(study.roster.identity(index).fingerprint(), siteId);
    }
  }

  private void endorse(SigningKey by, long expires, String... siteIds) throws Exception {
    List<SignedBody> endorsements = new ArrayList<>();
    for (String siteId : siteIds) {
      Roster.Member member = study.roster.members().get(study.roster.indexOf(siteId).orElseThrow());
      endorsements.add(
          signed(by, new Endorsement(siteId, member.orgName(), member.identity(), expires)));
    }
    shelf.put(study.signedRoster(), endorsements, List.of());
  }

  private static SignedBody signed(SigningKey by, Endorsement endorsement) {
    return SignedBody.signOutside(Endorsement.TYPE, endorsement.encode(), by);
  }

  private StudyRun run(TrustRules rules) {
    return new StudyRun(
        study.offer(),
        new CheckedOffer(
            study.locked,
            new CheckedOffer.Bundle(
                study.sealed.described().manifest(), study.sealed.described().model())),
        study.roster,
        rules,
        study.policy(),
        new ModelVault(study.home, "a", study.seals.get(0), study.coordinator.verifyingKey()),
        new StatusBoard(),
        new CohortHours(null, java.time.Clock.systemUTC(), new StatusBoard()));
  }

  private SessionTerms propose(Roster roster) {
    return SessionTerms.propose(
        study.coordinator,
        roster,
        study.locked.definition(),
        LockedStudy.FIRST_SLOT,
        1,
        study.locked.layout(),
        new byte[0],
        new SessionProposal.Deadlines(1, 2, 3, 4),
        study.random);
  }

  /** The first site's shares, after everybody advertised. */
  private List<SiteMessage> sharesWith(TrustRules rules) throws Exception {
    SessionTerms terms = propose(study.roster);
    SecAggSession victim =
        study
            .state()
            .shelf()
            .join(
                run(rules)
                    .start(
                        new SiteInstruction.SessionProposed(terms.signedProposal()), study.random));
    AdvertisePhase advertise =
        SecAggServer.open(
            terms,
            study.coordinator,
            new SuppressionGate(study.locked.counters()),
            new InMemoryVectorStore());
    Set<VerifyingKey> all = new HashSet<>();
    study.identities.forEach(key -> all.add(key.verifyingKey()));
    for (int i = 0; i < study.roster.size(); i++) {
      SignedBody step =
          i == 0
              ? ((SiteMessage.Advertised) victim.advertise()).signed()
              : AdvertisedClient.open(
                      terms,
                      i,
                      study.identities.get(i),
                      new TrustRules(all, 2),
                      new SuppressionGate(study.locked.counters()),
                      study.random)
                  .advertise();
      assertThat(advertise.accept(i, step)).isEqualTo(new Outcome.Accepted());
    }
    SharePhase share = advertise.close();
    SortedMap<Integer, Octets> bodies = new TreeMap<>();
    share.advertiseBodies().forEach((site, body) -> bodies.put(site, Octets.of(body)));
    return victim.share(
        new SiteInstruction.AdvertiseSetClosed(terms.sid(), share.advertiseSet(), bodies));
  }
}
