package org.fedval.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.fedval.coordinator.support.House;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropoutTest {
  @TempDir private Path folder;

  @Test
  void a_site_that_never_advertises_is_left_out_and_the_others_pool_exactly() throws Exception {
    try (RoundTable table = new RoundTable(folder, 5)) {
      table.asleep.add(4);
      table.talk();
      assertThat(table.ear.sums).isNull();

      table.waitForSleepers();
      table.talk();

      table.assertPooled(Set.of(0, 1, 2, 3));
    }
  }

  @Test
  void a_site_that_dies_before_its_upload_is_left_out() throws Exception {
    try (RoundTable table = new RoundTable(folder, 5)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      table.asleep.add(2);
      table.talkAndWait();

      table.assertPooled(Set.of(0, 1, 3, 4));
      assertThat(table.ear.said)
          .contains(
              "The round goes on without: c did not answer within 7200 s in phase"
                  + " MaskedInputCollection.");
    }
  }

  @Test
  void a_site_that_dies_after_its_upload_is_in_the_sums() throws Exception {
    try (RoundTable table = new RoundTable(folder, 5)) {
      table.talkUntil(SiteInstruction.SurvivorsNamed.class);
      table.asleep.add(2);
      table.talkAndWait();

      table.assertPooled(Set.of(0, 1, 2, 3, 4));
    }
  }

  @Test
  void two_of_seven_may_die_one_before_and_one_after_the_upload() throws Exception {
    try (RoundTable table = new RoundTable(folder, 7)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      table.asleep.add(1);
      table.talk();
      table.asleep.add(6);
      table.waitForSleepers();
      table.talkAndWait();

      table.assertPooled(Set.of(0, 2, 3, 4, 5, 6));
    }
  }

  @Test
  void a_dealer_outside_the_survivor_set_that_comes_back_helps_to_open() throws Exception {
    try (RoundTable table = new RoundTable(folder, 5)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      SiteInstruction shares = table.inboxes.get(4).peek();
      table.asleep.add(4);
      table.talk();
      table.waitForSleepers();
      // The one that was away had masked already; its late vector stays out.
      SiteMessage.SessionStep late = table.sites.get(4).answer(shares);
      assertThat(table.round.accept(4, late)).isInstanceOf(SubmitOutcome.Refused.class);
      table.inboxes.get(4).removeFirst();
      table.asleep.remove(4);
      table.talkUntil(SiteInstruction.Committed.class);
      // Without the helper three of four shares would be there, and nothing could be opened.
      table.asleep.add(0);
      table.talkAndWait();

      table.assertPooled(Set.of(0, 1, 2, 3));
    }
  }

  @Test
  void below_the_floor_the_sites_void_the_session_and_are_free() throws Exception {
    try (RoundTable table = new RoundTable(folder, 3)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      table.asleep.add(1);
      table.talk();
      table.waitForSleepers();
      table.talk();

      assertThat(table.ear.lost).containsExactly(1);
      assertThat(table.ear.why)
          .isEqualTo("b did not answer within 7200 s in phase MaskedInputCollection");
      assertThat(table.ear.sums).isNull();
      assertThat(table.sites.get(0).voided().sid()).isEqualTo(table.round.sid());
      assertThat(table.sites.get(2).voided()).isNotNull();
    }
  }

  @Test
  void a_session_that_can_no_longer_reach_its_floor_does_not_wait_for_the_others()
      throws Exception {
    try (RoundTable table = new RoundTable(folder, 3)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      table.asleep.add(1);
      table.waitForSleepers();

      assertThat(table.ear.said)
          .containsExactly(
              "The session cannot go on and is being closed: b did not answer within 7200 s in"
                  + " phase MaskedInputCollection.");
    }
  }

  @Test
  void a_void_session_is_followed_by_an_attempt_without_the_lost_site() throws Exception {
    try (RoundTable table = new RoundTable(folder, 5)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      table.asleep.addAll(Set.of(1, 2));
      table.talk();
      table.waitForSleepers();
      table.talk();
      assertThat(table.ear.lost).containsExactlyInAnyOrder(1, 2);

      table.asleep.remove(2);
      table.inboxes.get(2).clear();
      table.round.close();
      table.open(2, new TreeSet<>(Set.of(1)));
      table.talk();

      table.assertPooled(Set.of(0, 2, 3, 4));
    }
  }

  @Test
  void no_commit_follows_once_an_abort_was_asked_for_not_even_after_a_restart() throws Exception {
    try (RoundTable table = new RoundTable(folder, 3)) {
      table.talkUntil(SiteInstruction.SurvivorsNamed.class);
      SiteMessage.SessionStep vote = table.sites.get(0).answer(table.inboxes.get(0).remove());
      table.asleep.addAll(Set.of(0, 1, 2));
      table.waitForSleepers();

      assertThat(refusal(table.round.accept(0, vote))).isEqualTo("NOT_EXPECTED");
      table.restart();
      assertThat(refusal(table.round.accept(0, vote))).isEqualTo("NOT_EXPECTED");
      assertThat(table.inboxes.get(0)).hasOnlyElementsOfType(SiteInstruction.AbortAsked.class);
      table.asleep.clear();
      table.talk();

      assertThat(table.ear.lost).isNotNull();
      assertThat(table.sites.get(1).voided()).isNotNull();
    }
  }

  @Test
  void with_a_certificate_the_coordinator_waits_for_reveals_and_loses_nothing() throws Exception {
    try (RoundTable table = new RoundTable(folder, 3)) {
      table.talkUntil(SiteInstruction.Committed.class);
      table.asleep.add(2);
      table.talk();
      table.waitForSleepers();
      assertThat(table.ear.said)
          .endsWith(
              "Waiting; nothing is lost: c did not answer within 3600 s in phase Unmasking (gate)."
                  + " Start the agent there.");
      assertThat(table.ear.failure).isNull();

      table.asleep.clear();
      table.round.remind(2);
      table.talk();

      table.assertPooled(Set.of(0, 1, 2));
    }
  }

  @Test
  void a_site_that_leaves_is_not_waited_for() throws Exception {
    try (RoundTable table = new RoundTable(folder, 4)) {
      table.asleep.add(3);
      table.talk();

      table.round.leaves(3, "does not take part: its images cannot be read");
      table.talk();

      table.assertPooled(Set.of(0, 1, 2));
      assertThat(table.ear.said)
          .containsExactly(
              "The round goes on without: d does not take part: its images cannot be read.");
    }
  }

  @Test
  void a_site_that_withdraws_after_its_upload_is_not_in_the_sums() throws Exception {
    try (RoundTable table = new RoundTable(folder, 4)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      assertThat(table.turn(table.sites.get(3))).isTrue();
      table.asleep.add(3);

      table.round.leaves(3, "does not take part: it withdrew");
      table.talk();
      table.restart();
      table.talkAndWait();

      table.assertPooled(Set.of(0, 1, 2));
    }
  }

  @Test
  void a_survivor_that_withdraws_before_its_vote_voids_the_session() throws Exception {
    try (RoundTable table = new RoundTable(folder, 4)) {
      table.talkUntil(SiteInstruction.SurvivorsNamed.class);
      table.asleep.add(3);

      table.round.leaves(3, "does not take part: it withdrew");
      table.talk();

      assertThat(table.ear.lost).containsExactly(3);
      assertThat(table.ear.sums).isNull();
      assertThat(table.sites.get(0).voided()).isNotNull();
    }
  }

  @Test
  void a_phase_deadline_alone_does_not_end_masking_while_a_site_lives() throws Exception {
    try (RoundTable table = new RoundTable(folder, 4)) {
      table.talkUntil(SiteInstruction.SharesDelivered.class);
      for (int site : new int[] {0, 1, 2}) {
        assertThat(table.turn(table.sites.get(site))).isTrue();
      }
      liveOn(table);

      assertThat(table.ear.said).isEmpty();
      table.talk();
      table.assertPooled(Set.of(0, 1, 2, 3));
    }
  }

  private static void liveOn(RoundTable table) {
    for (int hour = 0; hour < 5; hour++) {
      table.house.clock.forward(House.DEADLINES.phase());
      table.sites.forEach(site -> table.round.signOfLife(site.index()));
      table.round.tick(table.house.clock.instant());
    }
  }

  private static String refusal(SubmitOutcome outcome) {
    return outcome instanceof SubmitOutcome.Refused refused ? refused.code() : "accepted";
  }
}
