package org.fedval.coordinator.round;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/**
 * The session cannot go on: sites pledge to open nothing of it, and the abort quorum's pledges free
 * every site's data set.
 */
final class AbortStage extends Stage {
  static final String ASKED = "AbortAsked";

  private final AbortPhase phase;
  private final Set<Integer> advertised;

  AbortStage(Sha256Digest sid, AbortPhase phase) {
    super(sid);
    this.phase = phase;
    this.advertised = Set.copyOf(phase.missing());
  }

  @Override
  String name() {
    return "Abort";
  }

  /** The request itself is not signed; it is stored, so that no commit follows it ever. */
  @Override
  List<Said> said() {
    return List.of(Said.unsigned(ASKED, new byte[0]));
  }

  @Override
  Set<Integer> addressed() {
    return advertised;
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.AbortAsked(sid());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  @Override
  boolean enough() {
    return phase.enough();
  }

  @Override
  boolean isReady() {
    return phase.enough();
  }

  @Override
  AbortedStage close() {
    return new AbortedStage(sid(), phase.close(), advertised);
  }

  @Override
  public SubmitOutcome abortVoted(SiteMessage.AbortVoted step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
