package org.fedval.agent.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.fedval.agent.admin.DecisionRequest;
import org.fedval.agent.admin.LocalReply;
import org.fedval.agent.admin.LocalWord;
import org.fedval.agent.approval.ApprovalDesk;
import org.fedval.agent.approval.Person;
import org.fedval.agent.approval.StudyEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the site's people may ask the running agent: the studies, their approval or denial, the
 * release of held numbers, a preview. Decisions are taken on the thread of the steps.
 */
final class LocalRequests {
  private static final Logger log = LoggerFactory.getLogger(LocalRequests.class);

  /** Of an agent that has ended while its process goes on. */
  static final String ENDED =
      "The agent decides nothing while it takes up a changed policy.yaml; look with 'fedval agent status' and ask again.";

  private final Governance people;
  private final StudyBook studies;
  private final PreviewDesk previews;
  private final ExecutorService steps;

  LocalRequests(Governance people, StudyBook studies, PreviewDesk previews, ExecutorService steps) {
    this.people = people;
    this.studies = studies;
    this.previews = previews;
    this.steps = steps;
  }

  /** By the word that is asked with. */
  Map<String, LocalWord> words() {
    return Map.of(
        "studies", (argument, account) -> people.desk().studies(),
        "approve", (argument, account) -> decided(() -> approve(argument, account)),
        "deny", (argument, account) -> decided(() -> deny(argument, account)),
        "preview", (argument, account) -> previewed(DecisionRequest.parse(argument)));
  }

  private LocalReply approve(String argument, String account) throws IOException {
    DecisionRequest asked = DecisionRequest.parse(argument);
    Person person = new Person(asked.as(), account);
    StudyEntry study = named(asked.study());
    ApprovalDesk.Outcome outcome =
        asked.option()
            ? people.hold().release(study, person, asked.words())
            : people.desk().approve(study, person, asked.words());
    if (outcome.done() && !asked.option()) {
      people.pending().find(study.terms().digest()).ifPresent(studies.offers()::offered);
    }
    return reply(outcome);
  }

  private LocalReply deny(String argument, String account) throws IOException {
    DecisionRequest asked = DecisionRequest.parse(argument);
    Person person = new Person(asked.as(), account);
    StudyEntry study = named(asked.study());
    ApprovalDesk.Outcome outcome = people.desk().deny(study, person, asked.words());
    if (outcome.done()) {
      studies
          .active()
          .deny(
              study.terms().digest(),
              new Denial(Denial.Code.POLICY, "Denied by " + person.name() + "."));
    }
    return reply(outcome);
  }

  private static LocalReply reply(ApprovalDesk.Outcome outcome) {
    return new LocalReply(outcome.done(), outcome.sentence());
  }

  /** The study of a name or digest; two studies of one name must be told apart. */
  private StudyEntry named(String name) {
    Optional<StudyEntry> exact = people.desk().find(name);
    if (exact.isPresent()) {
      return exact.get();
    }
    List<StudyEntry> same =
        people.desk().studies().stream().filter(s -> s.terms().id().equals(name)).toList();
    if (same.size() == 1) {
      return same.get(0);
    }
    throw new IllegalArgumentException(
        same.isEmpty()
            ? "This site was offered no study of this name; look with 'fedval agent studies'."
            : "Several studies have this name; give the 64 digits of the digest.");
  }

  private LocalReply decided(Callable<LocalReply> decision) {
    try {
      return steps.submit(decision).get();
    } catch (RejectedExecutionException | CancellationException e) {
      return new LocalReply(false, ENDED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LocalReply(false, "The agent is stopping.");
    } catch (ExecutionException e) {
      return refusal(e.getCause());
    }
  }

  /** Only the exceptions named here carry a sentence that was written for people. */
  private static LocalReply refusal(@Nullable Throwable cause) {
    if (cause instanceof IllegalArgumentException || cause instanceof UncheckedIOException) {
      return new LocalReply(false, String.valueOf(cause.getMessage()));
    }
    log.atError()
        .addKeyValue("error", cause == null ? "" : cause.getClass().getSimpleName())
        .log("A local decision failed");
    return new LocalReply(false, "The decision failed; the agent's log has the kind.");
  }

  private Object previewed(DecisionRequest asked) {
    try {
      StudyEntry study = named(asked.study());
      return steps.submit(() -> previews.of(study.terms().digest(), asked.option())).get();
    } catch (RejectedExecutionException | CancellationException e) {
      return PreviewDesk.nothing(ENDED);
    } catch (IllegalArgumentException e) {
      return PreviewDesk.nothing(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PreviewDesk.nothing("The agent is stopping.");
    } catch (ExecutionException e) {
      return PreviewDesk.nothing(refusal(e.getCause()).sentence());
    }
  }
}
