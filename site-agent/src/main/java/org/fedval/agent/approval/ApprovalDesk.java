package org.fedval.agent.approval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fedval.agent.approval.StudyEntry.State;
import org.fedval.agent.audit.LocalLog;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.ApprovalRule;
import org.fedval.wire.study.StudyTerms;

/**
 * Who may let a study run here, and whether they did. A decision counts for the one digest that it
 * names, and only while it stands in the hash-chained local log. Thread-safe.
 */
public final class ApprovalDesk {
  private final ApprovalBook book;
  private final LocalLog log;
  private final ApprovalPolicy policy;
  private final Clock clock;

  public ApprovalDesk(ApprovalBook book, LocalLog log, ApprovalPolicy policy, Clock clock) {
    this.book = book;
    this.log = log;
    this.policy = policy;
    this.clock = clock;
  }

  /** What may happen with an offered study. */
  public enum Verdict {
    RUN,
    WAIT,
    DENIED
  }

  /** What came of a person's decision. */
  public record Outcome(boolean done, String sentence) {}

  /** All studies, oldest first. */
  public List<StudyEntry> studies() {
    return book.all();
  }

  /** The study of a digest. */
  public Optional<StudyEntry> find(String digest) {
    return book.find(digest);
  }

  /** A study was offered whose signatures are right; nothing is decided by that. */
  public synchronized void heard(StudyTerms terms) throws IOException {
    if (book.find(terms.study()).isEmpty()) {
      book.put(new StudyEntry(terms, State.PENDING, "", List.of()));
    }
  }

  /**
   * Judges a study that was heard and whose roster and policy were checked, and writes down where
   * it stands.
   *
   * @throws UncheckedIOException with one sentence when the local log cannot be used
   */
  public synchronized Verdict judge(String digest) throws IOException {
    StudyEntry entry = book.find(digest).orElseThrow();
    if (!standing(entry, Decision.Kind.DENIED, "").isEmpty()) {
      book.put(entry.become(State.DENIED, entry.sentence()));
      return Verdict.DENIED;
    }
    if (policy.rule() == ApprovalRule.AUTOMATIC || isEnough(entry, Decision.Kind.APPROVED, "")) {
      book.put(entry.become(State.APPROVED, ""));
      return Verdict.RUN;
    }
    book.put(entry.become(State.PENDING, waiting(entry)));
    return Verdict.WAIT;
  }

  /** This site takes no part in the study; one that was never heard is not noted. */
  public synchronized void denied(String digest, String why) throws IOException {
    become(digest, State.DENIED, why);
  }

  /** The coordinator says that the study is over. */
  public synchronized void ended(String digest, boolean published, String why) throws IOException {
    Optional<StudyEntry> entry = book.find(digest);
    if (entry.isPresent() && entry.get().state() != State.DENIED) {
      book.put(entry.get().become(published ? State.FINISHED : State.ENDED, why));
    }
  }

  /** A person's yes to the study of this digest. */
  public synchronized Outcome approve(StudyEntry study, Person person, String note)
      throws IOException {
    if (isExpired(study)) {
      return new Outcome(false, "The study expired; nothing of it runs any more.");
    }
    if (study.state() != State.PENDING) {
      return new Outcome(
          false,
          "The study is %s and waits for nobody's approval."
              .formatted(study.state().name().toLowerCase(Locale.ROOT)));
    }
    return decide(study, Decision.Kind.APPROVED, "", person, note);
  }

  /** A person's no, for good: whoever wants the study must submit it anew. */
  public synchronized Outcome deny(StudyEntry study, Person person, String reason)
      throws IOException {
    if (study.state() != State.PENDING) {
      return new Outcome(
          false, "The study is not pending; to leave one that runs, use 'fedval agent withdraw'.");
    }
    StudyEntry next = decided(study, Decision.Kind.DENIED, "", person, reason);
    book.put(next.become(State.DENIED, "Denied by " + person.name() + "."));
    return new Outcome(true, "Denied. Only the code POLICY leaves; the reason stays here.");
  }

  /** A person's yes to the numbers of one round leaving, masked. */
  public synchronized Outcome release(StudyEntry study, String slot, Person person, String note)
      throws IOException {
    return decide(study, Decision.Kind.RELEASED, slot, person, note);
  }

