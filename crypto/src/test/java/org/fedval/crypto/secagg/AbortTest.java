package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.failed;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.VoteKind;
import org.junit.jupiter.api.Test;

/** An abort is a pledge of a quorum, and excludes a commit at both roles. */
class AbortTest {
  private final TestFederation federation = new TestFederation(5, 1000, 61);
  private final SecAggRun run = federation.run();
  private final Forgery forgery = new Forgery(federation);

  @Test
  void sites_can_abort_from_every_step_before_their_first_reveal() {
    SharePhase share = run.advertise();
    MaskPhase mask = run.share(share);
    VotePhase vote = run.mask(mask, Set.of(4));
    AbortPhase abort = vote.abort();

    SecAggRun.taken(abort.accept(0, run.shared.at(0).abort().vote()));
    SecAggRun.taken(abort.accept(1, run.masked.at(1).abort().vote()));
    assertThat(abort.enough()).isFalse();
    failed(SessionFailed.Reason.TOO_FEW_VOTES, abort::close);
    SecAggRun.taken(abort.accept(2, run.masked.at(2).vote(vote.survivorSet()).abort().vote()));
    SecAggRun.taken(abort.accept(4, run.masked.at(4).help(vote.survivorSet()).abort().vote()));
    assertThat(abort.missing()).containsExactly(3);
    SignedBody certificate = abort.close();

    assertThat(run.masked.at(3).aborted(certificate).sid()).isEqualTo(federation.proposed.sid());
    assertThat(run.shared.at(3).aborted(certificate).sid()).isEqualTo(federation.proposed.sid());
  }

  @Test
  void a_site_that_pledged_neither_votes_nor_opens_even_with_a_certificate() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    RevealAPhase reveal = voteAll(vote);

    run.masked.at(0).abort();
    refused(Code.ALREADY_DONE, () -> run.voted.at(0).reveal(reveal.certificate()));
    run.shared.at(1).abort();
    refused(Code.ALREADY_DONE, () -> run.voted.at(1).reveal(reveal.certificate()));
    SecAggRun other = new TestFederation(5, 1000, 62).run();
    VotePhase second = other.mask(other.share(other.advertise()), Set.of());
    other.masked.at(0).abort();
    refused(Code.ALREADY_DONE, () -> other.masked.at(0).vote(second.survivorSet()));
  }

  @Test
  void a_site_that_opened_shares_cannot_pledge_any_more() {
    RevealAPhase reveal = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    assertThat(reveal.enough()).isFalse();
    refused(Code.ALREADY_DONE, () -> run.voted.at(0).abort());
    refused(Code.ALREADY_DONE, () -> run.masked.at(0).abort());
    refused(Code.ALREADY_DONE, () -> run.shared.at(0).abort());
  }

  @Test
  void the_coordinator_commits_nothing_after_asking_for_an_abort_nor_the_reverse() {
    VotePhase asked = run.mask(run.share(run.advertise()), Set.of());
    run.masked.forEach(
        (i, client) -> SecAggRun.taken(asked.accept(i, client.vote(asked.survivorSet()).vote())));
    assertThat(asked.enough()).isTrue();
    asked.abort();
    failed(SessionFailed.Reason.ABORT_REQUESTED, asked::close);

    SecAggRun second = new TestFederation(5, 1000, 63).run();
    SharePhase share = second.advertise();
    MaskPhase mask = second.share(share);
    VotePhase vote = second.mask(mask, Set.of());
    second.vote(vote);
    failed(SessionFailed.Reason.COMMIT_ISSUED, vote::abort);
    failed(SessionFailed.Reason.COMMIT_ISSUED, mask::abort);
    failed(SessionFailed.Reason.COMMIT_ISSUED, share::abort);
  }

  @Test
  void an_abort_certificate_with_too_few_or_forged_votes_is_refused() {
    MaskPhase mask = run.share(run.advertise());
    AbortPhase abort = mask.abort();
    run.shared.forEach((i, client) -> SecAggRun.taken(abort.accept(i, client.abort().vote())));
    Certificate full = Certificate.decode(VoteKind.ABORT, abort.close().body());
    SharedClient site = run.shared.at(0);

    int needed = new Quorum(5, 1).abortVotes();
    refused(
        Code.BAD_CERTIFICATE,
        () ->
            site.aborted(
                forgery.certificate(VoteKind.ABORT, full, full.ballots().subList(0, needed - 1))));
    List<Certificate.Ballot> forged =
        List.of(
            full.ballots().get(0),
            full.ballots().get(1),
            new Certificate.Ballot(2, full.ballots().get(3).signature()));
    refused(
        Code.BAD_CERTIFICATE,
        () -> site.aborted(forgery.certificate(VoteKind.ABORT, full, forged)));
    assertThat(
            site.aborted(
                    forgery.certificate(VoteKind.ABORT, full, full.ballots().subList(0, needed)))
                .sid())
        .isEqualTo(federation.proposed.sid());
  }

  @Test
  void a_commit_vote_is_no_abort_vote() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    AbortPhase abort = vote.abort();
    refused(Code.WRONG_SESSION, abort.accept(0, run.masked.at(0).vote(vote.survivorSet()).vote()));
  }

  private RevealAPhase voteAll(VotePhase vote) {
    run.masked.forEach(
        (i, client) -> {
          run.voted.put(i, client.vote(vote.survivorSet()));
          SecAggRun.taken(vote.accept(i, run.voted.at(i).vote()));
        });
    return vote.close();
  }
}
