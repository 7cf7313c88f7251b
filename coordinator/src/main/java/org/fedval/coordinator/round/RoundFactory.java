package org.fedval.coordinator.round;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SessionBodyRepository.OpenedSession;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SitePolicy;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.study.LockedStudy;

/** Opens sessions: derives the layout from the locked study and makes the proposal. */
public final class RoundFactory {
  private static final SitePolicy LOWEST_FLOORS = new SitePolicy(3, 1, 1);

  private final SigningKey coordinatorKey;
  private final LockedStudies studies;
  private final VectorRepository vectors;
  private final RoundDriver.RoundServices services;
  private final SecureRandom random;

  /**
   * @param vectors where masked vectors are kept
   */
  public RoundFactory(
      SigningKey coordinatorKey,
      LockedStudies studies,
      VectorRepository vectors,
      RoundDriver.RoundServices services,
      SecureRandom random) {
    this.coordinatorKey = coordinatorKey;
    this.studies = studies;
    this.vectors = vectors;
    this.services = services;
    this.random = random;
  }

  /** The study with everything that follows from its parts. */
  public LockedStudy locked(ValidationStudy study, Roster roster) throws IOException {
    return studies.derive(study, roster);
  }

  /**
   * A new session over a slot of the study, ready to start.
   *
   * @param attempt 1 for the first
   * @param leftOut roster indices that are not invited
   */
  public RoundDriver open(
      ValidationStudy study,
      Roster roster,
      SlotBasis basis,
      long attempt,
      SortedSet<Integer> leftOut,
      RoundEvents events)
      throws IOException {
    LockedStudy locked = studies.derive(study, roster);
    SessionTerms terms =
        SessionTerms.propose(
            coordinatorKey,
            roster,
            locked.definition(),
            basis.name(),
            attempt,
            locked.layout(basis.slot()),
            basis.published().toByteArray(),
            deadlines(),
            random);
    return driver(terms, locked, basis, leftOut, events);
  }

  /** The slot's latest session, ready to go on where a process stood; empty without one. */
  public Optional<RoundDriver> resume(
      ValidationStudy study, Roster roster, SlotBasis basis, RoundEvents events)
      throws IOException {
    List<OpenedSession> sessions = sessions(study.digest(), basis.name());
    if (sessions.isEmpty()) {
      return Optional.empty();
    }
    OpenedSession latest = sessions.get(0);
    Optional<SignedBody> proposal =
        services.bodies().body(latest.sid(), SigInput.COORDINATOR, SessionProposal.TYPE);
    if (proposal.isEmpty()) {
      return Optional.empty();
    }
    LockedStudy locked = studies.derive(study, roster);
    SessionTerms terms =
        SessionTerms.check(
            proposal.get(),
            coordinatorKey.verifyingKey(),
            roster,
            roster.hash(),
            locked.definition(),
            locked.layout(basis.slot()),
            basis.published().toByteArray(),
            LOWEST_FLOORS);
    return Optional.of(driver(terms, locked, basis, latest.leftOut(), events));
  }

  /** How sessions ended, for sites that were away. */
  public SessionClosings closings() {
    return new SessionClosings(services.bodies());
  }

  /** The latest attempt at a slot of the study; 0 before any. */
  public long attempts(ValidationStudy study, String slot) {
    return sessions(study.digest(), slot).stream()
        .mapToLong(OpenedSession::attempt)
        .max()
        .orElse(0);
  }

  private List<OpenedSession> sessions(byte[] study, String slot) {
    return services.bodies().sessions(study).stream()
        .filter(session -> session.slot().equals(slot))
        .toList();
  }

  /** What a session opened, as its signed result hashes it. */
  public OpenedSums opened(Sha256Digest sid, PooledVector sums) {
    byte[] id = sid.toByteArray();
    SessionBodyRepository bodies = services.bodies();
    SignedBody proposal = bodies.body(id, SigInput.COORDINATOR, SessionProposal.TYPE).orElseThrow();
    SignedBody gate = bodies.body(id, SigInput.COORDINATOR, GateResult.TYPE).orElseThrow();
    return OpenedSums.of(SessionProposal.decode(proposal.body()).ringBits(), gate.body(), sums);
  }

  private RoundDriver driver(
      SessionTerms terms,
      LockedStudy locked,
      SlotBasis basis,
      SortedSet<Integer> leftOut,
      RoundEvents events)
      throws IOException {
    long elements = terms.proposal().unitLengths().stream().mapToLong(Integer::longValue).sum();
    VectorUploads uploads =
        new VectorUploads(vectors, terms.sid(), elements * terms.proposal().ringBits().bytes());
    AdvertiseStage first =
        new AdvertiseStage(
            terms.signedProposal(),
            basis,
            SecAggServer.open(
                terms,
                coordinatorKey,
                basis.gateRule(locked),
                uploads,
                leftOut,
                allowedBefore(terms)),
            uploads);
    return new RoundDriver(terms, basis, first, uploads, leftOut, services, events);
  }

  /** What earlier attempts at the slot allowed; nothing else may be opened by a later one. */
  private List<BitSet> allowedBefore(SessionTerms terms) {
    List<BitSet> allowed = new ArrayList<>();
    byte[] study = terms.proposal().studyHash().toByteArray();
    for (OpenedSession session : sessions(study, terms.proposal().slot())) {
      if (session.attempt() < terms.proposal().attempt()) {
        services
            .bodies()
            .body(session.sid(), SigInput.COORDINATOR, GateResult.TYPE)
            .ifPresent(gate -> allowed.add(unitsOf(GateResult.decode(gate.body()))));
      }
    }
    return allowed;
  }

  private static BitSet unitsOf(GateResult gate) {
    BitSet units = new BitSet();
    gate.allowedUnits().forEach(units::set);
    return units;
  }

  /** Removes the masked vectors of sessions other than these. */
  public void discardLeftovers(Set<Sha256Digest> open) {
    vectors.keepOnly(open);
  }

  private SessionProposal.Deadlines deadlines() {
    Deadlines limits = services.deadlines();
    Clock clock = services.clock();
    long now = clock.instant().getEpochSecond();
    long phase = Math.max(1, limits.phase().toSeconds());
    long mask = Math.max(1, limits.signOfLife().toSeconds());
    long week = Duration.ofDays(7).toSeconds();
    return new SessionProposal.Deadlines(
        now + phase, now + 2 * phase, now + 2 * phase + mask, now + 2 * phase + mask + week);
  }
}
