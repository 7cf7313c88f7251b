package org.fedval.agent.study;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;

/**
 * The studies that this site takes part in, and how its part in one begins and ends: denied with a
 * code, or over. Touched on the thread of the steps only.
 */
final class ActiveStudies {
  private final SiteAgent.Parts parts;
  private final ModelVault vault;
  private final StudyRemains remains;
  private final Governance people;
  private final Replies replies;
  private final StatusBoard status;
  private final ExecutorService steps;
  private final Map<Sha256Digest, ActiveStudy> studies = new HashMap<>();

  ActiveStudies(
      SiteAgent.Parts parts,
      StudyRemains remains,
      Governance people,
      Replies replies,
      StatusBoard status,
      ExecutorService steps) {
    this.parts = parts;
    this.vault =
        new ModelVault(parts.home(), parts.config().siteId(), parts.seal(), parts.coordinatorKey());
    this.remains = remains;
    this.people = people;
    this.replies = replies;
    this.status = status;
    this.steps = steps;
  }

  /** From now on this site takes part in the study of an offer that was checked. */
  ActiveStudy open(
      SiteInstruction.StudyOffered offered, CheckedOffer offer, Roster roster, TrustRules trust) {
    ActiveStudy study =
        new ActiveStudy(
            new StudyRun(
                offered, offer, roster, trust, parts.policy(), vault, status, people.hours()));
    studies.put(study.run.digest(), study);
    return study;
  }

  Optional<ActiveStudy> find(Sha256Digest digest) {
    return Optional.ofNullable(studies.get(digest));
  }

  /** Whether this site's part has not ended since, or ended and begun anew. */
  boolean isOpen(ActiveStudy study) {
    return studies.get(study.run.digest()) == study;
  }

  /** All of them now. */
  List<ActiveStudy> all() {
    return List.copyOf(studies.values());
  }

  /**
   * This site takes no further part in a study; what it masked before stays bound. An agent that
   * ends denies nothing: what failed may have failed for that, and is judged again at the start.
   */
  void deny(Sha256Digest study, Denial denial) {
    if (steps.isShutdown()) {
      return;
    }
    status.say(denial.sentence());
    forget(study);
    noted(() -> people.desk().denied(study.hex(), denial.sentence()));
    replies.deny(study, denial);
    status.phase(SitePhaseName.WAITING);
  }

  /** The coordinator ended a study. */
  void ended(SiteInstruction.StudyEnded i) {
    remains.eraseCases(i.study());
    noted(() -> people.desk().ended(i.study().hex(), i.published(), i.sentence()));
    if (forget(i.study())) {
      status.say(i.sentence());
      status.phase(i.published() ? SitePhaseName.DONE : SitePhaseName.WAITING);
    }
  }

  /** A pass that was stopped may have told its phase after the study's end. */
  void restIfIdle() {
    if (studies.isEmpty() && status.phase() != SitePhaseName.DONE) {
      status.phase(SitePhaseName.WAITING);
    }
  }

  private interface Note {
    void write() throws IOException;
  }

  /** A note helps the site's people only, so what it is about goes on without it. */
  private void noted(Note note) {
    try {
      note.write();
    } catch (IOException e) {
      status.say("The list of studies in " + parts.home().approvalsFile() + " cannot be written.");
    }
  }

  /** Ends this site's part in a study; the cohort pass stops. */
  private boolean forget(Sha256Digest digest) {
    ActiveStudy study = studies.remove(digest);
    people.pending().forget(digest);
    people.hold().forget(digest);
    if (study != null) {
      study.stopCohort();
    }
    return study != null;
  }
}
