package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.Test;

class ProposalChecksTest {
  private final TestFederation federation = new TestFederation(5, 1000, 21);
  private final SignedBody signed = federation.proposed.signedProposal();
  private final SessionProposal honest = federation.proposed.proposal();

  @Test
  void an_honest_proposal_passes_and_its_hash_is_the_session_id() {
    assertThat(federation.check(signed).sid()).isEqualTo(signed.hash());
  }

  @Test
  void a_proposal_of_another_signer_is_refused() {
    SigningKey stranger = SigningKey.generate(federation.random);
    SignedBody forged =
        SignedBody.sign(
            SessionProposal.TYPE, signed.hash(), SigInput.COORDINATOR, signed.body(), stranger);
    refused(Code.BAD_SIGNATURE, () -> federation.check(forged));
  }

  @Test
  void a_roster_that_the_operator_did_not_approve_is_refused() {
    refused(
        Code.WRONG_ROSTER,
        () ->
            check(signed, Sha256Digest.hash(new byte[1]), federation.study, SitePolicy.defaults()));
  }

  @Test
  void another_study_than_the_approved_one_is_refused() {
    refused(
        Code.WRONG_STUDY,
        () ->
            check(
                signed,
                federation.roster.hash(),
                federation.study(2, 3, 10),
                SitePolicy.defaults()));
  }

  @Test
  void tables_that_are_not_under_the_layout_hash_are_refused() {
    refused(
        Code.WRONG_LAYOUT,
        () ->
            SessionTerms.check(
                signed,
                federation.coordinator.verifyingKey(),
                federation.roster,
                federation.roster.hash(),
                federation.study,
                federation.layout,
                new byte[] {1},
                SitePolicy.defaults()));
  }

  @Test
  void parameters_below_the_site_policy_are_refused() {
    for (SitePolicy policy :
        List.of(new SitePolicy(4, 1, 10), new SitePolicy(3, 2, 10), new SitePolicy(3, 1, 11))) {
      refused(
          Code.WEAK_PARAMETERS,
          () -> check(signed, federation.roster.hash(), federation.study, policy));
    }
  }

  @Test
  void a_proposal_that_lowers_f_or_minSites_or_the_ring_is_refused() {
    for (SessionProposal weak :
        List.of(
            changed(0, honest.minSites(), honest.ringBits()),
            changed(2, honest.minSites(), honest.ringBits()),
            changed(honest.f(), 2, honest.ringBits()),
            changed(honest.f(), honest.minSites(), RingBits.W64))) {
      byte[] body = weak.encode();
      SignedBody resigned =
          SignedBody.sign(
              SessionProposal.TYPE,
              Sha256Digest.hash(body),
              SigInput.COORDINATOR,
              body,
              federation.coordinator);
      refused(Code.WEAK_PARAMETERS, () -> federation.check(resigned));
    }
  }

  @Test
  void a_roster_with_too_many_strangers_is_refused_once_they_advertise() {
    SecAggRun run = federation.run();
    SharePhase phase = run.advertise();
    TrustRules two = trusting(1, 2);
    refused(Code.UNTRUSTED_ROSTER, () -> AdvertisedClientWith.trust(federation, phase, run, two));
  }

  @Test
  void a_site_without_trusted_company_leaves() {
    SecAggRun run = federation.run();
    SharePhase phase = run.advertise();
    refused(
        Code.UNTRUSTED_ROSTER,
        () ->
            AdvertisedClientWith.trust(
                federation, phase, run, new TrustRules(trusting(1, 2, 3, 4).trusted(), 5)));
  }

  @Test
  void an_identity_that_is_not_at_its_place_in_the_roster_cannot_start() {
    refused(
        Code.WRONG_ROSTER,
        () ->
            AdvertisedClient.open(
                federation.check(signed),
                1,
                federation.identities.get(0),
                federation.trustAll(),
                TestFederation.RULE,
                federation.random));
  }

  @Test
  void a_gate_rule_that_the_study_does_not_name_cannot_run() {
    refused(
        Code.UNSUPPORTED,
        () ->
            AdvertisedClient.open(
                federation.check(signed),
                0,
                federation.identities.get(0),
                federation.trustAll(),
                new ThresholdGateRule(8),
                federation.random));
  }

  private TrustRules trusting(int... sites) {
    Set<org.fedval.crypto.primitive.VerifyingKey> keys = new java.util.HashSet<>();
    for (int site : sites) {
      keys.add(federation.identities.get(site).verifyingKey());
    }
    return new TrustRules(keys, 2);
  }

  private SessionTerms check(
      SignedBody proposal, Sha256Digest rosterHash, StudyDefinition study, SitePolicy policy) {
    return SessionTerms.check(
        proposal,
        federation.coordinator.verifyingKey(),
        federation.roster,
        rosterHash,
        study,
        federation.layout,
        new byte[0],
        policy);
  }

  private SessionProposal changed(int f, int minSites, RingBits bits) {
    return new SessionProposal(
        honest.studyHash(),
        honest.slot(),
        honest.attempt(),
        honest.rosterHash(),
        honest.suite(),
        bits,
        f,
        minSites,
        honest.layoutHash(),
        honest.unitLengths(),
        honest.deadlines(),
        honest.nonce(),
        honest.earlierCertificates());
  }

  /** Runs site 0's second step with the randomness of its first and other trust rules. */
  private static final class AdvertisedClientWith {
    static SharedClient trust(
        TestFederation federation, SharePhase phase, SecAggRun run, TrustRules rules) {
      SeededRandom random = new SeededRandom(77);
      AdvertisedClient client =
          AdvertisedClient.open(
              federation.check(federation.proposed.signedProposal()),
              0,
              federation.identities.get(0),
              rules,
              TestFederation.RULE,
              random);
      run.advertised.put(0, client);
      AdvertisePhase again =
          SecAggServer.open(
              federation.proposed,
              federation.coordinator,
              TestFederation.RULE,
              new InMemoryVectorStore());
      run.advertised.forEach((i, c) -> SecAggRun.taken(again.accept(i, c.advertise())));
      SharePhase next = again.close();
      assertThat(next.advertiseSet()).isNotEqualTo(phase.advertiseSet());
      return client.shareKeys(next.advertiseSet(), next.advertiseBodies());
    }
  }
}
