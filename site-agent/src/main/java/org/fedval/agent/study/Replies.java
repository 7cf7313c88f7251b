package org.fedval.agent.study;

import java.io.UncheckedIOException;
import java.util.List;
import org.fedval.agent.audit.SiteAudit;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.RosterApproval;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent answers the coordinator; a refusal is told to the site's own people. */
final class Replies {
  private static final Logger log = LoggerFactory.getLogger(Replies.class);

  private final CoordinatorClient coordinator;
  private final SigningKey identity;
  private final StatusBoard status;
  private final SiteAudit audit;

  Replies(CoordinatorClient coordinator, SigningKey identity, StatusBoard status, SiteAudit audit) {
    this.audit = audit;
    this.coordinator = coordinator;
    this.identity = identity;
    this.status = status;
  }

  void approve(Roster roster) {
    byte[] body = new RosterApproval(roster.hash(), identity.verifyingKey()).encode();
    send(
        new SiteMessage.RosterApproved(SignedBody.signOutside(RosterApproval.TYPE, body, identity)),
        SigInput.OUTSIDE);
  }

  void approve(Sha256Digest study) {
    byte[] body = new StudyApproval(study, identity.verifyingKey()).encode();
    send(
        new SiteMessage.StudyApproved(SignedBody.signOutside(StudyApproval.TYPE, body, identity)),
        SigInput.OUTSIDE);
  }

  /** Only the code leaves. */
  void deny(Sha256Digest study, Denial denial) {
    send(new SiteMessage.StudyDenied(study, denial.code().name()), SigInput.OUTSIDE);
  }

  /** The answers of a session's step, in order. */
  void send(SecAggSession session, List<SiteMessage> answers) {
    for (SiteMessage answer : answers) {
      if (answer instanceof SiteMessage.Masked) {
        sendMasked(session, answer);
      } else {
        send(answer, session.index());
      }
    }
  }

  /** The masked vector, then the manifest that covers it. */
  private void sendMasked(SecAggSession session, SiteMessage manifest) {
    if (!isWritten(manifest)) {
      return;
    }
    try {
      SubmitOutcome uploaded = coordinator.upload(session.sid(), session.maskedVector());
      if (uploaded instanceof SubmitOutcome.Refused refused) {
        status.say("The coordinator refused the masked vector: " + refused.sentence());
        return;
      }
      send(manifest, session.index());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The site's own log comes first; what cannot be written there is not sent. */
  private boolean isWritten(SiteMessage message) {
    try {
      audit.sends(message);
      return true;
    } catch (UncheckedIOException e) {
      status.say(String.valueOf(e.getMessage()));
      log.atError().log("The site's log cannot be written");
      return false;
    }
  }

  void send(SiteMessage message, int signer) {
    if (!isWritten(message)) {
      return;
    }
    try {
      SubmitOutcome outcome = coordinator.submit(message, signer);
      if (outcome instanceof SubmitOutcome.Refused refused) {
        status.say("The coordinator refused a message: " + refused.sentence());
        log.atWarn().addKeyValue("code", refused.code()).log("The coordinator refused a message");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      status.say("The coordinator did not take a message; its operator finds why in the log.");
      log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("Message not taken");
    }
  }
}
