package org.fedval.coordinator.desk;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.fedval.coordinator.audit.WitnessDesk;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.study.StudyState;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;

/** Takes what sites send and says what became of it. Lives on the event loop only. */
final class SiteIntake {
  private final RunningStudies running;
  private final Recruiting recruiting;
  private final OpenSessions sessions;
  private final Approvals approvals;
  private final WitnessDesk witnesses;
  private final Publications publications;
  private final Clock clock;

  SiteIntake(
      RunningStudies running,
      Recruiting recruiting,
      OpenSessions sessions,
      Approvals approvals,
      WitnessDesk witnesses,
      Publications publications,
      Clock clock) {
    this.running = running;
    this.recruiting = recruiting;
    this.sessions = sessions;
    this.approvals = approvals;
    this.witnesses = witnesses;
    this.publications = publications;
    this.clock = clock;
  }

  /** One message of the site that its certificate names. */
  SubmitOutcome accept(String siteId, SiteMessage message) {
    return message.match(new Messages(siteId));
  }

  /** The site lives, and is in this phase. */
  void signOfLife(String siteId, SitePhaseName phase) {
    for (RunningStudy r : running.all()) {
      OptionalInt index = r.indexOf(siteId);
      if (index.isPresent()) {
        r.phase(siteId, phase);
        RoundDriver round = r.round();
        if (round != null) {
          round.signOfLife(index.getAsInt());
        }
      }
    }
  }

  /** What each kind of message of one site does. */
  private final class Messages implements SiteMessage.Cases<SubmitOutcome> {
    private final String siteId;

    Messages(String siteId) {
      this.siteId = siteId;
    }

    @Override
    public SubmitOutcome rosterApproved(SiteMessage.RosterApproved message) {
      return approvals.roster(siteId, message.approval());
    }

    @Override
    public SubmitOutcome studyApproved(SiteMessage.StudyApproved message) {
      SubmitOutcome outcome = approvals.study(siteId, message.approval());
      if (outcome instanceof SubmitOutcome.Accepted) {
        for (RunningStudy r : running.all()) {
          if (r.round() == null && isOf(r, message.approval())) {
            r.indexOf(siteId).ifPresent(r::approves);
          }
          recruiting.startIfComplete(r);
        }
      }
      return outcome;
    }

    @Override
    public SubmitOutcome studyDenied(SiteMessage.StudyDenied message) {
      Optional<RunningStudy> study =
          running.find(message.study()).filter(r -> r.indexOf(siteId).isPresent());
      if (study.isEmpty()) {
        return SubmitOutcome.refused("NO_STUDY", "This study is not open.");
      }
      RunningStudy r = study.get();
      String why = "does not take part: " + DenialWords.of(message.code());
      int index = r.indexOf(siteId).getAsInt();
      r.denies(index, why);
      RoundDriver round = r.round();
      if (round != null) {
        round.leaves(index, why);
      } else if (r.isRecruiting() && !r.slots().canLose(r.denials().keySet())) {
        running.end(r, StudyState.ABORTED, siteId + " " + why + ".");
      } else {
        recruiting.startIfComplete(r);
      }
      return SubmitOutcome.accepted();
    }

    @Override
    public SubmitOutcome checkpointCosigned(SiteMessage.CheckpointCosigned message) {
      SubmitOutcome outcome = witnesses.accept(siteId, message);
      publications.tick(clock.instant());
      return outcome;
    }

    @Override
    public SubmitOutcome sessionStep(SiteMessage.SessionStep message) {
      return sessions.step(siteId, message);
    }
  }

  private static boolean isOf(RunningStudy r, SignedBody approval) {
    return StudyApproval.decode(approval.body()).studyHash().equals(r.digest());
  }
}
