package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.DeskSite;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.RoundSite;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StudyDeskTest {
  @Parameter private TestDatabase kind;

  @TempDir private Path folder;

  private final Map<String, DeskSite> sites = new TreeMap<>();
  private House house;
  private Roster roster;
  private Sha256Digest bundle;
  private LockedStudy locked;
  private Sha256Digest study;

  @BeforeEach
  void submitAStudy() throws Exception {
    house = new House(folder, () -> kind.open(folder));
    house.enrol("a", "b", "c");
    roster = house.publishRoster();
    bundle = house.uploadBundle();
    for (String id : List.of("a", "b", "c")) {
      sites.put(id, new DeskSite(house, id));
    }
    locked = house.locked("s-1", roster);
    house.desk.submit(house.handedIn(locked.definition(), TinyStudy.plan("s-1"), roster));
    study = locked.definition().hash();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void three_approving_sites_end_in_a_published_report() {
    List<StudyView> seen = new ArrayList<>();
    assertThat(house.desk.watch(study, seen::add)).isTrue();
    Map<String, RoundSite> round = new TreeMap<>();
    sites.forEach((id, site) -> round.put(id, roundSite(id)));
    sites.values().forEach(DeskSite::attach);
    sites.values().forEach(site -> assertThat(taken(site.approve(study))).isTrue());

    for (int turn = 0; turn < 20 && !stored().state().isFinal(); turn++) {
      sites.forEach((id, site) -> site.heard().forEach(i -> answer(id, round.get(id), i)));
    }

    assertThat(stored().sentence()).isEqualTo("The report is published.");
    ReportRepository.StoredReport report = house.reports.find(study.toByteArray()).orElseThrow();
    assertThat(new String(report.json(), StandardCharsets.UTF_8)).contains("\"fedval.report/v1\"");
    assertThat(seen)
        .extracting(StudyView::state)
        .containsSubsequence(
            StudyState.RECRUITING,
            StudyState.GATE,
            StudyState.METRICS,
            StudyState.SECOND_ROUND,
            StudyState.POOLED,
            StudyState.PUBLISHED);
    assertThat(new String(report.json(), StandardCharsets.UTF_8))
        .contains("saw no weights", "could still copy it from memory");
    assertThat(house.vectors.isEmpty()).isTrue();
    assertThat(house.bundles.has(bundle)).as("the sealed file after the end").isFalse();
    assertThat(sites.get("a").heardKinds()).endsWith("StudyEnded");
  }

  @Test
  void recruiting_ends_at_its_deadline_and_names_the_missing_sites() {
    sites.get("b").approve(study);
    house.clock.forward(House.DEADLINES.recruiting());
    house.tick();
    assertThat(stored().state()).isEqualTo(StudyState.RECRUITING);

    house.clock.forward(Duration.ofSeconds(1));
    house.tick();

    assertThat(stored().state()).isEqualTo(StudyState.ABORTED);
    assertThat(stored().sentence())
        .isEqualTo(
            "No answer from a, c within 86400 s of recruiting: nobody has decided there, or the agent"
                + " is stopped. Ask there, and submit under another id.");
  }

  @Test
  void a_denial_ends_the_study_in_words() {
    sites.get("a").attach().heard();

    assertThat(taken(sites.get("b").deny(study, "CANARY_DEVIATION"))).isTrue();

    assertThat(stored().sentence())
        .isEqualTo(
            "b does not take part: its hardware does not reproduce the canary outputs within the"
                + " stated tolerance.");
    assertThat(sites.get("a").heard())
        .containsExactly(new SiteInstruction.StudyEnded(study, false, stored().sentence()));
    assertThat(code(sites.get("b").deny(study, "POLICY"))).isEqualTo("NO_STUDY");
  }

  @Test
  void a_silent_site_in_a_phase_ends_the_study() {
    sites.values().forEach(site -> site.approve(study));
    assertThat(stored().state()).isEqualTo(StudyState.GATE);
    house.clock.forward(House.DEADLINES.phase().plusSeconds(1));

    house.tick();

    assertThat(stored().sentence())
        .isEqualTo(
            "a, b, c did not answer within 3600 s in phase AdvertiseKeys; start the agent there"
                + " and submit the study again.");
    assertThat(house.vectors.isEmpty()).isTrue();
  }

  @Test
  void recruiting_goes_on_after_a_restart() {
    sites.get("a").approve(study);

    house.restart();
    house.desk.resume();
    sites.values().forEach(DeskSite::attach);

    assertThat(sites.get("b").heardKinds())
        .containsExactly("RosterPublished", "RosterPublished", "StudyOffered");
    sites.get("b").approve(study);
    assertThat(stored().state()).isEqualTo(StudyState.RECRUITING);
    sites.get("c").approve(study);
    assertThat(stored().state()).isEqualTo(StudyState.GATE);
  }

  @Test
  void an_open_session_goes_on_after_a_restart() {
    Map<String, RoundSite> round = new TreeMap<>();
    sites.forEach((id, site) -> round.put(id, roundSite(id)));
    sites.values().forEach(DeskSite::attach);
    sites.values().forEach(site -> site.approve(study));
    sites.forEach((id, site) -> site.heard().forEach(i -> answer(id, round.get(id), i)));
    assertThat(stored().state()).isEqualTo(StudyState.GATE);

    house.restart();
    house.desk.resume();
    sites.values().forEach(DeskSite::attach);
    for (int turn = 0; turn < 20 && !stored().state().isFinal(); turn++) {
      sites.forEach((id, site) -> site.heard().forEach(i -> answer(id, round.get(id), i)));
    }

    assertThat(stored().sentence()).isEqualTo("The report is published.");
    assertThat(house.vectors.isEmpty()).isTrue();
    house.enrol("d");
    assertThat(new DeskSite(house, "d").attach().heardKinds())
        .as("what a site outside the roster hears")
        .containsExactly("RosterPublished", "CheckpointOffered");
  }

  @Test
  void a_site_that_was_away_hears_how_the_session_ended() {
    Map<String, RoundSite> round = new TreeMap<>();
    sites.forEach((id, site) -> round.put(id, roundSite(id)));
    sites.values().forEach(DeskSite::attach);
    sites.values().forEach(site -> site.approve(study));
    for (int turn = 0; turn < 20 && !stored().state().isFinal(); turn++) {
      sites.forEach((id, site) -> site.heard().forEach(i -> answer(id, round.get(id), i)));
    }
    DeskSite a = sites.get("a");
    a.heard();

    assertThat(a.detach().attach().heardKinds())
        .containsExactly(
            "RosterPublished",
            "CheckpointOffered",
            "SurvivorsNamed",
            "Committed",
            "GateOpened",
            "ResultPublished",
            "SurvivorsNamed",
            "Committed",
            "GateOpened",
            "ResultPublished",
            "StudyEnded");
  }

  @Test
  void an_agent_that_started_anew_hears_the_offer_until_it_has_joined() {
    DeskSite a = sites.get("a").attach();
    a.approve(study);
    a.heard();

    a.detach().attach();
    assertThat(a.heardKinds()).contains("StudyOffered");

    sites.get("b").approve(study);
    sites.get("c").approve(study);
    a.heard();
    a.detach().attach();
    assertThat(a.heardKinds()).containsSubsequence("StudyOffered", "SessionProposed");

    a.send(roundSite("a").answer(proposal(a)));
    a.heard();
    a.detach().attach();
    assertThat(a.heardKinds()).containsExactly("RosterPublished");
  }

  @Test
  void an_offer_comes_with_the_roster_that_it_was_locked_on() {
    house.enrol("d");
    house.publishRoster();

    List<SiteInstruction> heard = sites.get("a").attach().heard();

    assertThat(heard.get(heard.size() - 1)).isInstanceOf(SiteInstruction.StudyOffered.class);
    assertThat(heard.get(heard.size() - 2))
        .isEqualTo(
            new SiteInstruction.RosterPublished(house.rosters.find(roster.hash()).orElseThrow()));
  }

  @Test
  void only_an_approving_site_of_the_roster_may_fetch_the_bundle() {
    house.enrol("d");
    assertThat(house.desk.mayFetch("a", bundle)).isFalse();

    sites.get("a").approve(study);
    new DeskSite(house, "d").approve(study);

    assertThat(house.desk.mayFetch("a", bundle)).isTrue();
    assertThat(house.desk.mayFetch("b", bundle)).isFalse();
    assertThat(house.desk.mayFetch("d", bundle)).isFalse();
    assertThat(house.desk.mayFetch("a", Sha256Digest.ZERO)).isFalse();
  }

  @Test
  void an_approval_with_a_foreign_key_is_refused() {
    SigningKey foreign = house.identities.get("b");

    assertThat(code(sites.get("a").approve(study, foreign))).isEqualTo("SIGNATURE");
    assertThat(code(sites.get("a").approveRoster(roster.hash(), foreign))).isEqualTo("SIGNATURE");
    assertThat(house.studies.approvedBy(study.toByteArray())).isEmpty();
  }

  @Test
  void an_approval_names_something_that_exists() {
    DeskSite a = sites.get("a");
    SigningKey own = house.identities.get("a");

    assertThat(code(a.approve(Sha256Digest.ZERO))).isEqualTo("NO_STUDY");
    assertThat(code(a.approveRoster(Sha256Digest.ZERO, own))).isEqualTo("NO_ROSTER");
    assertThat(taken(a.approveRoster(roster.hash(), own))).isTrue();
    assertThat(house.rosterRows.approvedBy(roster.hash().toByteArray())).containsExactly("a");
  }

  @Test
  void messages_for_a_session_that_is_not_open_are_refused() {
    Sha256Digest sid = Sha256Digest.ZERO;

    assertThat(code(house.desk.chunk("a", sid, 0, new byte[1]))).isEqualTo("NO_SESSION");
    assertThat(
            code(
                sites
                    .get("a")
                    .send(new SiteMessage.Voted(sid, house.rosters.current().orElseThrow()))))
        .isEqualTo("NO_SESSION");
  }

  @Test
  void watchers_see_phases_in_words_and_the_end() {
    List<StudyView> seen = new ArrayList<>();
    house.desk.watch(study, seen::add);
    house.desk.signOfLife("b", SitePhaseName.RUNNING_COHORT);
    house.desk.signOfLife("b", SitePhaseName.RUNNING_COHORT);
    house.settle();

    assertThat(seen).hasSize(2);
    assertThat(seen.get(1).sites())
        .containsExactly(
            new StudyView.SiteView("a", "waiting"),
            new StudyView.SiteView("b", "running the cohort"),
            new StudyView.SiteView("c", "waiting"));

    sites.get("a").deny(study, "POLICY");
    assertThat(seen.get(2).state()).isEqualTo(StudyState.ABORTED);
    List<StudyView> later = new ArrayList<>();
    assertThat(house.desk.watch(study, later::add)).isTrue();
    assertThat(later).extracting(StudyView::state).containsExactly(StudyState.ABORTED);
    assertThat(house.desk.watch(Sha256Digest.ZERO, later::add)).isFalse();
  }

  private void answer(String siteId, RoundSite site, SiteInstruction instruction) {
    if (instruction instanceof SiteInstruction.CheckpointOffered offered) {
      assertThat(taken(sites.get(siteId).cosign(offered))).isTrue();
      return;
    }
    SiteMessage.SessionStep step = site.answer(instruction);
    if (step instanceof SiteMessage.Masked) {
      assertThat(taken(house.desk.chunk(siteId, step.sid(), 0, site.vector()))).isTrue();
    }
    if (step != null) {
      assertThat(taken(house.desk.accept(siteId, step))).isTrue();
    }
  }

  private SiteInstruction proposal(DeskSite site) {
    return site.detach().attach().heard().stream()
        .filter(i -> i instanceof SiteInstruction.SessionProposed)
        .findFirst()
        .orElseThrow();
  }

  private RoundSite roundSite(String siteId) {
    int index = roster.indexOf(siteId).orElseThrow();
    return new RoundSite(
        roster,
        locked,
        index,
        house.identities.get(siteId),
        TinyStudy.cases(locked.counters(), index),
        house.random);
  }

  private ValidationStudy stored() {
    return house.studies.find(study.toByteArray()).orElseThrow();
  }

  private static boolean taken(SubmitOutcome outcome) {
    return outcome instanceof SubmitOutcome.Accepted;
  }

  private static String code(SubmitOutcome outcome) {
    return outcome instanceof SubmitOutcome.Refused refused ? refused.code() : "accepted";
  }
}
