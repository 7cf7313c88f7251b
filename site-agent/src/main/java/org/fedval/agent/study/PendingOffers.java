package org.fedval.agent.study;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fedval.agent.approval.ApprovalDesk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.study.StudyTerms;

/**
 * Offers that wait for people. The coordinator hears nothing meanwhile, as from a site that has not
 * answered yet. Touched on the thread of the steps only.
 */
final class PendingOffers {
  private final ApprovalDesk desk;
  private final StatusBoard status;
  private final Map<Sha256Digest, SiteInstruction.StudyOffered> waiting = new HashMap<>();

  PendingOffers(ApprovalDesk desk, StatusBoard status) {
    this.desk = desk;
    this.status = status;
  }

  /**
   * Whether a study that passed every other check may run now; it waits otherwise.
   *
   * @throws Denial when people denied it
   */
  boolean mayRun(SiteInstruction.StudyOffered offer, StudyTerms terms) throws Denial, IOException {
    switch (desk.judge(terms.study())) {
      case RUN:
        waiting.remove(terms.digest());
        return true;
      case WAIT:
        waiting.put(terms.digest(), offer);
        status.say(
            "The study %s waits for approval; look with 'fedval agent studies'."
                .formatted(terms.id()));
        return false;
      case DENIED:
        throw new Denial(Denial.Code.POLICY, "The people of this site denied the study before.");
    }
    throw new AssertionError("The verdicts are three.");
  }

  /** The offer that waits, as it came. */
  Optional<SiteInstruction.StudyOffered> find(Sha256Digest study) {
    return Optional.ofNullable(waiting.get(study));
  }

  /** The study is over; nobody need decide any more. */
  void forget(Sha256Digest study) {
    waiting.remove(study);
  }
}
