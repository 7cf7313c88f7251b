package org.fedval.agent.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.secagg.SessionStart;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyTerms;

/**
 * Decides whether this site takes part in a study: when it is offered, when its session is taken up
 * after a restart, and once more before a session is joined. Touched on the thread of the steps
 * only.
 */
final class OfferDesk {
  private final SiteState state;
  private final OfferCheck offers;
  private final RosterDesk rosters;
  private final ActiveStudies active;
  private final StudyWork work;
  private final Withdrawals withdrawals;
  private final Governance people;
  private final Replies replies;
  private final StatusBoard status;

  OfferDesk(
      SiteState state,
      OfferCheck offers,
      RosterDesk rosters,
      ActiveStudies active,
      StudyWork work,
      Withdrawals withdrawals,
      Governance people,
      Replies replies,
      StatusBoard status) {
    this.state = state;
    this.offers = offers;
    this.rosters = rosters;
    this.active = active;
    this.work = work;
    this.withdrawals = withdrawals;
    this.people = people;
    this.replies = replies;
    this.status = status;
  }

  /** A study is offered: it is approved and begun, denied, or left to the site's people. */
  void offered(SiteInstruction.StudyOffered i) {
    Sha256Digest digest = i.definition().hash();
    if (active.find(digest).isPresent()) {
      replies.approve(digest);
      return;
    }
    try {
      StudyTerms terms = offers.terms(i);
      people.desk().heard(terms);
      withdrawals.requireNone(digest);
      Roster members = rosters.last();
      if (members == null) {
        throw new Denial(Denial.Code.ROSTER, "A study was offered before any roster.");
      }
      CheckedOffer offer = offers.study(i, members);
      state.privacy().requireRoom(offer.definition());
      if (!people.pending().mayRun(i, terms)) {
        return;
      }
      ActiveStudy study = active.open(i, offer, members, offers.trustIn(members));
      rosters.approve(members);
      replies.approve(digest);
      work.ensurePrepared(study);
    } catch (Denial denial) {
      active.deny(digest, denial);
    } catch (PrivacyRefused e) {
      active.deny(digest, Denial.of(e));
    } catch (ConfigException e) {
      active.deny(digest, new Denial(Denial.Code.INTERNAL, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      active.deny(digest, new Denial(Denial.Code.INTERNAL, "The trust files cannot be read."));
    } catch (UncheckedIOException e) {
      status.say(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The study of a session that was read back after a restart. Its numbers are the frozen ones; the
   * cohort is counted again only when nothing was frozen yet.
   */
  void takeUp(SecAggSession session) throws IOException {
    Optional<ActiveStudy> known = active.find(session.study());
    Optional<ActiveStudy> again = known.isPresent() ? known : again(session.start());
    if (again.isEmpty()) {
      return;
    }
    ActiveStudy study = again.get();
    if (!session.hasVoted() && isRefusedNow(session.start(), study)) {
      return;
    }
    Optional<FrozenSlot> frozen =
        state.frozen().load(session.study(), session.slot(), session.layout());
    if (!session.slot().equals(LockedStudy.FIRST_SLOT)) {
      frozen.ifPresent(numbers -> work.passLater(study, session.slot(), numbers));
    } else if (frozen.isPresent()) {
      status.phase(SitePhaseName.AGGREGATING);
      people.hold().pass(session.study(), session.slot(), frozen.get(), study.frozen);
      return;
    }
    work.ensurePrepared(study);
  }

  /**
   * Until this site has voted for the sum, a study keeps the policy of today and not only the one
   * under which it was approved; otherwise it is denied, and this site does not vote.
   */
  private boolean isRefusedNow(SessionStart start, ActiveStudy study) throws IOException {
    Sha256Digest digest = study.run.digest();
    try {
      withdrawals.requireNone(digest);
      offers.requireStillAllowed(start.offer(), study.run.locked(), start.trust());
      return false;
    } catch (Denial denial) {
      withdrawals.refuse(digest, denial);
      return true;
    }
  }

  private Optional<ActiveStudy> again(SessionStart start) {
    try {
      CheckedOffer offer = offers.approvedBefore(start.offer(), start.roster());
      return Optional.of(active.open(start.offer(), offer, start.roster(), start.trust()));
    } catch (Denial denial) {
      status.say(denial.sentence());
      return Optional.empty();
    }
  }

  /** Checked again before a session is joined; false when the study was denied for it. */
  boolean isStillTrusted(ActiveStudy study) {
    try {
      offers.requireStillTrusted(study.run.roster(), study.run.trust());
      return true;
    } catch (Denial denial) {
      active.deny(study.run.digest(), denial);
      return false;
    }
  }
}
