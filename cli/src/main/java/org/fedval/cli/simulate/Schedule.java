package org.fedval.cli.simulate;

import java.util.Objects;
import java.util.Random;
import org.fedval.crypto.secagg.body.SessionProposal;

/**
 * The simulated clock of one attempt, in Unix seconds: the proposal's deadlines and how long each
 * message is under way. A message is under way between 20 ms and 20 minutes, drawn from the seed,
 * the attempt, the phase and the site, evenly on a logarithmic scale. Computing takes no simulated
 * time.
 */
final class Schedule {
  /** When the first attempt starts: 2026-01-01 00:00 UTC. */
  static final double EPOCH = 1_767_225_600;

  private static final double HOUR = 3600;
  private static final double ADVERTISE_HOURS = 12;
  private static final double SHARE_HOURS = 24;
  private static final double MASK_HOURS = 72;
  private static final double VOTE_HOURS = 96;
  private static final double GATE_HOURS = 168;
  private static final double EXPIRE_HOURS = 240;
  private static final double SHORTEST = 0.02;
  private static final double LONGEST = 1200;

  private final long seed;
  private final int attempt;
  private final double start;

  Schedule(long seed, int attempt, double start) {
    this.seed = seed;
    this.attempt = attempt;
    this.start = Math.ceil(start);
  }

  double start() {
    return start;
  }

  /** What the proposal says. */
  SessionProposal.Deadlines deadlines() {
    return new SessionProposal.Deadlines(
        (long) at(ADVERTISE_HOURS),
        (long) at(SHARE_HOURS),
        (long) at(MASK_HOURS),
        (long) at(EXPIRE_HOURS));
  }

  /**
   * When a phase is closed without the sites that are missing. The proposal names four of these;
   * votes have 24 hours after masking, first reveals 72 hours more.
   */
  double deadline(Phase phase) {
    return switch (phase) {
      case ADVERTISE -> at(ADVERTISE_HOURS);
      case SHARE_KEYS -> at(SHARE_HOURS);
      case MASK -> at(MASK_HOURS);
      case VOTE -> at(VOTE_HOURS);
      case REVEAL_GATE -> at(GATE_HOURS);
      case REVEAL_UNITS -> at(EXPIRE_HOURS);
      case FINISH -> Double.POSITIVE_INFINITY;
    };
  }

  /** When a site's answer arrives to what the coordinator sent at {@code opened}. */
  double answered(Phase phase, int site, double opened) {
    Random dice = new Random(Objects.hash(seed, attempt, phase.name(), site));
    return opened + underWay(dice) + underWay(dice);
  }

  private double at(double hours) {
    return start + hours * HOUR;
  }

  private static double underWay(Random dice) {
    return SHORTEST * Math.pow(LONGEST / SHORTEST, dice.nextDouble());
  }
}
