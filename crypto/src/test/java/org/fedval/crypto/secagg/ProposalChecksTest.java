package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
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
}
