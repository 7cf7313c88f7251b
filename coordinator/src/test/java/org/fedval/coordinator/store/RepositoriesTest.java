package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RepositoriesTest {
  @Parameter private TestDatabase kind;
  @TempDir private Path folder;

  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder, () -> kind.open(folder));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void everything_survives_a_restart() {
    house.enrol("a", "b");
    house.publishRoster();
    house.studies.add(study(1, StudyState.LOCKED), "vendor", now());
    house.studies.approve(bytes(32, 1), "a", signed(3));
    house.rosterRows.approve(bytes(32, 9), "a", signed(4));
    house.reports.add(
        bytes(32, 1),
        new ReportRepository.StoredReport(bytes(3, 1), bytes(5, 3), bytes(4, 2)),
        now());
    SignedBody roster = house.rosters.current().orElseThrow();

    house.restart();

    assertThat(house.sites.list()).extracting(s -> s.siteId()).containsExactly("a", "b");
    assertThat(house.sites.find("a").orElseThrow().organisation()).isEqualTo("Hospital a");
    assertThat(house.rosters.current()).contains(roster);
    assertThat(house.rosterRows.approvedBy(bytes(32, 9))).containsExactly("a");
    assertThat(house.studies.approvedBy(bytes(32, 1))).containsExactly("a");
    assertThat(house.studies.find(bytes(32, 1)).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(study(1, StudyState.LOCKED));
    ReportRepository.StoredReport report = house.reports.find(bytes(32, 1)).orElseThrow();
    assertThat(report.json()).isEqualTo(bytes(3, 1));
    assertThat(report.signature()).isEqualTo(bytes(5, 3));
    assertThat(report.html()).isEqualTo(bytes(4, 2));
  }

  @Test
  void a_token_burns_once_though_two_ask_at_the_same_time() throws Exception {
    TokenRepository tokens = new TokenRepository(house.database);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int round = 0; round < 20; round++) {
      byte[] token = bytes(32, round);
      tokens.add(token, "site-" + round, now().plus(Duration.ofDays(1)));
      CyclicBarrier together = new CyclicBarrier(2);
      List<Callable<Boolean>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        SiteRepository.EnrolledSite site = site("site-" + round + "-" + i, 2 * round + i);
        both.add(
            () -> {
              together.await();
              return house.sites.enrol(token, site, now());
            });
      }
      int stored = 0;
      for (Future<Boolean> each : threads.invokeAll(both)) {
        stored += each.get() ? 1 : 0;
      }
      assertThat(stored).isEqualTo(1);
      assertThat(house.sites.list()).hasSize(round + 1);
      assertThat(tokens.find(token).orElseThrow().used()).isTrue();
    }
    threads.shutdown();
  }

  @Test
  void a_site_that_cannot_be_stored_leaves_its_token_whole() {
    TokenRepository tokens = new TokenRepository(house.database);
    tokens.add(bytes(32, 1), "a", now());
    tokens.add(bytes(32, 2), "b", now());
    assertThat(house.sites.enrol(bytes(32, 1), site("a", 1), now())).isTrue();

    SiteRepository.EnrolledSite sameKey = site("b", 1);
    assertThatThrownBy(() -> house.sites.enrol(bytes(32, 2), sameKey, now()))
        .isInstanceOf(RuntimeException.class);

    assertThat(tokens.find(bytes(32, 2)).orElseThrow().used()).isFalse();
    assertThat(house.sites.hasIdentity(bytes(32, 1))).isTrue();
    assertThat(house.sites.hasIdentity(bytes(32, 2))).isFalse();
  }

  @Test
  void a_token_is_stored_with_its_site_and_its_expiry() {
    TokenRepository tokens = new TokenRepository(house.database);
    tokens.add(bytes(32, 1), "a", now());

    assertThat(tokens.find(bytes(32, 1)))
        .contains(new TokenRepository.StoredToken("a", now(), false));
    assertThat(tokens.find(bytes(32, 2))).isEmpty();
  }

  @Test
  void roster_versions_count_up_over_all_names() {
    assertThat(house.rosterRows.current()).isEmpty();
    for (int version = 1; version <= 3; version++) {
      assertThat(house.rosterRows.nextVersion()).isEqualTo(version);
      house.rosterRows.add("name-" + version, version, bytes(32, version), signed(version));
      assertThat(house.rosterRows.current()).contains(signed(version));
    }
    assertThat(house.rosterRows.find(bytes(32, 2))).contains(signed(2));
    assertThat(house.rosterRows.find(bytes(32, 7))).isEmpty();
  }

  @Test
  void every_transition_of_a_study_is_recorded_in_order() throws Exception {
    ValidationStudy study = study(1, StudyState.LOCKED);
    house.studies.add(study, "vendor", now());
    for (StudyState next : new StudyState[] {StudyState.RECRUITING, StudyState.ABORTED}) {
      study = study.become(next, "Now " + next + ".");
      house.studies.save(study, now());
    }

    assertThat(house.studies.find(bytes(32, 1)).orElseThrow().state())
        .isEqualTo(StudyState.ABORTED);
    assertThat(
            column(
                "SELECT seq || ' ' || state || ' ' || sentence FROM study_transition ORDER BY seq"))
        .containsExactly(
            "0 LOCKED The study is locked.",
            "1 RECRUITING Now RECRUITING.",
            "2 ABORTED Now ABORTED.");
  }

  @Test
  void only_studies_that_are_over_count_as_ended_newest_first() {
    house.studies.add(study(1, StudyState.ABORTED), "vendor", now());
    house.studies.add(study(2, StudyState.GATE), "vendor", now().plusSeconds(1));
    house.studies.add(study(3, StudyState.PUBLISHED), "vendor", now().plusSeconds(2));

    assertThat(house.studies.ended(5)).extracting(s -> s.studyId()).containsExactly("s-3", "s-1");
    assertThat(house.studies.ended(1)).extracting(s -> s.studyId()).containsExactly("s-3");
    assertThat(house.studies.hasStudyId("s-2")).isTrue();
    assertThat(house.studies.hasStudyId("s-4")).isFalse();
  }

  @Test
  void an_approval_is_stored_once() throws Exception {
    house.studies.approve(bytes(32, 1), "a", signed(1));
    house.studies.approve(bytes(32, 1), "a", signed(2));

    assertThat(house.studies.approval(bytes(32, 1), "a")).contains(signed(1));
    assertThat(column("SELECT site_id FROM study_approval")).containsExactly("a");
  }

  @Test
  void a_session_body_never_changes() throws Exception {
    SessionBodyRepository bodies = new SessionBodyRepository(house.database);
    bodies.add(bytes(32, 1), bytes(32, 2), new StoredBody(0, "Vote", signed(1), null), now());
    bodies.add(bytes(32, 1), bytes(32, 2), new StoredBody(0, "Vote", signed(9), null), now());
    bodies.add(bytes(32, 1), bytes(32, 2), new StoredBody(1, "Vote", signed(3), null), now());

    assertThat(bodies.bodies(bytes(32, 1)))
        .extracting(StoredBody::signed)
        .containsExactly(signed(1), signed(3));
  }

  @Test
  void a_database_of_the_first_schema_opens() throws Exception {
    house.enrol("a");
    house.close();
    assertThat(column("SELECT version FROM flyway_schema_history ORDER BY installed_rank"))
        .startsWith("1");

    house.restart();

    assertThat(house.sites.find("a")).isPresent();
    if (kind == TestDatabase.SQLITE) {
      assertThat(column("PRAGMA journal_mode")).containsExactly("wal");
    }
  }

  private List<String> column(String sql) throws Exception {
    return kind.column(folder, sql);
  }

  private Instant now() {
    return house.clock.instant();
  }

  private static ValidationStudy study(int n, StudyState state) {
    return new ValidationStudy(
        "s-" + n,
        bytes(32, n),
        state,
        "The study is locked.",
        signed(n),
        bytes(64, n),
        bytes(9, n),
        bytes(32, 7),
        bytes(32, 8));
  }

  private static SiteRepository.EnrolledSite site(String siteId, int key) {
    return new SiteRepository.EnrolledSite(siteId, "Org " + siteId, bytes(32, key), signed(1));
  }

  private static SignedBody signed(int fill) {
    return new SignedBody(bytes(8, fill), bytes(64, fill));
  }

  private static byte[] bytes(int length, int fill) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) fill);
    return bytes;
  }
}
