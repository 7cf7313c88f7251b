package org.fedval.coordinator.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.SuppressionGate;

/** Opens sessions: derives the layout from the locked study and makes the proposal. */
public final class RoundFactory {
  private final SigningKey coordinatorKey;
  private final LockedStudies studies;
  private final Path sessions;
  private final RoundDriver.RoundServices services;
  private final SecureRandom random;

  /**
   * @param sessions folder for masked vectors
   */
  public RoundFactory(
      SigningKey coordinatorKey,
      LockedStudies studies,
      Path sessions,
      RoundDriver.RoundServices services,
      SecureRandom random) {
    this.coordinatorKey = coordinatorKey;
    this.studies = studies;
    this.sessions = sessions;
    this.services = services;
    this.random = random;
  }

  /** A round over the study's first slot, ready to start. */
  public RoundDriver open(ValidationStudy study, Roster roster, RoundEvents events)
      throws IOException {
    LockedStudy locked = studies.derive(study, roster);
    SessionTerms terms =
        SessionTerms.propose(
            coordinatorKey,
            roster,
            locked.definition(),
            LockedStudy.FIRST_SLOT,
            1,
            locked.layout(),
            new byte[0],
            deadlines(),
            random);
    long elements = terms.proposal().unitLengths().stream().mapToLong(Integer::longValue).sum();
    VectorUploads uploads =
        new VectorUploads(
            sessions.resolve(terms.sid().hex()), elements * terms.proposal().ringBits().bytes());
    AdvertiseStage first =
        new AdvertiseStage(
            terms.signedProposal(),
            SecAggServer.open(
                terms, coordinatorKey, new SuppressionGate(locked.counters()), uploads));
    return new RoundDriver(terms, first, uploads, services, events);
  }

  /** Removes the masked vectors of sessions that an earlier process left open; none goes on. */
  public void discardLeftovers() throws IOException {
    if (!Files.isDirectory(sessions)) {
      return;
    }
    List<Path> left;
    try (Stream<Path> children = Files.list(sessions)) {
      left = children.filter(Files::isDirectory).toList();
    }
    for (Path session : left) {
      new VectorUploads(session, 0).close();
    }
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
