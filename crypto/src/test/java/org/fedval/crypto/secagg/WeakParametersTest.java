package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.refused;

import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.Test;

/** No proposal can undercut the study, and no study the site. */
class WeakParametersTest {
  private final TestFederation federation = new TestFederation(5, 1000, 138);
  private final SignedBody signed = federation.proposed.signedProposal();
  private final SessionProposal honest = federation.proposed.proposal();

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
  void a_study_whose_cells_open_for_fewer_sites_than_f_and_two_is_refused() {
    StudyDefinition s = federation.study;
    StudyDefinition weak =
        new StudyDefinition(
            s.studyId(),
            s.version(),
            s.coordinator(),
            s.owner(),
            s.planHash(),
            s.task(),
            s.unitOfAnalysis(),
            s.gateRule(),
            s.models(),
            s.datasetCriteriaHash(),
            s.layoutHash(),
            s.slots(),
            s.minSites(),
            s.f(),
            s.minCell(),
            s.f() + 1,
            s.privacy(),
            s.teePolicyHash(),
            s.datasetRule(),
            s.postQuantumSignatures(),
            s.expires());

    refused(Code.WEAK_PARAMETERS, () -> federation.session(weak));
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
}
