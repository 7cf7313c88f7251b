package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.coordinator.report.verify.Check;
import org.fedval.coordinator.report.verify.Pins;
import org.fedval.coordinator.report.verify.ReportVerifier;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.PooledSlots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study's later rounds: over the same sites, from the same sums, or not at all. */
class StudySlotsTest {
  private static final int LONGEST = 200;

  @TempDir private Path folder;
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder.resolve("first"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_second_round_over_the_same_sites_gives_the_sums_of_one_statistician() throws Exception {
    PublishedStudy study = new PublishedStudy(house, 5).run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertSecondRound(study, Set.of(0, 1, 2, 3, 4));
    StoredReport report = study.report();
    ReportProof proof = ReportJson.readProof(report.json());
    assertThat(proof.sessions()).hasSize(2);
    assertThat(proof.sessions().get(1).slot()).isEqualTo("slot-1");
    assertThat(verify(study, report)).allMatch(Check::ok);
    assertNamesTheSecondRound(new String(report.html(), StandardCharsets.UTF_8), proof);
    assertThat(house.vectors.isEmpty()).isTrue();
  }

  private static void assertNamesTheSecondRound(String page, ReportProof proof) {
    SessionProof second = proof.sessions().get(1);
    Certificate votes = Certificate.decode(VoteKind.COMMIT, second.commitCertificate().body());
    assertThat(page)
        .contains("Round 2: aggregation session", "Round 2: transcript h3, survivors")
        .contains(votes.sid().hex(), votes.h1().hex(), votes.h2().hex(), votes.h3().hex())
        .contains(second.published().hex(), second.resultDigest().hex())
        .doesNotContain("Round 3:");
  }

  @Test
  void a_site_that_was_left_out_of_the_first_round_is_not_asked_in_the_second() throws Exception {
    PublishedStudy study = new PublishedStudy(house, 5);
    study.lose("d");
    study.run(Set.of());
    study.waitForSleepers();
    study.run(Set.of());
    study.waitForSleepers();
    study.run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertSecondRound(study, Set.of(0, 1, 2, 4));
    assertThat(verify(study, study.report())).allMatch(Check::ok);
  }

  @Test
  void after_any_message_a_new_process_goes_on_to_the_same_second_round() throws Exception {
    int stops = 0;
    for (int turns = 1; turns < LONGEST; turns += 3) {
      try (House other = new House(folder.resolve("stop-" + turns))) {
        PublishedStudy study = new PublishedStudy(other);
        if (study.turns(turns, Set.of()) < turns) {
          break;
        }
        study.restart();
        study.run(Set.of());
        assertThat(study.stored().sentence())
            .as("stop " + turns)
            .isEqualTo("The report is published.");
        assertSecondRound(study, Set.of(0, 1, 2));
        stops++;
      }
    }
    // 3 sites, 7 instructions each in both sessions
    assertThat(stops).isGreaterThanOrEqualTo(13);
  }

  @Test
  void a_lost_survivor_ends_the_later_round_at_its_deadline_and_the_first_round_is_published()
      throws Exception {
    PublishedStudy study = secondRound(new PublishedStudy(house, 5));
    study.lose("c");
    study.run(Set.of());
    assertThat(study.stored().state()).isEqualTo(StudyState.SECOND_ROUND);

    study.waitForSleepers();
    study.run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertAbsent(study, "SITE_LOST: a hospital whose numbers are in the first round");
    assertThat(verify(study, study.report())).allMatch(Check::ok);
  }

  @Test
  void a_survivor_lost_after_it_dealt_shares_ends_the_round_with_an_abort_certificate()
      throws Exception {
    PublishedStudy study = secondRound(new PublishedStudy(house, 5));
    int unused = study.turns(12, Set.of());
    study.lose("c");
    study.run(Set.of());

    study.waitForSleepers();
    study.run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertAbsent(study, "SITE_LOST");
    assertThat(said(study, "slot-1", "AbortCert")).isTrue();
  }

  @Test
  void a_round_without_a_lost_survivor_stays_without_it_after_a_restart() throws Exception {
    PublishedStudy study = secondRound(new PublishedStudy(house, 5));
    study.lose("c");
    study.run(Set.of());
    study.waitForSleepers();

    study.restart();
    study.run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertAbsent(study, "SITE_LOST");
  }

  @Test
  void while_a_survivor_is_attached_and_only_slow_the_round_is_repeated_over_the_same_sites()
      throws Exception {
    PublishedStudy study = secondRound(new PublishedStudy(house, 5));
    study.asleep.add("c");
    study.run(Set.of());
    study.waitForSleepers();
    study.run(Set.of());
    assertThat(study.stored().state()).isEqualTo(StudyState.SECOND_ROUND);

    study.asleep.clear();
    study.restart();
    study.run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertSecondRound(study, Set.of(0, 1, 2, 3, 4));
    assertThat(
            new SessionBodyRepository(house.database)
                .sessions(study.study.toByteArray()).stream()
                    .filter(session -> session.slot().equals("slot-1")))
        .hasSizeGreaterThan(1)
        .allMatch(session -> session.leftOut().isEmpty());
  }

  @Test
  void a_survivor_that_refuses_the_later_round_ends_it_at_once() throws Exception {
    PublishedStudy study = secondRound(new PublishedStudy(house, 5));
    study.asleep.add("c");
    study.sites.get("c").deny(study.study, "FALSE_TABLES");
    study.run(Set.of());
    study.waitForSleepers();

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertAbsent(study, "SITE_LOST");
  }

  @Test
  void a_site_that_counts_another_cohort_opens_nothing_of_the_later_round() throws Exception {
    PublishedStudy study = secondRound(new PublishedStudy(house, 5));
    study.rounds.put("b", study.roundSite("b", TinyStudy.cases(study.locked.counters(), 77)));
    study.run(Set.of());

    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertAbsent(study, "COHORT_CHANGED");
  }

  /** The study at the moment when its second round was proposed. */
  private static PublishedStudy secondRound(PublishedStudy study) {
    int turns = 0;
    while (study.stored().state() != StudyState.SECOND_ROUND) {
      assertThat(study.turns(1, Set.of())).isEqualTo(1);
      assertThat(++turns).isLessThan(LONGEST);
    }
    return study;
  }

  private static SlotRepository.Ended ended(PublishedStudy study) {
    return new SlotRepository(study.house.database).ended(study.study.toByteArray());
  }

  private static void assertAbsent(PublishedStudy study, String reason) throws Exception {
    SlotRepository.Ended ended = ended(study);
    assertThat(ended.pooled()).hasSize(1);
    assertThat(ended.absence().orElseThrow()).startsWith(reason);
    assertThat(ReportJson.readProof(study.report().json()).sessions()).hasSize(1);
  }

  /** What the coordinator opened in slot 1 is what these sites' cases give in plain text. */
  private static void assertSecondRound(PublishedStudy study, Set<Integer> members) {
    List<OpenedSums> opened = ended(study).sums();
    assertThat(opened).hasSize(2);
    LockedStudy locked = study.locked;
    PooledStudy pooled = PooledSlots.of(locked, opened, members.size());
    assertThat(pooled.isComplete()).isTrue();
    List<CaseTable> cases =
        members.stream()
            .sorted()
            .map(site -> TinyStudy.cases(locked.counters(), site + 1))
            .toList();
    CounterVector first =
        cases.stream()
            .map(c -> SlotCounts.first(locked.counters(), c))
            .reduce(CounterVector::plus)
            .orElseThrow();
    Published published = PooledStudy.of(PooledCounts.of(first)).next();
    CounterLayout layout = locked.counters(1);
    CounterVector second =
        cases.stream()
            .map(c -> SlotCounts.later(layout, c, published, new SecureRandom()))
            .reduce(CounterVector::plus)
            .orElseThrow();
    Map<Integer, long[]> sums = new TreeMap<>(opened.get(1).units(locked.layout(1)));
    assertThat(sums).isNotEmpty();
    sums.forEach((unit, words) -> assertThat(words).isEqualTo(second.unit(unit)));
    assertThat(opened.get(1).gate(locked.layout(1))).isEqualTo(second.unit(0));
  }

  private static boolean said(PublishedStudy study, String slot, String type) {
    SessionBodyRepository bodies = new SessionBodyRepository(study.house.database);
    return bodies.sessions(study.study.toByteArray()).stream()
        .filter(session -> session.slot().equals(slot))
        .flatMap(session -> bodies.bodies(session.sid()).stream())
        .anyMatch(body -> body.type().equals(type));
  }

  private static List<Check> verify(PublishedStudy study, StoredReport report) {
    return ReportVerifier.verify(
        report.json(),
        report.signature(),
        Pins.of(study.house.coordinatorKey.verifyingKey(), Set.of(study.roster.hash())),
        false);
  }
}
