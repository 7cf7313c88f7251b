package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;
import org.junit.jupiter.api.Test;

/** Two survivor sets shown to two halves: at most one of them ever gets a certificate. */
class SplitSurvivorSetTest {
  private final TestFederation federation = new TestFederation(5, 1000, 102);
  private final Forgery forgery = new Forgery(federation);

  @Test
  void in_every_split_of_the_honest_votes_at_most_one_set_is_certified() {
    for (int split = 0; split < 8; split++) {
      SecAggRun run = federation.run();
      VotePhase phase = run.mask(run.share(run.advertise()), Set.of());
      SignedBody all = phase.survivorSet();
      SignedBody without3 = forgery.survivorsWithout(phase, Set.of(3));
      List<Certificate.Ballot> forAll = new ArrayList<>();
      List<Certificate.Ballot> forFewer = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boolean fewer = i < 3 && (split >> i & 1) != 0;
        run.voted.put(i, run.masked.at(i).vote(fewer ? without3 : all));
        (fewer ? forFewer : forAll).add(Forgery.ballot(i, run.voted.at(i).vote()));
      }
      Vote whole = Vote.decode(run.voted.at(3).vote().body());
      Vote part = splitVote(run, without3);
      forAll.add(Forgery.ballot(4, corruptVote(whole)));
      forFewer.add(Forgery.ballot(4, corruptVote(part)));

      int certified = certified(run, whole, forAll) + certified(run, part, forFewer);
      assertThat(certified).as("split %d", split).isLessThanOrEqualTo(1);
      assertThat(certified).isEqualTo(forAll.size() >= 4 || forFewer.size() >= 4 ? 1 : 0);
    }
  }

  @Test
  void a_vote_of_a_site_outside_the_survivor_set_does_not_count() {
    SecAggRun run = federation.run();
    VotePhase phase = run.mask(run.share(run.advertise()), Set.of(4));
    List<Certificate.Ballot> ballots = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      run.voted.put(i, run.masked.at(i).vote(phase.survivorSet()));
      ballots.add(Forgery.ballot(i, run.voted.at(i).vote()));
    }
    Vote cast = Vote.decode(run.voted.at(0).vote().body());
    ballots.add(Forgery.ballot(4, corruptVote(cast)));
    assertThat(certified(run, cast, ballots)).isZero();
    ballots.set(3, Forgery.ballot(3, run.masked.at(3).vote(phase.survivorSet()).vote()));
    assertThat(certified(run, cast, ballots)).isEqualTo(1);
  }

  @Test
  void a_site_votes_for_one_survivor_set_only_and_only_if_it_is_in_it() {
    SecAggRun run = federation.run();
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    SignedBody without0 = forgery.survivorsWithout(vote, Set.of(0));

    refused(Code.NOT_A_SURVIVOR, () -> run.masked.at(0).vote(without0));
    run.masked.at(0).vote(vote.survivorSet());
    refused(Code.ALREADY_DONE, () -> run.masked.at(0).help(without0));
    run.masked.at(1).vote(without0);
    refused(Code.ALREADY_DONE, () -> run.masked.at(1).vote(vote.survivorSet()));
  }

  // How many of the two: a certificate counts if any honest voter for the set accepts it.
  private int certified(SecAggRun run, Vote vote, List<Certificate.Ballot> ballots) {
    Certificate parts =
        new Certificate(VoteKind.COMMIT, vote.sid(), vote.h1(), vote.h2(), vote.h3(), ballots);
    SignedBody certificate = forgery.certificate(VoteKind.COMMIT, parts, ballots);
    for (Certificate.Ballot ballot : ballots) {
      if (ballot.index() < 4) {
        try {
          run.voted.at(ballot.index()).reveal(certificate);
          return 1;
        } catch (ProtocolViolation e) {
          assertThat(e.code()).isEqualTo(Code.BAD_CERTIFICATE);
        }
      }
    }
    return 0;
  }

  // The vote that a member of the forged set casts, from a site that saw nothing else.
  private Vote splitVote(SecAggRun run, SignedBody set) {
    for (int i = 0; i < 3; i++) {
      Vote cast = Vote.decode(run.voted.at(i).vote().body());
      if (!cast.h3().equals(Vote.decode(run.voted.at(3).vote().body()).h3())) {
        return cast;
      }
    }
    return Vote.decode(run.masked.at(4).vote(set).vote().body());
  }

  private SignedBody corruptVote(Vote like) {
    return federation.signAs(
        4,
        Vote.TYPE,
        new Vote(like.sid(), like.h1(), like.h2(), like.h3(), 4, VoteKind.COMMIT).encode());
  }
}
