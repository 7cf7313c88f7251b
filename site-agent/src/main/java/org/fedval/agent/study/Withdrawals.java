package org.fedval.agent.study;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Takes this site out of a study before it has voted: when its operator asks, or when the policy
 * allows the study no longer. Touched on the thread of the steps only.
 */
final class Withdrawals {
  private final SiteState state;
  private final ActiveStudies active;
  private final StudyRemains remains;
  private final StatusBoard status;
  private final WithdrawnStudies withdrawn;
  private final Set<Sha256Digest> refused = new HashSet<>();

  Withdrawals(
      SiteAgent.Parts parts, ActiveStudies active, StudyRemains remains, StatusBoard status) {
    this.state = parts.state();
    this.active = active;
    this.remains = remains;
    this.status = status;
    this.withdrawn = new WithdrawnStudies(parts.home());
  }

  /** Takes this site's approval of a study back; empty when it takes part in no such study. */
  Optional<SiteAgent.Withdrawal> withdraw(String name) throws IOException {
    for (ActiveStudy study : active.all()) {
      Sha256Digest digest = study.run.digest();
      if (!name.equals(study.run.studyId()) && !name.equals(digest.hex())) {
        continue;
      }
      boolean voted =
          state.shelf().sessions().stream()
              .anyMatch(session -> session.study().equals(digest) && session.hasVoted());
      if (voted) {
        return Optional.of(
            new SiteAgent.Withdrawal(
                false,
                "This site has voted for the sum already, so its numbers are bound in it and cannot be taken back."));
      }
      withdrawn.add(digest);
      remains.eraseAll(digest);
      active.deny(
          digest, new Denial(Denial.Code.WITHDRAWN, "This site withdrew from " + name + "."));
      return Optional.of(
          new SiteAgent.Withdrawal(
              true, "Withdrawn from %s; it is denied for good.".formatted(name)));
    }
    return Optional.empty();
  }

  /** Denies a study that today's policy does not allow; this process never votes in it again. */
  void refuse(Sha256Digest study, Denial denial) {
    refused.add(study);
    active.deny(study, denial);
  }

  /**
   * A study that the operator withdrew from is denied whenever it is offered.
   *
   * @throws Denial when this is such a study
   */
  void requireNone(Sha256Digest study) throws Denial, IOException {
    if (withdrawn.contains(study)) {
      throw new Denial(Denial.Code.WITHDRAWN, "This site withdrew from the study before.");
    }
  }

  /** Whether the operator, or a changed policy, takes this site out of the study; fails closed. */
  boolean isWithdrawn(Sha256Digest study) {
    try {
      return refused.contains(study) || withdrawn.contains(study);
    } catch (IOException e) {
      status.say("The list of withdrawn studies cannot be read; this site does not vote.");
      return true;
    }
  }
}
