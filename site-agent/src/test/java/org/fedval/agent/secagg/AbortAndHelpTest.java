package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a session ends without a result at a site, and what the site's data may do afterwards. */
class AbortAndHelpTest {
  @TempDir private Path folder;

  private TestRun run;
  private TestSite site;

  @BeforeEach
  void open() throws Exception {
    run = new TestRun(new OfferedStudy(folder), folder.resolve("homes"));
    site = run.sites.get(0);
  }

  @Test
  void a_pledge_comes_only_when_asked_and_is_the_same_after_a_restart() throws Exception {
    run.phases(4);
    SiteInstruction asked = new SiteInstruction.AbortAsked(run.coordinator.terms.sid());

    List<SiteMessage> pledge = site.take(run.coordinator.terms, asked);
    assertThat(pledge).hasSize(1);
    Vote vote = Vote.decode(((SiteMessage.AbortVoted) pledge.get(0)).signed().body());
    assertThat(vote.kind()).isEqualTo(VoteKind.ABORT);

    site.restart();
    assertThat(site.take(run.coordinator.terms, asked)).isEqualTo(pledge);
    assertThat(site.take(run.coordinator.terms, run.coordinator.last(0)))
        .as("a reveal after the pledge")
        .isEmpty();
  }

  @Test
  void after_a_reveal_no_pledge_is_given_even_after_a_restart() throws Exception {
    run.phases(5);
    SiteInstruction asked = new SiteInstruction.AbortAsked(run.coordinator.terms.sid());

    assertThat(site.take(run.coordinator.terms, asked)).isEmpty();
    site.restart();
    assertThat(site.take(run.coordinator.terms, asked)).isEmpty();
  }

  @Test
  void masked_data_stays_bound_until_the_abort_certificate_which_a_restarted_site_takes_too()
      throws Exception {
    run.phases(3);
    TestCoordinator first = run.coordinator;
    first.askAbort();
    run.everybody();
    first.closeAbort();
    run.propose(run.study, 2);

    refused(Code.SLOT_PENDING, () -> site.join(run.coordinator.terms).bind(site.cohort));

    site.restart();
    site.take(first.terms, first.last(0));
    assertThat(site.shelf.find(first.terms.sid())).isEmpty();
    run.propose(run.study, 3);
    run.coordinator = new TestCoordinator(run.study, 3);
    site.join(run.coordinator.terms).bind(site.cohort);
  }

  @Test
  void an_operator_frees_a_data_set_that_waits_for_ever_and_only_that() throws Exception {
    run.phases(3);
    assertThat(site.slots.override(run.coordinator.terms.sid())).isTrue();
    assertThat(site.slots.override(run.coordinator.terms.sid())).isFalse();
    run.propose(run.study, 2);

    site.join(run.coordinator.terms).bind(site.cohort);
  }

  @Test
  void a_spoiled_row_is_complained_about_and_nothing_is_masked() throws Exception {
    run.phases(2);
    SiteInstruction.SharesDelivered good =
        (SiteInstruction.SharesDelivered) run.coordinator.last(0);
    TreeMap<Integer, SiteInstruction.SharesDelivered.Dealt> shares = new TreeMap<>(good.shares());
    SiteInstruction.SharesDelivered.Dealt dealt = good.shares().get(2);
    byte[] row = dealt.row().toByteArray();
    row[row.length - 1]++;
    assertThat(ShareRow.decode(row)).isNotNull();
    shares.put(2, new SiteInstruction.SharesDelivered.Dealt(dealt.shareKeys(), Octets.of(row)));
    SiteInstruction spoiled =
        new SiteInstruction.SharesDelivered(good.sid(), good.delivery(), shares);

    List<SiteMessage> answers = site.take(run.coordinator.terms, spoiled);

    assertThat(answers).hasSize(1);
    Complaint complaint =
        Complaint.decode(((SiteMessage.Complained) answers.get(0)).signed().body());
    assertThat(complaint.dealer()).isEqualTo(2);
    assertThat(run.session(site).hasMasked()).isFalse();
    site.restart();
    assertThat(site.damage).isEmpty();
    assertThat(site.take(run.coordinator.terms, good))
        .as("the complaint again, never a mask")
        .isEqualTo(answers);
  }

  @Test
  void a_site_whose_vector_came_too_late_helps_to_open_the_others_sum_and_not_its_own()
      throws Exception {
    OfferedStudy four =
        new OfferedStudy(
            folder.resolve("four"),
            TinyModels.filled(TinyModels.model(), TinyModels.spec()),
            List.of("a", "b", "c", "d"));
    run = new TestRun(four, folder.resolve("four-homes"));
    run.phases(2);
    TestSite late = run.sites.get(3);
    for (TestSite other : run.sites.subList(0, 3)) {
      run.say(other, run.coordinator.last(other.index));
    }
    assertThat(late.take(run.coordinator.terms, run.coordinator.last(3))).hasSize(1);
    run.coordinator.next();
    assertThat(late.take(run.coordinator.terms, run.coordinator.last(3))).isEmpty();
    late.restart();
    run.phases(2);
    List<SiteMessage> opened = late.take(run.coordinator.terms, run.coordinator.last(3));
    run.phases(1);

    assertThat(opened).hasSize(1).first().isInstanceOf(SiteMessage.RevealedB.class);
    assertThat(run.coordinator.pooled.survivors()).containsExactlyInAnyOrder(0, 1, 2);
    CrashMatrixTest.assertExact(four, run.coordinator.pooled, run.sites.subList(0, 3));
    run.everybody();
    assertThat(late.shelf.find(run.coordinator.terms.sid())).isEmpty();
  }

  @Test
  void an_abort_certificate_of_another_session_frees_nothing() throws Exception {
    run.phases(3);
    TestCoordinator first = run.coordinator;
    first.askAbort();
    run.everybody();
    first.closeAbort();
    SiteInstruction.Aborted certificate = (SiteInstruction.Aborted) first.last(0);
    TestRun other = new TestRun(run.study, folder.resolve("others"));
    other.phases(3);

    refused(
        Code.BAD_SIGNATURE,
        () ->
            other
                .session(other.sites.get(0))
                .aborted(
                    new SiteInstruction.Aborted(
                        other.coordinator.terms.sid(), certificate.certificate())));
  }

  private static void refused(
      Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
