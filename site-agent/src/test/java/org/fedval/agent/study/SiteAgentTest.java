package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.agent.study.HeardCoordinator.eventually;

import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.support.RunningAgent;
import org.fedval.crypto.log.Checkpoint;
import org.fedval.crypto.log.MerkleTree;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.secagg.body.RosterApproval;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.WrapOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteAgentTest {
  @TempDir private Path folder;

  private final HeardCoordinator coordinator = new HeardCoordinator();
  private OfferedStudy study;
  private Server server;
  private RunningAgent running;
  private SiteAgent agent;

  @BeforeEach
  void start() throws Exception {
    study = new OfferedStudy(folder);
    study.trustEverybody();
    coordinator.wrap = new WrapOutcome.Released(study.wraps().get(0));
    Path images = Files.createDirectories(study.home.root().resolve("images"));
    Files.write(images.resolve("1.dcm"), SampleImages.bytes(SampleImages.image("2.25.1").build()));
    Files.writeString(
        images.resolve("labels.csv"),
        "sop_instance_uid,patient_id,dark\n2.25.1,P-1,1\n2.25.2,P-2,1\n");
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(coordinator).build().start();
    running =
        RunningAgent.start(
            study,
            study.policy(),
            Clock.systemUTC(),
            InProcessChannelBuilder.forName(name).build());
    agent = running.agent();
    eventually(() -> coordinator.streams.size() == 1);
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
    server.shutdownNow();
    assertThat(running.isListening()).isFalse();
  }

  @Test
  void an_offer_is_approved_and_the_cohort_counted() {
    offer();

    eventually(() -> coordinator.heard.size() == 2);
    assertThat(coordinator.heard.get(0)).isInstanceOf(SiteMessage.RosterApproved.class);
    SignedBody approval = ((SiteMessage.StudyApproved) coordinator.heard.get(1)).approval();
    assertThat(StudyApproval.decode(approval.body()).studyHash())
        .isEqualTo(study.locked.definition().hash());
    eventually(() -> agent.status().phase().equals("aggregating"));
    assertThat(agent.status().scored()).isEqualTo(1);
    assertThat(agent.status().sentence()).isEqualTo("1 label row has no image.");
  }

  @Test
  void an_offer_that_comes_again_is_approved_again_and_not_run_again() {
    offer();
    eventually(() -> agent.status().phase().equals("aggregating"));

    offer();

    eventually(() -> coordinator.heard.size() == 3);
    assertThat(coordinator.heard.get(2)).isInstanceOf(SiteMessage.StudyApproved.class);
    assertThat(agent.status().phase()).isEqualTo("aggregating");
  }

  @Test
  void an_offer_before_any_roster_is_denied() {
    coordinator.say(study.offer());

    eventually(() -> coordinator.heard.size() == 1);
    assertThat(coordinator.heard.get(0))
        .isEqualTo(new SiteMessage.StudyDenied(study.locked.definition().hash(), "ROSTER"));
    assertThat(agent.status().sentence()).isEqualTo("A study was offered before any roster.");
  }

  @Test
  void a_wrap_of_another_site_denies_and_no_image_is_read() {
    coordinator.wrap = new WrapOutcome.Released(study.wraps().get(1));
    offer();

    eventually(() -> coordinator.heard.size() == 3);
    assertThat(coordinator.heard.get(2))
        .isEqualTo(new SiteMessage.StudyDenied(study.locked.definition().hash(), "MODEL_KEY"));
    assertThat(agent.status().sentence()).isEqualTo("This key wrap belongs to another site.");
    assertThat(agent.status().scored()).isZero();
  }

  @Test
  void a_mistyped_fingerprint_denies_and_says_where() throws Exception {
    Files.writeString(study.home.fingerprintsFile(), "ABCD\n");
    offer();

    eventually(() -> coordinator.heard.size() == 1);
    assertThat(coordinator.heard.get(0))
        .isEqualTo(new SiteMessage.StudyDenied(study.locked.definition().hash(), "INTERNAL"));
    assertThat(agent.status().sentence()).contains("has an entry that is no fingerprint");
  }

  @Test
  void a_proposal_that_fails_a_check_denies() {
    offer();
    eventually(() -> agent.status().phase().equals("aggregating"));
    byte[] proposal = proposalBody();

    coordinator.say(new SiteInstruction.SessionProposed(new SignedBody(proposal, new byte[64])));

    eventually(() -> coordinator.heard.size() == 3);
    assertThat(coordinator.heard.get(2))
        .isEqualTo(new SiteMessage.StudyDenied(study.locked.definition().hash(), "PROTOCOL"));
    eventually(() -> agent.status().phase().equals("waiting"));
  }

  @Test
  void the_end_of_a_study_is_told_and_the_agent_waits_again() {
    offer();
    eventually(() -> agent.status().phase().equals("aggregating"));

    coordinator.say(
        new SiteInstruction.StudyEnded(study.locked.definition().hash(), false, "It is over."));

    eventually(() -> agent.status().phase().equals("waiting"));
    assertThat(agent.status().sentence()).isEqualTo("It is over.");
  }

  @Test
  void a_broken_stream_is_opened_again_and_nothing_is_forgotten() {
    offer();
    eventually(() -> agent.status().phase().equals("aggregating"));

    coordinator.streams.get(0).onError(io.grpc.Status.CANCELLED.asRuntimeException());

    eventually(() -> coordinator.streams.size() == 2);
    offer();
    eventually(() -> coordinator.heard.size() == 3);
    assertThat(coordinator.heard.get(2)).isInstanceOf(SiteMessage.StudyApproved.class);
  }

  @Test
  void a_checkpoint_is_cosigned_and_what_was_said_stands_in_the_sites_own_log() throws Exception {
    MerkleTree log = new MerkleTree();
    log.append(new byte[] {1});
    NoteKey name = NoteKey.log(study.coordinator.verifyingKey());
    SignedCheckpoint head =
        SignedCheckpoint.sign(Checkpoint.of(name.name(), log), study.coordinator);
    offer();
    eventually(() -> coordinator.heard.size() == 2);

    coordinator.say(new SiteInstruction.CheckpointOffered(head.render(), log.consistency(0, 1)));

    eventually(() -> coordinator.heard.size() == 3);
    var cosigned = (SiteMessage.CheckpointCosigned) coordinator.heard.get(2);
    assertThat(
            head.with(cosigned.cosignature())
                .cosigners(List.of(study.identities.get(0).verifyingKey())))
        .hasSize(1);
    assertThat(Files.readAllLines(study.home.auditLog()))
        .extracting(line -> line.split(" ")[1])
        .containsExactly("ROSTER_APPROVED", "STUDY_APPROVED");
  }

  @Test
  void an_approval_is_taken_back_before_the_vote_and_the_study_denied_for_good() throws Exception {
    offer();
    eventually(() -> agent.status().phase().equals("aggregating"));
    assertThat(agent.withdraw("another")).isEmpty();

    SiteAgent.Withdrawal withdrawal = agent.withdraw("s-1").orElseThrow();

    assertThat(withdrawal.done()).isTrue();
    SiteMessage.StudyDenied denied =
        new SiteMessage.StudyDenied(study.locked.definition().hash(), "WITHDRAWN");
    assertThat(coordinator.heard)
        .hasSize(3)
        .contains(denied, org.assertj.core.data.Index.atIndex(2));
    assertThat(agent.withdraw("s-1")).isEmpty();
    offer();
    eventually(() -> coordinator.heard.size() == 4);
    assertThat(coordinator.heard.get(3)).isEqualTo(denied);
  }

  @Test
  void an_approval_is_noticed_without_a_restart() throws Exception {
    Files.delete(study.home.approvedRostersFile());
    coordinator.say(new SiteInstruction.RosterPublished(study.signedRoster()));
    eventually(() -> Files.isDirectory(study.home.rosters()));
    assertThat(coordinator.heard).isEmpty();

    new TrustFiles(study.home).approve(study.roster);

    eventually(() -> coordinator.heard.size() == 1);
    SignedBody approval = ((SiteMessage.RosterApproved) coordinator.heard.get(0)).approval();
    assertThat(RosterApproval.decode(approval.body()).rosterHash()).isEqualTo(study.roster.hash());
    coordinator.say(study.offer());
    eventually(() -> agent.status().phase().equals("aggregating"));
  }

  private void offer() {
    coordinator.say(new SiteInstruction.RosterPublished(study.signedRoster()));
    coordinator.say(study.offer());
  }

  private byte[] proposalBody() {
    return org.fedval.crypto.secagg.SessionTerms.propose(
            study.coordinator,
            study.roster,
            study.locked.definition(),
            org.fedval.wire.study.LockedStudy.FIRST_SLOT,
            1,
            study.locked.layout(),
            new byte[0],
            new org.fedval.crypto.secagg.body.SessionProposal.Deadlines(1, 2, 3, 4),
            study.random)
        .signedProposal()
        .body();
  }
}
