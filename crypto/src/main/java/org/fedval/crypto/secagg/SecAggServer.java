package org.fedval.crypto.secagg;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.SigningKey;

/**
 * The coordinator's side of a session, phase by phase: {@link AdvertisePhase}, {@link SharePhase},
 * {@link MaskPhase}, {@link VotePhase}, {@link RevealAPhase}, {@link RevealBPhase}, {@link
 * FinishedSession}. A phase takes messages with {@code accept}, says who is {@code missing} and
 * closes once into the next; {@code close} throws {@link SessionFailed} below a floor and may then
 * be tried again; after a successful close the phase refuses new messages. Sites that are missing
 * at a close are left out of the set that it fixes. Until a commit certificate exists, {@code
 * abort} turns any phase with a fixed U1 into an {@link AbortPhase}. Phases are not thread-safe.
 */
public final class SecAggServer {
  private SecAggServer() {}

  /** Opens the first phase of a session that {@link SessionTerms#propose} made. */
  public static AdvertisePhase open(
      SessionTerms terms, SigningKey coordinator, GateRule gateRule, VectorStore store) {
    return open(terms, coordinator, gateRule, store, Set.of());
  }

  /**
   * The same without the sites that an earlier attempt found faulty or that must not be in this
   * attempt because the data sets of the others are locked to a survivor set.
   */
  public static AdvertisePhase open(
      SessionTerms terms,
      SigningKey coordinator,
      GateRule gateRule,
      VectorStore store,
      Set<Integer> leftOut) {
    return open(terms, coordinator, gateRule, store, leftOut, List.of());
  }

  /**
   * The same after earlier sessions of this study over the same sites, whose sites open no unit
   * that one of those sessions kept shut.
   *
   * @param earlierAllowed the allowed units of each of those sessions whose gate was shown
   */
  public static AdvertisePhase open(
      SessionTerms terms,
      SigningKey coordinator,
      GateRule gateRule,
      VectorStore store,
      Set<Integer> leftOut,
      List<BitSet> earlierAllowed) {
    if (!coordinator.verifyingKey().equals(terms.roster().coordinator())) {
      throw new IllegalArgumentException("The coordinator's key is not the one in the roster.");
    }
    ProtocolViolation.require(
        gateRule.id() == terms.study().gateRule(),
        ProtocolViolation.Code.UNSUPPORTED,
        "The study's gate rule is not the one that this coordinator runs.");
    return new AdvertisePhase(
        new ServerContext(terms, coordinator, gateRule, store, earlierAllowed),
        Set.copyOf(leftOut));
  }
}
