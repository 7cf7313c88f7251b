package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.refused;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.Test;

/** A session runs over exactly the roster that each operator approved. */
class RosterMismatchTest {
  private final TestFederation federation = new TestFederation(5, 1000, 135);
  private final SignedBody signed = federation.proposed.signedProposal();

  @Test
  void a_roster_that_the_operator_did_not_approve_is_refused() {
    refused(
        Code.WRONG_ROSTER,
        () ->
            check(signed, Sha256Digest.hash(new byte[1]), federation.study, SitePolicy.defaults()));
  }

  @Test
  void a_proposal_that_names_another_roster_than_the_one_shown_is_refused() {
    TestFederation other = new TestFederation(5, 1000, 235);
    refused(
        Code.WRONG_STUDY,
        () ->
            SessionTerms.check(
                signed,
                federation.coordinator.verifyingKey(),
                other.roster,
                federation.roster.hash(),
                federation.study,
                federation.layout,
                new byte[0],
                SitePolicy.defaults()));
    Roster older =
        new Roster("roster", 2, federation.coordinator.verifyingKey(), federation.roster.members());
    refused(
        Code.WRONG_ROSTER,
        () ->
            SessionTerms.check(
                signed,
                federation.coordinator.verifyingKey(),
                older,
                older.hash(),
                federation.study,
                federation.layout,
                new byte[0],
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
