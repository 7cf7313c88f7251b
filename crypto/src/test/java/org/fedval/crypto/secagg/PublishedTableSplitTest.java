package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.Test;

/** A table that is not the same for all sites would put all others into one bin. */
class PublishedTableSplitTest {
  private static final byte[] TABLE = {1, 2, 3};

  private final TestFederation federation = new TestFederation(5, 1000, 171);
  private final SignedBody signed = federation.proposed.signedProposal();

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
  void a_later_slot_takes_exactly_the_table_that_its_proposal_hashes() {
    StudyDefinition study = federation.twoSlots();
    SessionTerms later = propose(study);
    assertThat(check(later, study, TABLE).sid()).isEqualTo(later.sid());
    refused(Code.WRONG_LAYOUT, () -> check(later, study, new byte[] {1, 2, 4}));
    refused(Code.WRONG_LAYOUT, () -> check(later, study, new byte[0]));
  }

  private SessionTerms propose(StudyDefinition study) {
    return SessionTerms.propose(
        federation.coordinator,
        federation.roster,
        study,
        "slot-1",
        1,
        federation.layout,
        TABLE,
        new org.fedval.crypto.secagg.body.SessionProposal.Deadlines(1, 2, 3, 4),
        federation.random);
  }

  private SessionTerms check(SessionTerms terms, StudyDefinition study, byte[] published) {
    return SessionTerms.check(
        terms.signedProposal(),
        federation.coordinator.verifyingKey(),
        federation.roster,
        federation.roster.hash(),
        study,
        federation.layout,
        published,
        SitePolicy.defaults());
  }
}
