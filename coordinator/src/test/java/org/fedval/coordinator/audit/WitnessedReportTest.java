package org.fedval.coordinator.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.verify.Check;
import org.fedval.coordinator.report.verify.Pins;
import org.fedval.coordinator.report.verify.ReportVerifier;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.crypto.log.ConsistencyProof;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.log.WitnessRefused;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a report is published, and what its cosignatures are worth. */
class WitnessedReportTest {
  @TempDir private Path folder;

  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_result_names_its_own_entry_and_the_proof_leads_to_it() throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of());

    ReportProof proof = ReportJson.readProof(published.report().json());

    LogProof logged = LogProof.verified(proof.first().logProof(), house.audit.name());
    LogEntry entry = LogEntry.decode(proof.first().logEntry().toByteArray());
    assertThat(entry.event()).isEqualTo(LogEvent.RESULT);
    assertThat(logged.proves(proof.first().logEntry().toByteArray())).isTrue();
    assertThat(house.audit.entry(logged.index())).isEqualTo(entry);
    assertThat(proof.first().cosignatures()).isEqualTo(3);
    assertThat(resultIndex(published)).isEqualTo(logged.index());
  }

  @Test
  void a_report_waits_for_its_witnesses_until_the_deadline_and_says_how_many_came()
      throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of("c"));
    house.clock.forward(House.DEADLINES.phase());
    house.tick();
    assertThat(published.stored().state()).isEqualTo(StudyState.POOLED);

    house.clock.forward(Duration.ofSeconds(1));
    house.tick();

    assertThat(published.stored().state()).isEqualTo(StudyState.PUBLISHED);
    StoredReport report = published.report();
    assertThat(ReportJson.read(report.json()).notes())
        .contains(
            "Only 2 of 3 sites have confirmed the coordinator's log behind this report; 3 make it"
                + " final.");
    assertThat(verify(report, false))
        .filteredOn(c -> !c.ok())
        .extracting(Check::name)
        .containsExactly("cosignatures", "cosignatures of slot-1");
    assertThat(verify(report, true)).allMatch(Check::ok);
  }

  @Test
  void a_coordinator_that_stopped_while_it_waited_publishes_after_its_restart() throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of("a", "b", "c"));
    assertThat(published.stored().state()).isEqualTo(StudyState.POOLED);
    long index = resultIndex(published);

    house.restart();
    house.desk.resume();
    published.sites.values().forEach(site -> site.attach());
    published.run(Set.of());

    assertThat(published.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertThat(resultIndex(published)).isEqualTo(index);
    assertThat(verify(published.report(), false)).allMatch(Check::ok);
  }

  /** The coordinator takes its log back to before the result and tells another story. */
  @Test
  void two_views_of_the_log_cannot_both_be_cosigned() throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of());
    try (House other = new House(java.nio.file.Files.createDirectory(folder.resolve("other")))) {
      AuditLog second = AuditLog.open(other.database, house.coordinatorKey, house.clock);
      long size = house.audit.lastCheckpoint().orElseThrow().checkpoint().size();
      while (second.size() < size + 1) {
        second.append(
            LogEvent.POLICY_CHANGED, Sha256Digest.ZERO, SigInput.COORDINATOR, Sha256Digest.ZERO);
      }
      SignedCheckpoint shown = second.checkpoint();
      for (String id : List.of("a", "b", "c")) {
        for (ConsistencyProof proof :
            List.of(
                second.consistency(size, size + 1),
                new ConsistencyProof(size, size + 1, List.of()))) {
          assertThatThrownBy(
                  () ->
                      published
                          .sites
                          .get(id)
                          .cosign(new SiteInstruction.CheckpointOffered(shown.render(), proof)))
              .isInstanceOf(WitnessRefused.class);
        }
      }
    }
  }

  @Test
  void a_cosignature_of_another_site_or_checkpoint_is_not_taken() throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of("a"));
    SignedCheckpoint head = house.audit.lastCheckpoint().orElseThrow();
    long size = head.checkpoint().size();
    var ofB =
        org.fedval.crypto.log.NoteKey.witness(house.identities.get("b").verifyingKey())
            .cosign(head.checkpoint().text(), 1, house.identities.get("b"));

    for (SiteMessage.CheckpointCosigned wrong :
        List.of(
            new SiteMessage.CheckpointCosigned(size, ofB),
            new SiteMessage.CheckpointCosigned(size - 1, ofB),
            new SiteMessage.CheckpointCosigned(size + 100, null))) {
      assertThat(published.sites.get("a").send(wrong)).isInstanceOf(SubmitOutcome.Refused.class);
    }
    assertThat(published.stored().state()).isEqualTo(StudyState.POOLED);
  }

  @Test
  void a_site_that_lost_its_memory_of_the_log_gets_a_proof_from_the_start() throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of());
    house.audit.append(
        LogEvent.POLICY_CHANGED, Sha256Digest.ZERO, SigInput.COORDINATOR, Sha256Digest.ZERO);
    house.clock.forward(WitnessDesk.PERIOD.plusSeconds(1));
    published.sites.get("a").forgetLog();
    house.tick();

    published.run(Set.of());

    SignedCheckpoint head = house.audit.lastCheckpoint().orElseThrow();
    assertThat(head.checkpoint().size()).isEqualTo(house.audit.size());
    assertThat(head.cosigners(published.roster.members().stream().map(m -> m.identity()).toList()))
        .hasSize(3);
  }

  private long resultIndex(PublishedStudy published) {
    for (long n = 0; n < house.audit.size(); n++) {
      LogEntry entry = house.audit.entry(n);
      if (entry.event() == LogEvent.RESULT) {
        SessionEvidence evidence =
            SessionEvidence.of(
                entry.sid(),
                new org.fedval.coordinator.store.SessionBodyRepository(house.database));
        assertThat(Result.decode(evidence.result().body()).logIndex()).isEqualTo(n);
        assertThat(entry.bodyHash()).isEqualTo(evidence.result().signedHash());
        return n;
      }
    }
    throw new AssertionError("The log of " + published.study + " has no result.");
  }

  private List<Check> verify(StoredReport report, boolean fewer) {
    return ReportVerifier.verify(
        report.json(),
        report.signature(),
        Pins.of(house.coordinatorKey.verifyingKey(), Set.of()),
        fewer);
  }
}
