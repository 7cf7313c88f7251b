package org.fedval.agent.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.secagg.SessionStart;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyTerms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The studies that this site takes part in: judges offers, counts cohorts once, freezes the
 * numbers, denies with a code. Touched on the thread of the steps only, but for {@link #prepare}.
 */
final class StudyBook {
  private static final Logger log = LoggerFactory.getLogger(StudyBook.class);
  static final String FAILED_CHECK = "A message of the coordinator failed a check of the protocol.";
  static final String FAILED_STEP = "A step failed; the agent's log has the kind.";

  private final SiteAgent.Parts parts;
  private final OfferCheck offers;
  private final RosterDesk rosters;
  private final ModelVault vault;
  private final CohortPass pass;
  private final WithdrawnStudies withdrawn;
  private final Governance people;
  private final Replies replies;
  private final StatusBoard status;
  private final ExecutorService steps;
  private final ExecutorService cohorts;
  private final Map<Sha256Digest, ActiveStudy> studies = new HashMap<>();
  private final Set<Sha256Digest> refused = new HashSet<>();

  StudyBook(
      SiteAgent.Parts parts,
      OfferCheck offers,
      RosterDesk rosters,
      Governance people,
      Replies replies,
      StatusBoard status,
      ExecutorService steps,
      ExecutorService cohorts) {
    this.parts = parts;
    this.offers = offers;
    this.rosters = rosters;
    this.vault =
        new ModelVault(parts.home(), parts.config().siteId(), parts.seal(), parts.coordinatorKey());
    this.people = people;
    this.pass = new CohortPass(parts, status, people);
    this.withdrawn = new WithdrawnStudies(parts.home());
    this.replies = replies;
    this.status = status;
    this.steps = steps;
    this.cohorts = cohorts;
  }

  /** Names the software, on which kept scores depend; before any study is offered. */
  void runOn(String software) {
    pass.runOn(software);
  }

  void offered(SiteInstruction.StudyOffered i) {
    Sha256Digest digest = i.definition().hash();
    if (studies.containsKey(digest)) {
      replies.approve(digest);
      return;
    }
    try {
      StudyTerms terms = offers.terms(i);
      people.desk().heard(terms);
      if (withdrawn.contains(digest)) {
        throw new Denial(Denial.Code.WITHDRAWN, "This site withdrew from the study before.");
      }
      Roster members = rosters.last();
      if (members == null) {
        throw new Denial(Denial.Code.ROSTER, "A study was offered before any roster.");
      }
      CheckedOffer offer = offers.study(i, members);
      parts.state().privacy().requireRoom(offer.definition());
      if (!people.pending().mayRun(i, terms)) {
        return;
      }
      ActiveStudy study = active(i, offer, members, offers.trustIn(members));
      studies.put(digest, study);
      rosters.approve(members);
      replies.approve(digest);
      ensurePrepared(study);
    } catch (Denial denial) {
      deny(digest, denial);
    } catch (PrivacyRefused e) {
      deny(digest, overBudget(e));
    } catch (ConfigException e) {
      deny(digest, new Denial(Denial.Code.INTERNAL, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      deny(digest, new Denial(Denial.Code.INTERNAL, "The trust files cannot be read."));
    } catch (UncheckedIOException e) {
      status.say(String.valueOf(e.getMessage()));
    }
  }

  private ActiveStudy active(
      SiteInstruction.StudyOffered offered, CheckedOffer offer, Roster roster, TrustRules trust) {
    return new ActiveStudy(
        new StudyRun(offered, offer, roster, trust, parts.policy(), vault, status, people.hours()));
  }

  /**
   * The study of a session that was read back after a restart. Its numbers are the frozen ones; the
   * cohort is counted again only when nothing was frozen yet.
   */
  void takeUp(SecAggSession session) throws IOException {
    Optional<ActiveStudy> known = find(session.study());
    Optional<ActiveStudy> active = known.isPresent() ? known : again(session.start());
    if (active.isEmpty()) {
      return;
    }
    ActiveStudy study = active.get();
    if (!session.hasVoted() && isRefusedNow(session.start(), study)) {
      return;
    }
    Optional<FrozenSlot> frozen =
        parts.state().frozen().load(session.study(), session.slot(), session.layout());
    if (!session.slot().equals(LockedStudy.FIRST_SLOT)) {
      frozen.ifPresent(numbers -> later(study, session.slot(), numbers));
    } else if (frozen.isPresent()) {
      status.phase(SitePhaseName.AGGREGATING);
      people.hold().pass(session.study(), session.slot(), frozen.get(), study.frozen);
      return;
    }
    ensurePrepared(study);
  }

  /**
   * Until this site has voted for the sum, a study keeps the policy of today and not only the one
   * under which it was approved; otherwise it is denied, and this site does not vote.
   */
  private boolean isRefusedNow(SessionStart start, ActiveStudy study) throws IOException {
    Sha256Digest digest = study.run.digest();
    try {
      if (withdrawn.contains(digest)) {
        throw new Denial(Denial.Code.WITHDRAWN, "This site withdrew from the study before.");
      }
      offers.requireStillAllowed(start.offer(), study.run.locked(), start.trust());
      return false;
    } catch (Denial denial) {
      refused.add(digest);
      deny(digest, denial);
      return true;
    }
  }

  private Optional<ActiveStudy> again(SessionStart start) {
    try {
      CheckedOffer offer = offers.approvedBefore(start.offer(), start.roster());
      ActiveStudy study = active(start.offer(), offer, start.roster(), start.trust());
      studies.put(study.run.digest(), study);
      return Optional.of(study);
    } catch (Denial denial) {
      status.say(denial.sentence());
      return Optional.empty();
    }
  }

  /** The counted numbers of a later slot, on their way to its session. */
  void later(ActiveStudy study, String slot, FrozenSlot numbers) {
    try {
      people.hold().pass(study.run.digest(), slot, numbers, study.later(slot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<ActiveStudy> find(Sha256Digest digest) {
    return Optional.ofNullable(studies.get(digest));
  }

  /** Starts the pass that fetches the bundle and counts the cohort, once. */
  void ensurePrepared(ActiveStudy study) {
    if (study.cohort == null) {
      study.cohort = cohorts.submit(() -> prepare(study));
    }
  }

  private void prepare(ActiveStudy study) {
    guarded(study, () -> pass.take(study));
  }

  /**
   * Checks and counts a later slot on the thread of the cohorts, then goes on with a step; the
   * first slot's numbers are there.
   */
  void prepareLater(
      ActiveStudy study,
      SiteInstruction.SessionProposed proposed,
      Consumer<LaterSlots.Ready> step) {
    var unused =
        cohorts.submit(
            () ->
                guarded(
                    study,
                    () -> {
                      LaterSlots.Ready ready = pass.later(study, proposed);
                      steps.execute(() -> doStep(study, () -> step.accept(ready)));
                    }));
  }

  private interface Pass {
    void run() throws Denial, IOException, InterruptedException;
  }

  private void guarded(ActiveStudy study, Pass work) {
    try {
      work.run();
    } catch (Denial denial) {
      failed(study, denial);
    } catch (ProtocolViolation e) {
      log.atWarn().addKeyValue("check", e.code().name()).log("Proposal refused");
      failed(study, refusal(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      if (steps.isShutdown()) {
        return; // it was interrupted, and goes on from its journal
      }
      log.atError()
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("The cohort pass failed");
      failed(
          study,
          new Denial(Denial.Code.DATA, "The cohort pass failed; the agent's log has the kind."));
    } finally {
      if (!steps.isShutdown()) {
        steps.execute(this::restIfIdle);
      }
    }
  }

  private void failed(ActiveStudy study, Denial denial) {
    steps.execute(
        () -> {
          if (studies.get(study.run.digest()) == study) {
            deny(study.run.digest(), denial);
          }
        });
  }

  /** A pass that was stopped may have told its phase after the study's end. */
  private void restIfIdle() {
    if (studies.isEmpty() && status.phase() != SitePhaseName.DONE) {
      status.phase(SitePhaseName.WAITING);
    }
  }

  /** Does a step once what it needs is there; by then the study may have ended. */
  <T> void when(CompletableFuture<T> ready, ActiveStudy study, Consumer<T> step) {
    var unused = ready.thenAcceptAsync(value -> doStep(study, () -> step.accept(value)), steps);
  }

  private void doStep(ActiveStudy study, Runnable step) {
    Sha256Digest digest = study.run.digest();
    if (studies.get(digest) != study) {
      return;
    }
    try {
      step.run();
    } catch (PrivacyRefused e) {
      deny(digest, overBudget(e));
    } catch (ProtocolViolation e) {
      log.atWarn().addKeyValue("check", e.code().name()).log("Step refused");
      deny(digest, refusal(e));
    } catch (MalformedBody e) {
      deny(digest, new Denial(Denial.Code.PROTOCOL, FAILED_CHECK));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("A step failed");
      deny(digest, new Denial(Denial.Code.INTERNAL, FAILED_STEP));
    }
  }

  /** Checked again before a session is joined; false when the study was denied for it. */
  boolean isStillTrusted(ActiveStudy study) {
    try {
      offers.requireStillTrusted(study.run.roster(), study.run.trust());
      return true;
    } catch (Denial denial) {
      deny(study.run.digest(), denial);
      return false;
    }
  }

  /** Whether the operator, or a changed policy, takes this site out of the study; fails closed. */
  boolean isWithdrawn(Sha256Digest study) {
    try {
      return refused.contains(study) || withdrawn.contains(study);
    } catch (IOException e) {
      status.say("The list of withdrawn studies cannot be read; this site does not vote.");
      return true;
    }
  }

  /** Takes this site's approval of a study back; empty when it takes part in no such study. */
  Optional<SiteAgent.Withdrawal> withdraw(String name) throws IOException {
    for (ActiveStudy study : studies.values()) {
      Sha256Digest digest = study.run.digest();
      if (!name.equals(study.run.studyId()) && !name.equals(digest.hex())) {
        continue;
      }
      boolean voted =
          parts.state().shelf().sessions().stream()
              .anyMatch(session -> session.study().equals(digest) && session.hasVoted());
      if (voted) {
        return Optional.of(
            new SiteAgent.Withdrawal(
                false,
                "This site has voted for the sum already, so its numbers are bound in it and cannot be taken back."));
      }
      withdrawn.add(digest);
      eraseCases(digest);
      eraseJournal(digest);
      deny(digest, new Denial(Denial.Code.WITHDRAWN, "This site withdrew from " + name + "."));
      return Optional.of(
          new SiteAgent.Withdrawal(
              true, "Withdrawn from %s; it is denied for good.".formatted(name)));
    }
    return Optional.empty();
  }

  static Denial overBudget(PrivacyRefused refused) {
    return new Denial(Denial.Code.PRIVACY_BUDGET, refused.sentence());
  }

  static Denial refusal(ProtocolViolation violation) {
    return SlotRefusal.of(violation)
        .orElseGet(() -> new Denial(Denial.Code.PROTOCOL, FAILED_CHECK));
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

  void ended(SiteInstruction.StudyEnded i) {
    eraseCases(i.study());
    noted(() -> people.desk().ended(i.study().hex(), i.published(), i.sentence()));
    if (forget(i.study())) {
      status.say(i.sentence());
      status.phase(i.published() ? SitePhaseName.DONE : SitePhaseName.WAITING);
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

  /** No further round follows here. */
  private void eraseCases(Sha256Digest study) {
    try {
      parts.state().cases().erase(study);
    } catch (IOException e) {
      status.say("The frozen cases of a study could not be erased; they stay sealed.");
    }
  }

  /** A site that withdrew keeps nothing of the study. */
  private void eraseJournal(Sha256Digest study) {
    try {
      parts.state().journals().erase(study);
      parts.state().own().erase(study);
    } catch (IOException e) {
      status.say("The record of cases of a study could not be erased; it stays sealed.");
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
