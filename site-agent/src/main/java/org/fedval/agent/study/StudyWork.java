package org.fedval.agent.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.wire.session.SiteInstruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on an active study: its cohort is counted on the thread of the cohorts, and the steps
 * that need the numbers follow on the thread of the steps. What fails denies the study with a code.
 * Called on the thread of the steps.
 */
final class StudyWork {
  private static final Logger log = LoggerFactory.getLogger(StudyWork.class);

  private final ActiveStudies active;
  private final CohortPass pass;
  private final ReleaseHold hold;
  private final ExecutorService steps;
  private final ExecutorService cohorts;

  StudyWork(
      ActiveStudies active,
      CohortPass pass,
      ReleaseHold hold,
      ExecutorService steps,
      ExecutorService cohorts) {
    this.active = active;
    this.pass = pass;
    this.hold = hold;
    this.steps = steps;
    this.cohorts = cohorts;
  }

  /** Names the software, on which kept scores depend; before any study is offered. */
  void runOn(String software) {
    pass.runOn(software);
  }

  /** Starts the pass that fetches the bundle and counts the cohort, once. */
  void ensurePrepared(ActiveStudy study) {
    if (study.cohort == null) {
      study.cohort = cohorts.submit(() -> guarded(study, () -> pass.take(study)));
    }
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

  /** The counted numbers of a later slot, on their way to its session. */
  void passLater(ActiveStudy study, String slot, FrozenSlot numbers) {
    try {
      hold.pass(study.run.digest(), slot, numbers, study.later(slot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does a step once what it needs is there; by then the study may have ended. */
  <T> void when(CompletableFuture<T> ready, ActiveStudy study, Consumer<T> step) {
    var unused = ready.thenAcceptAsync(value -> doStep(study, () -> step.accept(value)), steps);
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
      failed(study, Denial.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      if (steps.isShutdown()) {
        return; // it was interrupted, and goes on from its journal
      }
      log.atError()
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("The cohort pass failed");
      failed(study, Denial.ofPass(e));
    } finally {
      if (!steps.isShutdown()) {
        steps.execute(active::restIfIdle);
      }
    }
  }

  private void failed(ActiveStudy study, Denial denial) {
    steps.execute(
        () -> {
          if (active.isOpen(study)) {
            active.deny(study.run.digest(), denial);
          }
        });
  }

  private void doStep(ActiveStudy study, Runnable step) {
    if (!active.isOpen(study)) {
      return;
    }
    Sha256Digest digest = study.run.digest();
    try {
      step.run();
    } catch (PrivacyRefused | MalformedBody e) {
      active.deny(digest, Denial.of(e));
    } catch (ProtocolViolation e) {
      log.atWarn().addKeyValue("check", e.code().name()).log("Step refused");
      active.deny(digest, Denial.of(e));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("A step failed");
      active.deny(digest, Denial.of(e));
    }
  }
}