  /**
   * Whether the numbers of a round may be masked and sent: people released them, or need not look
   * at them. Numbers of a study that began before {@code approval} asked for people wait as well.
   */
  public synchronized boolean isReleased(String digest, String slot) {
    Optional<StudyEntry> entry = book.find(digest);
    boolean approved =
        policy.rule() == ApprovalRule.AUTOMATIC
            || entry.filter(e -> isEnough(e, Decision.Kind.APPROVED, "")).isPresent();
    return approved && !policy.holds()
        || entry.filter(e -> isEnough(e, Decision.Kind.RELEASED, slot)).isPresent();
  }

  /** The numbers of a study wait for people. */
  public synchronized void held(String digest) throws IOException {
    become(digest, State.HELD, "Its numbers are counted; look at them, then release them.");
  }

  /** The numbers wait no longer. */
  public synchronized void freed(String digest) throws IOException {
    become(digest, State.APPROVED, "");
  }

  private void become(String digest, State state, String why) throws IOException {
    Optional<StudyEntry> entry = book.find(digest);
    if (entry.isPresent()) {
      book.put(entry.get().become(state, why));
    }
  }

  private Outcome decide(
      StudyEntry study, Decision.Kind kind, String slot, Person person, String words)
      throws IOException {
    List<Decision> before = standing(study, kind, slot);
    if (before.stream().anyMatch(d -> d.isBy(person))) {
      return new Outcome(false, person.name() + " has decided this already.");
    }
    if (persons() > 1
        && !policy.allowsSameUser()
        && before.stream().anyMatch(d -> d.account().equals(person.account()))) {
      return new Outcome(
          false,
          "The first yes came from the same account of this computer (%s); the second must come from another one, unless policy.yaml says same_user: true."
              .formatted(person.account()));
    }
    StudyEntry next = decided(study, kind, slot, person, words);
    if (isEnough(next, kind, slot)) {
      book.put(next.become(State.APPROVED, ""));
      return new Outcome(
          true, kind == Decision.Kind.RELEASED ? "Released." : "Approved; the study may run.");
    }
    book.put(kind == Decision.Kind.APPROVED ? next.become(State.PENDING, waiting(next)) : next);
    return new Outcome(true, "Written down; a second person must say yes as well.");
  }

  /** The log comes first: what it does not hold does not count. */
  private StudyEntry decided(
      StudyEntry study, Decision.Kind kind, String slot, Person person, String words) {
    Decision decision =
        new Decision(
            kind,
            study.terms().study(),
            slot,
            person.name(),
            person.account(),
            clock.instant().getEpochSecond(),
            words);
    log.record(kind.event(), decision.hash());
    return study.with(decision);
  }

  private boolean isEnough(StudyEntry entry, Decision.Kind kind, String slot) {
    List<Decision> yes = standing(entry, kind, slot);
    long names = yes.stream().map(d -> d.name().toLowerCase(Locale.ROOT)).distinct().count();
    long accounts = yes.stream().map(Decision::account).distinct().count();
    return names >= persons() && (policy.allowsSameUser() || accounts >= persons());
  }

  /** Decisions about this digest that stand in the log. */
  private List<Decision> standing(StudyEntry entry, Decision.Kind kind, String slot) {
    return entry.decisions().stream()
        .filter(d -> d.kind() == kind && d.slot().equals(slot))
        .filter(d -> d.study().equals(entry.terms().study()))
        .filter(d -> log.has(kind.event(), d.hash()))
        .toList();
  }

  /** A release needs a person even where studies are approved automatically. */
  private int persons() {
    return Math.max(1, policy.rule().persons());
  }

  private boolean isExpired(StudyEntry study) {
    return study.terms().expires() <= clock.instant().getEpochSecond();
  }

  private String waiting(StudyEntry entry) {
    List<Decision> yes = standing(entry, Decision.Kind.APPROVED, "");
    return yes.isEmpty()
        ? "Waits for a person: 'fedval agent approve' or 'deny'."
        : "Approved by %s; waits for a second person."
            .formatted(yes.stream().map(Decision::name).collect(Collectors.joining(", ")));
  }
}
