package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.cohort.LabelRule;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.Vouching;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.sealed.BundleSealer;
import org.fedval.wire.sealed.SealedBundle;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.study.LabelProvenance;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferCheckTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private SealingKey ownSeal;
  private CohortFiles files;
  private Instant now = Instant.ofEpochSecond(1_900_000_000);

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    ownSeal = study.seals.get(0).publicKey();
    files = CohortFiles.of(folder.resolve("labels.csv"));
  }

  @Test
  void an_attribute_that_the_site_does_not_map_is_denied_and_a_mapped_one_taken() throws Exception {
    study.trustEverybody();
    study =
        study.asking(
            "  - attribute: sex\n    levels: [F, M]",
            "  - attribute: ward\n    from: site\n    levels: [icu]");
    denied(study.offer(), study.policy(), Denial.Code.POLICY, "subgroup that this site");

    Path mapping = folder.resolve("attributes.yaml");
    Files.writeString(
        mapping, "schema: fedval.attributes/v1\nattributes:\n  ward: {column: ward}\n");
    files = new CohortFiles(folder.resolve("labels.csv"), LabelRule.SINGLE, null, mapping, null);
    assertThat(check(study.policy()).study(study.offer(), study.roster).definition())
        .isEqualTo(study.locked.definition());
  }

  @Test
  void labels_of_another_provenance_are_denied_before_anything_is_fetched() throws Exception {
    study.trustEverybody();
    study = study.asking("modalities: [DX]", "label_provenance: [adjudicated, biopsy]");
    denied(study.offer(), study.policy(), Denial.Code.LABELS, "no reference.provenance");

    files = labelled(LabelProvenance.REPORT_MINED);
    denied(study.offer(), study.policy(), Denial.Code.LABELS, "are report_mined");

    files = labelled(LabelProvenance.BIOPSY);
    assertThat(check(study.policy()).study(study.offer(), study.roster).definition())
        .isEqualTo(study.locked.definition());
  }

  private CohortFiles labelled(LabelProvenance provenance) {
    return new CohortFiles(folder.resolve("labels.csv"), LabelRule.SINGLE, provenance, null, null);
  }

  @Test
  void an_offer_that_is_right_is_taken() throws Exception {
    study.trustEverybody();

    assertThat(check(study.policy()).study(study.offer(), study.roster).definition())
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
            offer.model());

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
        new ApprovalPolicy(
            ApprovalPolicy.SCHEMA, java.util.List.of(), null, null, null, null, null);

    denied(study.offer(), nobody, Denial.Code.POLICY, "owner is not among approve_owners");
    denied(study.offer(), study.policy(11, 3), Denial.Code.POLICY, "floor of 11");
    denied(study.offer(), study.policy(10, 4), Denial.Code.POLICY, "floor of 4");
  }

  @Test
  void the_manifest_is_the_studys_and_signed_by_owner_and_coordinator() throws Exception {
    study.trustEverybody();
    OfferedStudy other = new OfferedStudy(folder.resolve("other"));
    SiteInstruction.StudyOffered good = study.offer();
    SiteInstruction.StudyOffered foreign = other.offer();
    SigningKey owner = study.owner;
    SignedBody garbage = SignedBody.signOutside(BundleManifest.TYPE, new byte[] {1}, owner);

    denied(
        with(
            good,
            foreign.model().manifest(),
            good.model().countersignature(),
            good.model().description()),
        study.policy(),
        Denial.Code.BUNDLE,
        "did not sign");
    denied(
        with(
            good,
            good.model().manifest(),
            foreign.model().countersignature(),
            good.model().description()),
        study.policy(),
        Denial.Code.BUNDLE,
        "did not sign");
    denied(
        with(
            good,
            good.model().manifest(),
            good.model().countersignature(),
            foreign.model().description()),
        study.policy(),
        Denial.Code.BUNDLE,
        "not the one that the bundle's manifest names");
    denied(
        with(good, garbage, countersigned(garbage), good.model().description()),
        study.policy(),
        Denial.Code.BUNDLE,
        "is malformed");
    SealedBundle resealed =
        BundleSealer.seal(
            study.plainFile, folder.resolve("again"), owner, 4_000_000_000L, study.random);
    denied(
        with(
            good,
            resealed.manifest(),
            countersigned(resealed.manifest()),
            good.model().description()),
        study.policy(),
        Denial.Code.BUNDLE,
        "does not follow from its plan, bundle and roster");
  }

  @Test
  void a_feasibility_study_is_judged_by_the_same_policy_and_has_no_bundle() throws Exception {
    SiteInstruction.StudyOffered counting = counting(null);

    denied(counting, study.policy(), Denial.Code.ROSTER, "has not approved the roster");
    study.trustEverybody();
    denied(counting, study.policy(11, 3), Denial.Code.POLICY, "floor of 11");

    CheckedOffer taken = check(study.policy()).study(counting, study.roster);
    assertThat(taken.bundle()).isNull();
    assertThat(taken.definition().isFeasibility()).isTrue();
  }

  @Test
  void a_bundle_with_a_feasibility_study_or_none_with_another_is_denied() throws Exception {
    study.trustEverybody();
    SiteInstruction.StudyOffered good = study.offer();

    denied(counting(good.model()), study.policy(), Denial.Code.PROTOCOL, "does not fit");
    denied(
        new SiteInstruction.StudyOffered(
            good.definition(), good.ownerSignature(), good.planYaml(), null),
        study.policy(),
        Denial.Code.PROTOCOL,
        "does not fit");
  }

  private SiteInstruction.StudyOffered counting(SiteInstruction.OfferedModel model)
      throws Exception {
    byte[] plan =
        new String(study.plan, StandardCharsets.UTF_8)
            .replace("task: classification", "task: feasibility")
            .getBytes(StandardCharsets.UTF_8);
    StudyDefinition definition =
        LockedStudy.derive(
                plan, study.owner.verifyingKey(), study.roster, study.locked.definition().expires())
            .definition();
    SiteInstruction.StudyOffered signed =
        study.offer(definition, plan, study.coordinator, study.owner);
    return new SiteInstruction.StudyOffered(
        signed.definition(), signed.ownerSignature(), signed.planYaml(), model);
  }

  @Test
  void an_expired_bundle_is_denied() throws Exception {
    study.trustEverybody();
    now = Instant.ofEpochSecond(4_000_000_001L);

    denied(study.offer(), study.policy(), Denial.Code.BUNDLE, "has expired");
  }

  @Test
  void a_roster_with_other_keys_for_this_site_is_denied() throws Exception {
    study.trustEverybody();
    ownSeal = study.seals.get(1).publicKey();

    denied(study.offer(), study.policy(), Denial.Code.ROSTER, "with its own keys");
  }

  @Test
  void a_study_that_asks_for_an_attested_environment_is_denied() throws Exception {
    study.trustEverybody();
    StudyDefinition d = study.locked.definition();
    StudyDefinition guarded =
        new StudyDefinition(
            d.studyId(),
            d.version(),
            d.coordinator(),
            d.owner(),
            d.planHash(),
            d.task(),
            d.unitOfAnalysis(),
            d.gateRule(),
            d.models(),
            d.datasetCriteriaHash(),
            d.layoutHash(),
            d.slots(),
            d.minSites(),
            d.f(),
            d.minCell(),
            d.minContributors(),
            d.privacy(),
            Sha256Digest.hash(new byte[] {1}),
            d.datasetRule(),
            d.postQuantumSignatures(),
            d.expires());

    denied(
        study.offer(guarded, study.plan, study.coordinator, study.owner),
        study.policy(),
        Denial.Code.TEE_REQUIRED,
        "attested environment");
  }

  private Octets countersigned(SignedBody manifest) {
    return study.coordinator.sign(
        SigInput.outsideByCoordinator(BundleManifest.TYPE, manifest.body()));
  }

  private static SiteInstruction.StudyOffered with(
      SiteInstruction.StudyOffered offer,
      SignedBody manifest,
      Octets countersignature,
      Octets description) {
    return new SiteInstruction.StudyOffered(
        offer.definition(),
        offer.ownerSignature(),
        offer.planYaml(),
        new SiteInstruction.OfferedModel(manifest, countersignature, description));
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
    TrustFiles trust = new TrustFiles(study.home);
    return new OfferCheck(
        study.coordinator.verifyingKey(),
        policy,
        trust,
        new Vouching(
            trust,
            new RosterShelf(study.home, study.coordinator.verifyingKey()),
            Clock.fixed(now, ZoneOffset.UTC)),
        study.identities.get(0).verifyingKey(),
        ownSeal,
        Clock.fixed(now, ZoneOffset.UTC),
        files);
  }
}
