package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.Test;

/** Two sites with different models cannot be in one session. */
class TwoModelsTest {
  private final TestFederation federation = new TestFederation(5, 1000, 137);

  @Test
  void a_site_that_approved_another_model_refuses_the_session() {
    StudyDefinition s = federation.study;
    StudyDefinition otherModel =
        new StudyDefinition(
            s.studyId(),
            s.version(),
            s.coordinator(),
            s.owner(),
            s.planHash(),
            s.task(),
            s.unitOfAnalysis(),
            s.gateRule(),
            List.of(
                new StudyDefinition.Model(
                    s.owner(), Sha256Digest.hash(new byte[] {1}), Sha256Digest.ZERO)),
            s.datasetCriteriaHash(),
            s.layoutHash(),
            s.slots(),
            s.minSites(),
            s.f(),
            s.minCell(),
            s.minContributors(),
            s.privacy(),
            s.teePolicyHash(),
            s.datasetRule(),
            s.postQuantumSignatures(),
            s.expires());
    assertThat(otherModel.hash()).isNotEqualTo(s.hash());
    refused(
        Code.WRONG_STUDY,
        () ->
            SessionTerms.check(
                federation.proposed.signedProposal(),
                federation.coordinator.verifyingKey(),
                federation.roster,
                federation.roster.hash(),
                otherModel,
                federation.layout,
                new byte[0],
                SitePolicy.defaults()));
  }
}
