package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.DeskSite;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.sealed.SealedFile;
import org.fedval.wire.session.WrapOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCustodyTest {
  @TempDir private Path folder;

  private House house;
  private Roster roster;
  private Sha256Digest file;
  private StudyDefinition definition;
  private Sha256Digest study;

  @BeforeEach
  void submitAStudy() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    roster = house.publishRoster();
    file = house.uploadBundle();
    definition = house.locked("s-1", roster).definition();
    house.desk.submit(house.handedIn(definition, TinyStudy.plan("s-1"), roster));
    study = definition.hash();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_site_that_approved_gets_the_wrap_that_only_it_can_open() throws Exception {
    approve("a");

    WrapOutcome outcome = house.custody.release("a", study);

    SignedBody signed = ((WrapOutcome.Released) outcome).wrap();
    BundleManifest manifest = house.sealed.described().manifest();
    ModelWrap wrap =
        ModelWrap.verified(signed, house.owner.verifyingKey(), house.coordinatorKey.verifyingKey());
    House.SealPair own = house.seals.get("a");
    SecretBytes key = KeyWrap.of(study, manifest, "a").open(wrap, own.x25519, own.mlKem);
    assertThat(SealedFile.open(house.sealedFile(), manifest, key).spec().name()).isEqualTo("tiny");
    assertThat(house.sealedRows.released(study.toByteArray())).containsOnlyKeys("a");
  }

  @Test
  void nobody_else_gets_one() {
    approve("a");
    house.enrol("d");
    approve("d");

    withheld("b", study, "NOT_APPROVED");
    withheld("d", study, "NOT_IN_ROSTER");
    withheld("nobody", study, "NOT_APPROVED");
    withheld("a", Sha256Digest.ZERO, "NO_STUDY");
    assertThat(house.sealedRows.released(study.toByteArray())).isEmpty();
  }

  @Test
  void an_expired_study_gives_none() {
    approve("a");
    house.clock.forward(Duration.ofDays(31));

    withheld("a", study, "EXPIRED");
  }

  @Test
  void the_same_site_may_ask_again_and_the_first_time_stays() {
    approve("a");
    house.custody.release("a", study);
    var first = house.sealedRows.released(study.toByteArray());
    house.clock.forward(Duration.ofHours(1));

    assertThat(house.custody.release("a", study)).isInstanceOf(WrapOutcome.Released.class);
    assertThat(house.sealedRows.released(study.toByteArray())).isEqualTo(first);
  }

  @Test
  void with_the_study_the_sealed_file_and_the_wraps_go_and_who_had_one_stays_written() {
    approve("a");
    house.custody.release("a", study);
    assertThat(house.bundles.has(file)).isTrue();

    new DeskSite(house, "b").deny(study, "POLICY");

    withheld("a", study, "NO_STUDY");
    assertThat(house.bundles.has(file)).isFalse();
    assertThat(house.sealedRows.released(study.toByteArray())).containsOnlyKeys("a");
    assertThat(house.sealedRows.release(study.toByteArray(), "b", house.clock.instant())).isEmpty();
  }

  @Test
  void a_study_that_asks_for_attested_environments_gives_none() {
    StudyDefinition guarded = guarded(definition);
    byte[] body = guarded.encode();
    ValidationStudy stored =
        new ValidationStudy(
            "guarded",
            guarded.hash().toByteArray(),
            StudyState.RECRUITING,
            "",
            SignedBody.signOutside(StudyDefinition.TYPE, body, house.coordinatorKey),
            new byte[64],
            TinyStudy.plan("guarded"),
            file.toByteArray(),
            roster.hash().toByteArray());
    house.studies.add(stored, "vendor", house.clock.instant());
    byte[] approval =
        new StudyApproval(guarded.hash(), house.identities.get("a").verifyingKey()).encode();
    house.studies.approve(
        guarded.hash().toByteArray(),
        "a",
        SignedBody.signOutside(StudyApproval.TYPE, approval, house.identities.get("a")));

    withheld("a", guarded.hash(), "TEE_REQUIRED");
  }

  private void approve(String siteId) {
    new DeskSite(house, siteId).approve(study);
  }

  private void withheld(String siteId, Sha256Digest asked, String code) {
    WrapOutcome outcome = house.custody.release(siteId, asked);
    assertThat(outcome).isInstanceOf(WrapOutcome.Withheld.class);
    assertThat(((WrapOutcome.Withheld) outcome).code()).isEqualTo(code);
    assertThat(((WrapOutcome.Withheld) outcome).sentence()).endsWith(".");
  }

  private static StudyDefinition guarded(StudyDefinition d) {
    return new StudyDefinition(
        "guarded",
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
        List.copyOf(d.slots()),
        d.minSites(),
        d.f(),
        d.minCell(),
        d.minContributors(),
        d.privacy(),
        Sha256Digest.hash(new byte[] {1}),
        d.datasetRule(),
        d.postQuantumSignatures(),
        d.expires());
  }
}
