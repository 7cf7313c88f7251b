package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudySubmissionTest {
  private static final byte[] PLAN = TinyStudy.plan("s-1");

  @TempDir private Path folder;

  private House house;
  private Sha256Digest bundle;
  private StudyDefinition definition;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    Roster roster = house.publishRoster();
    bundle = house.uploadBundle();
    definition = house.locked("s-1", roster, bundle).definition();
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
        house.submission.submit(house.byOwner(definition), TinyStudy.plan("s-2"), bundle),
        "DIFFERENT");
  }

  @Test
  void a_roster_published_in_the_meantime_makes_a_difference() {
    house.enrol("d");
    house.publishRoster();
    StudySubmission.Outcome outcome = submit(definition);

    // Four sites need no more than three do, so the definition may still follow.
    assertThat(outcome).isInstanceOf(StudySubmission.Outcome.Locked.class);
    ValidationStudy study = ((StudySubmission.Outcome.Locked) outcome).study();
    assertThat(study.rosterHash())
        .isEqualTo(Sha256Digest.hash(house.rosters.current().orElseThrow().body()).toByteArray());
  }

  @Test
  void another_key_than_the_owners_signs_nothing() {
    SigningKey other = SigningKey.generate(house.random);
    SignedBody foreign = SignedBody.signOutside(StudyDefinition.TYPE, definition.encode(), other);

    refused(house.submission.submit(foreign, PLAN, bundle), "SIGNATURE");
  }

  @Test
  void a_study_that_has_expired_is_refused() {
    house.clock.forward(java.time.Duration.ofDays(30));

    refused(submit(definition), "EXPIRED");
  }

  @Test
  void a_study_id_is_used_once() {
    submit(definition);

    refused(submit(definition), "DUPLICATE");
  }

  @Test
  void without_a_roster_there_is_no_study() throws Exception {
    try (House empty = new House(folder.resolve("empty"))) {
      refused(empty.submission.submit(house.byOwner(definition), PLAN, bundle), "NO_ROSTER");
    }
  }

  @Test
  void without_its_bundle_there_is_no_study() {
    refused(
        house.submission.submit(house.byOwner(definition), PLAN, Sha256Digest.ZERO), "NO_BUNDLE");
  }

  @Test
  void a_plan_that_cannot_be_read_is_refused_in_its_own_words() {
    byte[] plan = "schema: fedval.study/v2\n".getBytes(StandardCharsets.UTF_8);

    StudySubmission.Outcome outcome =
        house.submission.submit(house.byOwner(definition), plan, bundle);

    refused(outcome, "REFUSED");
    assertThat(((StudySubmission.Outcome.Refused) outcome).sentence()).contains("schema");
  }

  @Test
  void bytes_that_are_no_definition_are_malformed() {
    SignedBody garbage = new SignedBody(new byte[] {1, 2, 3}, new byte[64]);

    refused(house.submission.submit(garbage, PLAN, bundle), "MALFORMED");
  }

  private StudySubmission.Outcome submit(StudyDefinition submitted) {
    return house.submission.submit(house.byOwner(submitted), PLAN, bundle);
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
}
