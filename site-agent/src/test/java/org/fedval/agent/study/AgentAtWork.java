package org.fedval.agent.study;

import static org.fedval.agent.study.HeardCoordinator.eventually;

import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.fedval.agent.admin.DecisionRequest;
import org.fedval.agent.admin.LocalReply;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.preview.PreviewReply;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.OpeningHours;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.support.RunningAgent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.WrapOutcome;

/** An agent over one image, with a coordinator that only listens; it can be started again. */
final class AgentAtWork implements AutoCloseable {
  final OfferedStudy study;
  final HeardCoordinator coordinator = new HeardCoordinator();
  private final Server server;
  private final String name = InProcessServerBuilder.generateName();
  private RunningAgent running;
  private SiteAgent agent;

  AgentAtWork(Path folder) throws Exception {
    study = new OfferedStudy(folder);
    study.trustEverybody();
    coordinator.wrap = new WrapOutcome.Released(study.wraps().get(0));
    Path images = Files.createDirectories(study.home.root().resolve("images"));
    Files.write(images.resolve("1.dcm"), SampleImages.bytes(SampleImages.image("2.25.1").build()));
    Files.writeString(
        images.resolve("labels.csv"), "sop_instance_uid,patient_id,dark\n2.25.1,P-1,1\n");
    server = InProcessServerBuilder.forName(name).addService(coordinator).build().start();
  }

  /** A policy whose owner is the study's. */
  ApprovalPolicy policy(
      String approval, Boolean sameUser, OpeningHours hours, Boolean holdBeforeRelease) {
    return new ApprovalPolicy(
        ApprovalPolicy.SCHEMA,
        List.of(study.owner.verifyingKey().fingerprint().text()),
        null,
        null,
        null,
        null,
        null,
        approval,
        sameUser,
        null,
        null,
        hours,
        holdBeforeRelease);
  }

  void start(ApprovalPolicy policy, Clock clock) throws Exception {
    int before = coordinator.streams.size();
    running =
        RunningAgent.start(study, policy, clock, InProcessChannelBuilder.forName(name).build());
    agent = running.agent();
    eventually(() -> coordinator.streams.size() == before + 1);
  }

  void start(ApprovalPolicy policy) throws Exception {
    start(policy, Clock.systemUTC());
  }

  void stop() throws Exception {
    running.close();
  }

  void offer(OfferedStudy offered) {
    coordinator.say(new SiteInstruction.RosterPublished(offered.signedRoster()));
    coordinator.say(offered.offer());
  }

  Sha256Digest digest() {
    return study.locked.definition().hash();
  }

  String phase() {
    return agent.status().phase();
  }

  String sentence() {
    return agent.status().sentence();
  }

  long scored() {
    return agent.status().scored();
  }

  LocalReply ask(String word, String named, String as, String words, boolean option, String user) {
    return (LocalReply)
        agent
            .localWords()
            .get(word)
            .answer(new DecisionRequest(named, as, words, option).line(), user);
  }

  SiteAgent.Withdrawal withdraw(String named) throws InterruptedException {
    return agent.withdraw(named).orElseThrow();
  }

  LocalReply approve(String as, String user) {
    return ask("approve", "s-1", as, "", false, user);
  }

  PreviewReply preview(boolean all) {
    return (PreviewReply)
        agent
            .localWords()
            .get("preview")
            .answer(new DecisionRequest("s-1", "", "", all).line(), "fedval");
  }

  /** Waits until the cohort is counted and its numbers are frozen and passed on. */
  void counted() {
    eventually(() -> phase().equals("aggregating") && !preview(false).rounds().isEmpty());
  }

  @SuppressWarnings("unchecked")
  List<StudyEntry> studies() {
    return (List<StudyEntry>) agent.localWords().get("studies").answer("-", "fedval");
  }

  List<String> codesHeard() {
    return coordinator.heard.stream()
        .map(
            m ->
                m instanceof SiteMessage.StudyDenied denied
                    ? denied.code()
                    : m.getClass().getSimpleName())
        .toList();
  }

  @Override
  public void close() throws Exception {
    if (agent != null) {
      stop();
    }
    server.shutdownNow();
  }
}
