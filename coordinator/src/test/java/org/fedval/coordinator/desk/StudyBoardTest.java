package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.support.DeskSite;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyBoardTest {
  @TempDir private Path folder;
  private House house;
  private Roster roster;
  private StudyBoard board;
  private long expires;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    roster = house.publishRoster();
    var unused = house.uploadBundle();
    expires = house.expires();
    board =
        new StudyBoard(
            new StudyIndex(house.database),
            house.studies,
            house.rosters,
            house.lockedStudies,
            house.desk.live());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void pages_show_every_visible_study_once_although_others_come_and_change() throws Exception {
    List<Sha256Digest> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(submit("s-" + i));
    }
    Sha256Digest hidden = all.remove(3);

    StudyPage page = board.list(StudyQuery.first(2), d -> !d.equals(hidden));
    assertThat(page.total()).isEqualTo(6);
    List<Sha256Digest> seen = new ArrayList<>(digests(page));
    house.clock.forward(Duration.ofMinutes(1));
    submit("s-new");
    house.desk.cancel(all.get(0), Canceller.VENDOR);
    while (page.next() != null) {
      page = board.list(StudyQuery.first(2).from(page.next()), d -> !d.equals(hidden));
      seen.addAll(digests(page));
    }

    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void a_list_is_narrowed_by_state_and_by_words_of_title_finding_or_model() throws Exception {
    Sha256Digest open = submit("lung-1");
    Sha256Digest ended = submit("lung-2");
    house.desk.cancel(ended, Canceller.VENDOR);

    assertThat(digests(list(Set.of(StudyState.ABORTED), ""))).containsExactly(ended);
    assertThat(digests(list(Set.of(), "LUNG-1"))).containsExactly(open);
    assertThat(list(Set.of(), "small").total()).isEqualTo(2);
    assertThat(list(Set.of(), "Nodule").total()).isEqualTo(2);
    assertThat(list(Set.of(), "tiny 1").total()).isEqualTo(2);
    assertThat(list(Set.of(), "heart").studies()).isEmpty();
  }

  @Test
  void a_list_comes_in_the_order_that_was_asked_for() throws Exception {
    Sha256Digest first = submit("z");
    house.clock.forward(Duration.ofMinutes(1));
    Sha256Digest second = submit("y");
    house.clock.forward(Duration.ofMinutes(1));
    house.desk.cancel(first, Canceller.VENDOR);

    assertThat(sorted(StudyQuery.Sort.NEWEST)).containsExactly(second, first);
    assertThat(sorted(StudyQuery.Sort.OLDEST)).containsExactly(first, second);
    assertThat(sorted(StudyQuery.Sort.CHANGED)).containsExactly(first, second);
    assertThat(sorted(StudyQuery.Sort.STATE)).containsExactly(second, first);
  }

  @Test
  void a_cursor_of_another_order_or_of_nobody_is_refused_in_words() throws Exception {
    submit("s-1");
    submit("s-2");
    String cursor = board.list(StudyQuery.first(1), d -> true).next();
    StudyQuery other = new StudyQuery(Set.of(), "", StudyQuery.Sort.TITLE, 1, cursor);

    assertThatThrownBy(() -> board.list(other, d -> true)).hasMessageStartingWith("cursor: ");
    assertThatThrownBy(() -> board.list(StudyQuery.first(1).from("?!"), d -> true))
        .hasMessageStartingWith("cursor: ");
  }

  @Test
  void a_detail_names_what_was_locked_and_who_has_not_answered_yet() throws Exception {
    Sha256Digest study = submit("s-1");
    new DeskSite(house, "b").approve(study);
    house.desk.signOfLife("b", SitePhaseName.FETCHING_BUNDLE);
    house.settle();
    house.tick();

    StudyDetail detail = board.detail(study).orElseThrow();

    assertThat(detail.entry().facts())
        .isEqualTo(
            new StudyFacts(
                "A small study",
                false,
                List.of("nodule"),
                List.of("tiny 1"),
                "roster",
                1,
                List.of("a", "b", "c")));
    assertThat(detail.entry().state()).isEqualTo(StudyState.RECRUITING);
    assertThat(detail.entry().approved()).isEqualTo(1);
    assertThat(detail.approvedBy()).containsExactly("b");
    assertThat(detail.waitedFor()).containsExactly("a", "c");
    assertThat(detail.deadline())
        .contains(house.clock.instant().plus(House.DEADLINES.recruiting()));
    assertThat(detail.sites()).contains(new StudyView.SiteView("b", "fetching the bundle"));
    assertThat(detail.transitions())
        .extracting(StudyIndex.Transition::state)
        .containsExactly(StudyState.LOCKED, StudyState.RECRUITING);
  }

  @Test
  void a_detail_of_a_round_has_the_deadline_of_its_phase_and_of_an_ended_study_none()
      throws Exception {
    Sha256Digest study = submit("s-1");
    for (String site : List.of("a", "b", "c")) {
      new DeskSite(house, site).approve(study);
    }
    house.tick();

    StudyDetail detail = board.detail(study).orElseThrow();
    assertThat(detail.entry().state()).isEqualTo(StudyState.GATE);
    assertThat(detail.waitedFor()).containsExactly("a", "b", "c");
    assertThat(detail.deadline()).contains(house.clock.instant().plus(House.DEADLINES.phase()));

    house.desk.cancel(study, Canceller.ADMINISTRATOR);
    StudyDetail ended = board.detail(study).orElseThrow();
    assertThat(ended.deadline()).isEmpty();
    assertThat(ended.waitedFor()).isEmpty();
    assertThat(ended.entry().sentence()).isEqualTo("Cancelled by a consortium administrator.");
    assertThat(board.detail(Sha256Digest.ZERO)).isEmpty();
  }

  @Test
  void reading_does_not_wait_for_the_event_loop() throws Exception {
    Sha256Digest study = submit("s-1");
    house.settle();
    CountDownLatch busy = new CountDownLatch(1);
    house.loop.execute(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThat(board.detail(study)).isPresent();
    assertThat(board.list(StudyQuery.first(10), d -> true).total()).isEqualTo(1);
    busy.countDown();
  }

  private StudyPage list(Set<StudyState> states, String text) {
    return board.list(new StudyQuery(states, text, StudyQuery.Sort.NEWEST, 10, null), d -> true);
  }

  private List<Sha256Digest> sorted(StudyQuery.Sort sort) {
    return digests(board.list(new StudyQuery(Set.of(), "", sort, 10, null), d -> true));
  }

  private static List<Sha256Digest> digests(StudyPage page) {
    return page.studies().stream().map(StudyEntry::digest).toList();
  }

  private Sha256Digest submit(String id) throws Exception {
    LockedStudy locked =
        LockedStudy.derive(TinyStudy.plan(id), house.sealed.described(), roster, expires);
    StudySubmission.Outcome outcome =
        house.desk.submit(house.handedIn(locked.definition(), TinyStudy.plan(id), roster));
    assertThat(outcome).isInstanceOf(StudySubmission.Outcome.Locked.class);
    return locked.definition().hash();
  }
}
