package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferCheckTest {
  @TempDir private Path folder;

  private OfferedStudy study;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
  }

  @Test
  void an_offer_that_is_right_is_taken() throws Exception {
    study.trustEverybody();

    assertThat(check(study.policy()).study(study.offer(), study.roster))
        .isEqualTo(study.locked.definition());
  }

  @Test
  void a_definition_that_cannot_be_read_is_denied() {
    SiteInstruction.StudyOffered offer = study.offer();
    SiteInstruction.StudyOffered garbage =
        new SiteInstruction.StudyOffered(
            new SignedBody(new byte[] {1, 2}, new byte[64]),
            offer.ownerSignature(),
            offer.planYaml(),
            offer.bundleDigest(),
            1);

    denied(garbage, study.policy(), Denial.Code.PROTOCOL, "is malformed");
  }

  @Test
  void both_signatures_are_needed() {
    SigningKey other = SigningKey.generate(study.random);

    denied(
        study.offer(study.locked.definition(), study.plan, other, study.owner),
        study.policy(),
        Denial.Code.PROTOCOL,
        "not signed by coordinator and owner");
    denied(
        study.offer(study.locked.definition(), study.plan, study.coordinator, other),
        study.policy(),
        Denial.Code.PROTOCOL,
        "not signed by coordinator and owner");
  }

  @Test
  void the_plan_is_the_one_of_the_study() {
    byte[] other = "schema: other\n".getBytes(StandardCharsets.UTF_8);

    denied(
        study.offer(study.locked.definition(), other, study.coordinator, study.owner),
        study.policy(),
        Denial.Code.PROTOCOL,
        "is not the one of the study");
  }

  @Test
  void without_the_operators_yes_to_the_roster_nothing_runs() {
    denied(study.offer(), study.policy(), Denial.Code.ROSTER, "has not approved the roster");
  }

  @Test
  void the_policy_has_the_last_word() throws Exception {
    study.trustEverybody();
    ApprovalPolicy nobody =
        new ApprovalPolicy(ApprovalPolicy.SCHEMA, java.util.List.of(), null, null, null, null);

    denied(study.offer(), nobody, Denial.Code.POLICY, "owner is not among approve_owners");
    denied(study.offer(), study.policy(11, 3), Denial.Code.POLICY, "floor of 11");
    denied(study.offer(), study.policy(10, 4), Denial.Code.POLICY, "floor of 4");
  }

  @Test
  void a_roster_is_taken_from_the_pinned_coordinator_only() throws Exception {
    OfferCheck check = check(study.policy());
    OfferedStudy elsewhere = new OfferedStudy(folder.resolve("elsewhere"));

    assertThat(check.roster(study.signedRoster())).contains(study.roster);
    assertThat(check.roster(elsewhere.signedRoster())).isEmpty();
    assertThat(check.roster(new SignedBody(new byte[] {1}, new byte[64]))).isEmpty();
    assertThat(
            check.roster(
                SignedBody.of(study.roster.encode(), study.signedRoster().signatureOctets())))
        .isPresent();
  }

  @Test
  void a_site_trusts_those_whose_fingerprints_were_compared_but_not_itself() throws Exception {
    assertThat(check(study.policy()).trustIn(study.roster).trusted()).isEmpty();

    study.trustEverybody();

    assertThat(check(study.policy()).trustIn(study.roster).trusted())
        .containsExactlyInAnyOrder(
            study.identities.get(1).verifyingKey(), study.identities.get(2).verifyingKey());
  }

  private void denied(
      SiteInstruction.StudyOffered offer, ApprovalPolicy policy, Denial.Code code, String words) {
    Denial denial =
        catchThrowableOfType(Denial.class, () -> check(policy).study(offer, study.roster));
    assertThat(denial).as(words).isNotNull();
    assertThat(denial.code()).isEqualTo(code);
    assertThat(denial.sentence()).contains(words);
  }

  private OfferCheck check(ApprovalPolicy policy) {
    return new OfferCheck(
        study.coordinator.verifyingKey(),
        policy,
        new TrustFiles(study.home),
        study.identities.get(0).verifyingKey());
  }
}
