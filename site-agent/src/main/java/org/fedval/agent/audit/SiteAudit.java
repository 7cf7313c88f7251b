package org.fedval.agent.audit;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.agent.config.AgentHome;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.WitnessRefused;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;

/** Writes down what this site says and hears, and answers for the coordinator's log. */
public final class SiteAudit {
  private final LocalLog local;
  private final LogWitness witness;

  private SiteAudit(LocalLog local, LogWitness witness) {
    this.local = local;
    this.witness = witness;
  }

  /** The audit of one agent's home. */
  public static SiteAudit of(
      AgentHome home, SigningKey identity, VerifyingKey coordinator, Clock clock) {
    LocalLog local = new LocalLog(home.auditLog(), clock);
    return new SiteAudit(
        local,
        new LogWitness(
            home.logWitness(), home.refusedCheckpoints(), identity, coordinator, local, clock));
  }

  /** The site's own log, for events that are no message. */
  public LocalLog local() {
    return local;
  }

  /** Writes a message down before it is sent; throws {@link UncheckedIOException}. */
  public void sends(SiteMessage message) {
    message.match(new Sent(local));
  }

  /** Writes a session's result down, by body and signature as the coordinator's report names it. */
  public void heard(SiteInstruction.ResultPublished result) {
    local.record(LogEvent.RESULT, result.sid(), result.result().signedHash());
  }

  /**
   * Answers a checkpoint; nothing when this site refuses it.
   *
   * @param say hears why, in one sentence
   */
  public Optional<SiteMessage> cosign(
      SiteInstruction.CheckpointOffered offered, Consumer<String> say) {
    try {
      return Optional.of(witness.cosign(offered));
    } catch (WitnessRefused | UncheckedIOException e) {
      say.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Which messages are written down; keys and shares are not, since votes cover them. */
  private record Sent(LocalLog local)
      implements SiteMessage.Cases<Boolean>, SiteMessage.Steps<Boolean> {
    private Boolean step(LogEvent event, SiteMessage.SessionStep step) {
      local.record(event, step.sid(), step.signed().hash());
      return true;
    }

    @Override
    public Boolean rosterApproved(SiteMessage.RosterApproved m) {
      local.record(LogEvent.ROSTER_APPROVED, m.approval().hash());
      return true;
    }

    @Override
    public Boolean studyApproved(SiteMessage.StudyApproved m) {
      local.record(LogEvent.STUDY_APPROVED, m.approval().hash());
      return true;
    }

    @Override
    public Boolean studyDenied(SiteMessage.StudyDenied m) {
      byte[] code = m.code().getBytes(StandardCharsets.US_ASCII);
      local.record(LogEvent.STUDY_DENIED, Sha256Digest.hash(m.study().toByteArray(), code));
      return true;
    }

    @Override
    public Boolean checkpointCosigned(SiteMessage.CheckpointCosigned m) {
      return false;
    }

    @Override
    public Boolean sessionStep(SiteMessage.SessionStep m) {
      return m.step(this);
    }

    @Override
    public Boolean advertised(SiteMessage.Advertised s) {
      return false;
    }

    @Override
    public Boolean sharesDealt(SiteMessage.SharesDealt s) {
      return false;
    }

    @Override
    public Boolean masked(SiteMessage.Masked s) {
      return step(LogEvent.MASKED_INPUT, s);
    }

    @Override
    public Boolean voted(SiteMessage.Voted s) {
      return step(LogEvent.VOTE, s);
    }

    @Override
    public Boolean revealedA(SiteMessage.RevealedA s) {
      return step(LogEvent.REVEAL_A, s);
    }

    @Override
    public Boolean revealedB(SiteMessage.RevealedB s) {
      return step(LogEvent.REVEAL_B, s);
    }

    @Override
    public Boolean complained(SiteMessage.Complained s) {
      return step(LogEvent.COMPLAINT, s);
    }

    @Override
    public Boolean abortVoted(SiteMessage.AbortVoted s) {
      return step(LogEvent.VOTE, s);
    }
  }
}
