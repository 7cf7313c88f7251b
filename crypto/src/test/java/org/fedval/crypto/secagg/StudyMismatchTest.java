package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.Test;

/** A session runs for exactly the study that each operator approved. */
class StudyMismatchTest {
  private final TestFederation federation = new TestFederation(5, 1000, 136);
  private final SignedBody signed = federation.proposed.signedProposal();

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
  void sites_that_approved_different_studies_are_never_in_one_session() {
    SessionTerms other = federation.session(federation.otherStudy("other"));
    assertThat(other.sid()).isNotEqualTo(federation.proposed.sid());
    refused(
        Code.WRONG_STUDY,
        () ->
            check(
                other.signedProposal(),
                federation.roster.hash(),
                federation.study,
                SitePolicy.defaults()));
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
}
