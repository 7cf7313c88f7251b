package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.StoredPieces;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudySubmissionTest {
  private static final byte[] PLAN = TinyStudy.plan("s-1");

  @TempDir private Path folder;

  private House house;
  private Roster roster;
  private StudyDefinition definition;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    roster = house.publishRoster();
    house.uploadBundle();
    definition = house.locked("s-1", roster).definition();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_definition_that_follows_from_its_parts_is_locked_and_countersigned() {
    StudySubmission.Outcome outcome = submit(definition);

    ValidationStudy study = ((StudySubmission.Outcome.Locked) outcome).study();
    assertThat(study.state()).isEqualTo(StudyState.LOCKED);
    assertThat(study.digest()).isEqualTo(definition.hash().toByteArray());
    assertThat(
            house
                .coordinatorKey
                .verifyingKey()
                .verifies(
                    SigInput.outsideByCoordinator(StudyDefinition.TYPE, study.definition().body()),
                    study.definition().signatureOctets()))
        .isTrue();
    assertThat(house.studies.find(study.digest())).isPresent();
  }

  @Test
  void a_definition_that_differs_in_one_field_is_refused() {
    List<UnaryOperator<StudyDefinition>> changes =
        List.of(
            d -> with(d, d.planHash(), d.minSites(), d.f(), d.minCell(), d.expires()),
            d -> with(d, Sha256Digest.ZERO, d.minSites(), d.f(), d.minCell(), d.expires()),
            d -> with(d, d.planHash(), 4, d.f(), d.minCell(), d.expires()),
            d -> with(d, d.planHash(), d.minSites(), d.f(), 11, d.expires()));
    assertThat(changes.get(0).apply(definition)).isEqualTo(definition);

    for (UnaryOperator<StudyDefinition> change : changes.subList(1, changes.size())) {
      refused(submit(change.apply(definition)), "DIFFERENT");
    }
    refused(
        house.submission.submit(house.handedIn(definition, TinyStudy.plan("s-2"), roster)),
        "DIFFERENT");
  }

  @Test
  void a_roster_published_in_the_meantime_needs_new_wraps() {
    house.enrol("d");
    Roster later = house.publishRoster();

    refused(submit(definition), "WRAPS");

    // Four sites need no more than three do, so the definition may still follow.
    StudySubmission.Outcome outcome =
        house.submission.submit(house.handedIn(definition, PLAN, later));
    assertThat(outcome).isInstanceOf(StudySubmission.Outcome.Locked.class);
    ValidationStudy study = ((StudySubmission.Outcome.Locked) outcome).study();
    assertThat(study.rosterHash())
        .isEqualTo(Sha256Digest.hash(house.rosters.current().orElseThrow().body()).toByteArray());
  }

  @Test
  void the_manifest_is_countersigned_and_each_site_has_its_own_wrap() {
    submit(definition);

    SealedBundleRepository.PublicParts parts =
        house.sealedRows.find(definition.hash().toByteArray()).orElseThrow();
    BundleManifest manifest =
        BundleManifest.verified(
            parts.manifest(),
            parts.countersignature(),
            house.owner.verifyingKey(),
            house.coordinatorKey.verifyingKey());
    manifest.requireInStudy(
        definition.models().get(0).manifestHash(), definition.models().get(0).plainHash());
    assertThat(parts.description().toByteArray())
        .isEqualTo(house.sealed.described().model().encode());
  }

  @Test
  void wraps_that_are_missing_swapped_or_signed_by_another_are_refused() {
    Submission good = house.handedIn(definition, PLAN, roster);
    List<SignedBody> wraps = good.model().wraps();
    SigningKey other = SigningKey.generate(house.random);
    SignedBody foreign = SignedBody.signOutside(ModelWrap.TYPE, wraps.get(1).body(), other);
    SignedBody ofAnotherStudy =
        house
            .sealed
            .wraps(
                Sha256Digest.ZERO,
                roster,
                roster.members().stream().map(m -> house.seals.get(m.siteId()).key()).toList(),
                house.owner,
                house.random)
            .get(1);

    for (List<SignedBody> broken :
        List.of(
            wraps.subList(0, 2),
            List.of(wraps.get(1), wraps.get(0), wraps.get(2)),
            List.of(wraps.get(0), foreign, wraps.get(2)),
            List.of(wraps.get(0), ofAnotherStudy, wraps.get(2)),
            List.of(wraps.get(0), house.sealed.manifest(), wraps.get(2)))) {
      refused(
          house.submission.submit(
              new Submission(
                  "vendor",
                  good.definition(),
                  good.planYaml(),
                  new Submission.SealedModel(
                      good.model().manifest(), good.model().description(), broken))),
          "WRAPS");
    }
  }

  @Test
  void a_manifest_needs_the_owners_signature_and_its_own_description() {
    Submission good = house.handedIn(definition, PLAN, roster);
    SigningKey other = SigningKey.generate(house.random);

    refused(
        house.submission.submit(
            new Submission(
                "vendor",
                good.definition(),
                good.planYaml(),
                new Submission.SealedModel(
                    SignedBody.signOutside(
                        BundleManifest.TYPE, good.model().manifest().body(), other),
                    good.model().description(),
                    good.model().wraps()))),
        "SIGNATURE");
    refused(
        house.submission.submit(
            new Submission(
                "vendor",
                good.definition(),
                good.planYaml(),
                new Submission.SealedModel(
                    good.model().manifest(), Octets.of(new byte[] {1}), good.model().wraps()))),
        "REFUSED");
  }

  @Test
  void a_stored_file_that_cannot_be_the_manifests_is_refused() throws Exception {
    byte[] good = Files.readAllBytes(house.sealedFile());

    StoredPieces.overwrite(house.database, Arrays.copyOf(good, good.length - 1));
    refused(submit(definition), "REFUSED");
    byte[] plain = new byte[good.length];
    StoredPieces.overwrite(house.database, plain);
    refused(submit(definition), "REFUSED");
  }

  @Test
  void a_bundle_outlives_its_study() throws Exception {
    house.sealed = house.seal(house.expires() - 1);
    house.upload(house.sealed);

    refused(submit(house.locked("s-1", roster).definition()), "EXPIRED");
  }

  @Test
  void a_study_that_asks_for_attested_environments_is_refused_here() {
    StudyDefinition d = definition;
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

    refused(submit(guarded), "TEE_REQUIRED");
  }

  @Test
  void another_key_than_the_owners_signs_nothing() {
    SigningKey other = SigningKey.generate(house.random);
    SignedBody foreign = SignedBody.signOutside(StudyDefinition.TYPE, definition.encode(), other);

    Submission good = house.handedIn(definition, PLAN, roster);
    refused(
        house.submission.submit(new Submission("vendor", foreign, good.planYaml(), good.model())),
        "SIGNATURE");
  }

  @Test
  void a_study_that_has_expired_is_refused() {
    house.clock.forward(java.time.Duration.ofDays(30));

    refused(submit(definition), "EXPIRED");
  }

  @Test
  void a_study_id_is_used_once() throws Exception {
    submit(definition);
    house.clock.forward(Duration.ofSeconds(1));

    refused(submit(house.locked("s-1", roster).definition()), "DUPLICATE");
  }

  @Test
  void the_same_study_again_gets_the_same_answer_for_the_first_may_have_been_lost() {
    StudySubmission.Outcome first = submit(definition);

    StudySubmission.Outcome again = submit(definition);

    assertThat(again).usingRecursiveComparison().isEqualTo(first);
    assertThat(house.studies.list()).hasSize(1);
  }

  @Test
  void without_a_roster_there_is_no_study() throws Exception {
    try (House empty = new House(folder.resolve("empty"))) {
      refused(empty.submission.submit(house.handedIn(definition, PLAN, roster)), "NO_ROSTER");
    }
  }

  @Test
  void without_its_bundle_there_is_no_study() throws Exception {
    house.sealed = house.seal(house.expires());

    refused(submit(house.locked("s-1", roster).definition()), "NO_BUNDLE");
  }

  @Test
  void a_plan_that_cannot_be_read_is_refused_in_its_own_words() {
    byte[] plan = "schema: fedval.study/v2\n".getBytes(StandardCharsets.UTF_8);

    StudySubmission.Outcome outcome =
        house.submission.submit(house.handedIn(definition, plan, roster));

    refused(outcome, "REFUSED");
    assertThat(((StudySubmission.Outcome.Refused) outcome).sentence()).contains("schema");
  }

  @Test
  void bytes_that_are_no_definition_are_malformed() {
    SignedBody garbage = new SignedBody(new byte[] {1, 2, 3}, new byte[64]);
    Submission good = house.handedIn(definition, PLAN, roster);

    refused(
        house.submission.submit(new Submission("vendor", garbage, good.planYaml(), good.model())),
        "MALFORMED");
    refused(
        house.submission.submit(
            new Submission(
                "vendor",
                good.definition(),
                good.planYaml(),
                new Submission.SealedModel(
                    SignedBody.signOutside(BundleManifest.TYPE, new byte[] {1}, house.owner),
                    good.model().description(),
                    good.model().wraps()))),
        "MALFORMED");
  }

  private StudySubmission.Outcome submit(StudyDefinition submitted) {
    return house.submission.submit(house.handedIn(submitted, PLAN, roster));
  }

  private static void refused(StudySubmission.Outcome outcome, String code) {
    assertThat(outcome).isInstanceOf(StudySubmission.Outcome.Refused.class);
    assertThat(((StudySubmission.Outcome.Refused) outcome).code()).isEqualTo(code);
  }

  private static StudyDefinition with(
      StudyDefinition d, Sha256Digest plan, int minSites, int f, long minCell, long expires) {
    return new StudyDefinition(
        d.studyId(),
        d.version(),
        d.coordinator(),
        d.owner(),
        plan,
        d.task(),
        d.unitOfAnalysis(),
        d.gateRule(),
        d.models(),
        d.datasetCriteriaHash(),
        d.layoutHash(),
        d.slots(),
        minSites,
        f,
        minCell,
        d.minContributors(),
        d.privacy(),
        d.teePolicyHash(),
        d.datasetRule(),
        d.postQuantumSignatures(),
        expires);
  }

  @Test
  void a_feasibility_study_is_locked_without_a_bundle() throws Exception {
    byte[] plan = counting();
    StudyDefinition counted =
        LockedStudy.derive(plan, house.owner.verifyingKey(), roster, house.expires()).definition();

    StudySubmission.Outcome outcome =
        house.submission.submit(
            new Submission("vendor", house.byOwner(counted), Octets.of(plan), null));

    assertThat(outcome).isInstanceOf(StudySubmission.Outcome.Locked.class);
    ValidationStudy stored = house.studies.find(counted.hash().toByteArray()).orElseThrow();
    assertThat(stored.sealedBundle()).isEmpty();
    assertThat(house.sealedRows.find(stored.digest())).isEmpty();
    assertThat(house.studies.openBundles()).isEmpty();
  }

  @Test
  void a_bundle_in_a_feasibility_study_and_none_in_another_are_refused() throws Exception {
    byte[] plan = counting();
    StudyDefinition counted =
        LockedStudy.derive(plan, house.owner.verifyingKey(), roster, house.expires()).definition();
    Submission withBundle = house.handedIn(definition, PLAN, roster);

    refused(
        house.submission.submit(
            new Submission("vendor", house.byOwner(counted), Octets.of(plan), withBundle.model())),
        "REFUSED");
    refused(
        house.submission.submit(
            new Submission("vendor", withBundle.definition(), withBundle.planYaml(), null)),
        "REFUSED");
  }

  @Test
  void a_feasibility_study_needs_the_signature_of_whom_it_names() throws Exception {
    byte[] plan = counting();
    SigningKey other = SigningKey.generate(house.random);
    StudyDefinition counted =
        LockedStudy.derive(plan, other.verifyingKey(), roster, house.expires()).definition();

    refused(
        house.submission.submit(
            new Submission("vendor", house.byOwner(counted), Octets.of(plan), null)),
        "SIGNATURE");
  }

  private static byte[] counting() {
    return new String(PLAN, StandardCharsets.UTF_8)
        .replace("task: classification", "task: feasibility")
        .getBytes(StandardCharsets.UTF_8);
  }
}
