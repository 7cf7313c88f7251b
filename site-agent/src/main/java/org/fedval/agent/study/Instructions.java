package org.fedval.agent.study;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.fedval.agent.audit.SiteAudit;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.secagg.SessionStart;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;

/** Which part of the agent takes which instruction. */
final class Instructions implements SiteInstruction.Cases {
  private final SiteAgent.Parts parts;
  private final RosterDesk rosters;
  private final OfferDesk offers;
  private final ActiveStudies studies;
  private final StudyWork work;
  private final Withdrawals withdrawals;
  private final SessionDesk sessions;
  private final Replies replies;
  private final StatusBoard status;
  private final SiteAudit audit;

  Instructions(
      SiteAgent.Parts parts,
      RosterDesk rosters,
      StudyBook studies,
      SessionDesk sessions,
      Replies replies,
      StatusBoard status,
      SiteAudit audit) {
    this.audit = audit;
    this.parts = parts;
    this.rosters = rosters;
    this.offers = studies.offers();
    this.studies = studies.active();
    this.work = studies.work();
    this.withdrawals = studies.withdrawals();
    this.sessions = sessions;
    this.replies = replies;
    this.status = status;
  }

  @Override
  public void rosterPublished(SiteInstruction.RosterPublished i) {
    rosters.published(i);
  }

  @Override
  public void rotationPublished(SiteInstruction.RotationPublished i) {
    rosters.rotated(i);
  }

  @Override
  public void studyOffered(SiteInstruction.StudyOffered i) {
    if (sessions.isQuarantined()) {
      studies.deny(
          i.definition().hash(), new Denial(Denial.Code.QUARANTINE, SessionDesk.QUARANTINED));
    } else {
      offers.offered(i);
    }
  }

  @Override
  public void sessionProposed(SiteInstruction.SessionProposed i) {
    interruptibly(
        () -> {
          SessionProposal proposal = SessionProposal.decode(i.proposal().body());
          Optional<SecAggSession> known = sessions.find(i.proposal().hash());
          if (known.isPresent()) {
            replies.send(known.get().advertise(), known.get().index());
            return;
          }
          Optional<ActiveStudy> study = studies.find(proposal.studyHash());
          if (study.isPresent()
              && !sessions.isQuarantined()
              && !sessions.hasSeen(i.proposal().hash())) {
            work.ensurePrepared(study.get());
            if (study.get().run.locked().slotOf(proposal.slot()) > 0) {
              later(study.get(), i);
            } else {
              work.when(
                  study.get().locked,
                  study.get(),
                  locked -> join(study.get(), i, study.get().run.start(i, parts.random())));
            }
          }
        });
  }

  /** A later slot is checked and counted before this site says anything in its session. */
  private void later(ActiveStudy study, SiteInstruction.SessionProposed proposed) {
    work.when(
        study.frozen,
        study,
        first ->
            work.prepareLater(
                study,
                proposed,
                ready -> {
                  work.passLater(study, LockedStudy.slotName(ready.slot()), ready.numbers());
                  join(
                      study,
                      proposed,
                      study.run.start(
                          proposed, ready.slot(), Optional.of(ready.gate()), parts.random()));
                }));
  }

  /** Joins, unless the proposal was said twice while the bundle was on its way. */
  private void join(
      ActiveStudy study, SiteInstruction.SessionProposed proposed, SessionStart start) {
    interruptibly(
        () -> {
          if (sessions.isQuarantined()
              || sessions.hasSeen(proposed.proposal().hash())
              || !offers.isStillTrusted(study)) {
            return;
          }
          Optional<SecAggSession> joined =
              sessions.join(start, study.run.index(parts.identity().verifyingKey()), proposed);
          if (joined.isPresent()) {
            bindAndAdvertise(study, joined.get());
          }
        });
  }

  /**
   * The slot rule is asked as soon as the cohort is known, which may be after the first messages:
   * they carry nothing of the data. Before anything is masked it is asked in any case.
   */
  private void bindAndAdvertise(ActiveStudy study, SecAggSession session) {
    CompletableFuture<FrozenSlot> frozen = study.frozen(session.slot());
    if (frozen.isDone()) {
      try {
        session.bind(frozen.join().cohort());
      } catch (ProtocolViolation e) {
        session.leave();
        throw e;
      }
    } else {
      work.when(
          frozen,
          study,
          slot -> {
            if (!session.isOver()) {
              session.bind(slot.cohort());
            }
          });
    }
    replies.send(session.advertise(), session.index());
  }

  @Override
  public void advertiseSetClosed(SiteInstruction.AdvertiseSetClosed i) {
    interruptibly(() -> sessions.answer(i, session -> session.share(i)));
  }

  @Override
  public void sharesDelivered(SiteInstruction.SharesDelivered i) {
    interruptibly(
        () -> {
          Optional<SecAggSession> open = sessions.find(i.sid());
          Optional<ActiveStudy> study = open.flatMap(session -> studies.find(session.study()));
          study.ifPresent(
              s ->
                  work.when(
                      s.frozen(open.orElseThrow().slot()),
                      s,
                      slot ->
                          interruptibly(
                              () -> sessions.answer(i, session -> session.mask(i, slot)))));
        });
  }

  @Override
  public void survivorsNamed(SiteInstruction.SurvivorsNamed i) {
    interruptibly(
        () ->
            sessions.answer(
                i,
                session -> withdrawals.isWithdrawn(session.study()) ? List.of() : session.vote(i)));
  }

  @Override
  public void committed(SiteInstruction.Committed i) {
    interruptibly(() -> sessions.answer(i, session -> session.revealGate(i)));
  }

  @Override
  public void gateOpened(SiteInstruction.GateOpened i) {
    interruptibly(() -> sessions.answer(i, session -> session.revealMetrics(i)));
  }

  @Override
  public void resultPublished(SiteInstruction.ResultPublished i) {
    interruptibly(
        () -> {
          Optional<SecAggSession> finished = sessions.finish(i);
          if (finished.isPresent()) {
            audit.heard(i);
            if (isLastSlot(finished.get())) {
              status.phase(SitePhaseName.DONE);
              parts.coordinator().reportPhase(SitePhaseName.DONE);
            }
          }
        });
  }

  private boolean isLastSlot(SecAggSession session) {
    return studies
        .find(session.study())
        .map(study -> study.run.locked())
        .map(study -> study.slotOf(session.slot()) == study.slots() - 1)
        .orElse(true);
  }

  @Override
  public void abortAsked(SiteInstruction.AbortAsked i) {
    interruptibly(() -> sessions.answer(i, session -> session.abort(i)));
  }

  @Override
  public void aborted(SiteInstruction.Aborted i) {
    interruptibly(() -> sessions.aborted(i));
  }

  @Override
  public void dealerBlamed(SiteInstruction.DealerBlamed i) {
    sessions.dealerBlamed(i, rosters.last());
  }

  @Override
  public void checkpointOffered(SiteInstruction.CheckpointOffered i) {
    audit.cosign(i, status::say).ifPresent(answer -> replies.send(answer, SigInput.OUTSIDE));
  }

  @Override
  public void studyEnded(SiteInstruction.StudyEnded i) {
    studies.ended(i);
  }

  private interface Step {
    void take() throws InterruptedException;
  }

  private static void interruptibly(Step step) {
    try {
      step.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
