package org.fedval.coordinator.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.audit.SessionEvidence;
import org.fedval.coordinator.audit.WitnessDesk;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;

/**
 * Holds a result back until its place in the log is cosigned by q sites of U1 at least, and by
 * every one of them that is attached, unless those let {@link #GRACE} pass. At the deadline the
 * report is written with what is there, so that lost sites cannot keep it back for ever. Lives on
 * the event loop only.
 */
final class Publications {
  /** How long an attached site that cosigns nothing holds up a result that is final. */
  static final Duration GRACE = Duration.ofMinutes(1);

  private final WitnessDesk witnesses;
  private final Outboxes outboxes;
  private final Duration limit;
  private final Clock clock;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(
      Sha256Digest study,
      Roster roster,
      List<SessionEvidence> sessions,
      Instant since,
      Runnable publish) {}

  Publications(WitnessDesk witnesses, Outboxes outboxes, Duration limit, Clock clock) {
    this.witnesses = witnesses;
    this.outboxes = outboxes;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Asks every site of the roster to cosign, then publishes once.
   *
   * @param sessions of every slot that was reached
   */
  void await(Sha256Digest study, Roster roster, List<SessionEvidence> sessions, Runnable publish) {
    Instant now = clock.instant();
    waiting.add(new Waiting(study, roster, List.copyOf(sessions), now, publish));
    offer(roster);
  }

  /** The study is over; a report that still waits is never written. */
  void withdraw(Sha256Digest study) {
    waiting.removeIf(w -> w.study().equals(study));
  }

  /** The study is over: what was logged since gets its own signed head. */
  void over(Roster roster) {
    offer(roster);
  }

  private void offer(Roster roster) {
    witnesses.offer(roster.members().stream().map(Roster.Member::siteId).toList(), clock.instant());
  }

  /** Publishes what is ready or due. */
  void tick(Instant now) {
    for (Waiting w : List.copyOf(waiting)) {
      if (isCosigned(w, now) || now.isAfter(w.since().plus(limit))) {
        waiting.remove(w);
        w.publish().run();
      }
    }
  }

  private boolean isCosigned(Waiting w, Instant now) {
    return w.sessions().stream().allMatch(session -> isCosigned(w, session, now));
  }

  private boolean isCosigned(Waiting w, SessionEvidence evidence, Instant now) {
    List<VerifyingKey> members = evidence.witnesses(w.roster());
    Optional<LogProof> proof = witnesses.log().proof(evidence.logIndex(), members);
    if (proof.isEmpty() || !proof.get().isFinal(members, evidence.quorum())) {
      return false;
    }
    if (now.isAfter(w.since().plus(GRACE))) {
      return true;
    }
    Set<VerifyingKey> cosigners = proof.get().checkpoint().cosigners(members);
    return evidence.advertised().stream()
        .map(w.roster().members()::get)
        .filter(m -> outboxes.isAttached(m.siteId()))
        .allMatch(m -> cosigners.contains(m.identity()));
  }
}
