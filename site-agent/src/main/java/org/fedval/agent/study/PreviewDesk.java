package org.fedval.agent.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.preview.Contribution;
import org.fedval.agent.preview.PreviewReply;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/** Shows the frozen numbers of a study to the site's own people. On the thread of the steps. */
final class PreviewDesk {
  private final StudyBook studies;
  private final ReleaseHold hold;
  private final SiteState state;

  PreviewDesk(StudyBook studies, ReleaseHold hold, SiteState state) {
    this.studies = studies;
    this.hold = hold;
    this.state = state;
  }

  /**
   * Every counted round of a study that takes part now.
   *
   * @param all whether every number is wanted
   */
  PreviewReply of(Sha256Digest study, boolean all) {
    Optional<ActiveStudy> active = studies.find(study);
    if (active.isEmpty()) {
      return nothing("The study does not run here now, so there is nothing to show.");
    }
    StudyRun run = active.get().run;
    List<Contribution> rounds = new ArrayList<>();
    for (int slot = 0; slot < run.locked().slots(); slot++) {
      int number = slot;
      String name = LockedStudy.slotName(slot);
      numbers(active.get(), name)
          .map(
              frozen ->
                  Contribution.of(
                      run.locked(), run.roster(), number, frozen, masked(study, name), all))
          .ifPresent(rounds::add);
    }
    return rounds.isEmpty()
        ? nothing("The cohort of the study is not counted yet; try again later.")
        : new PreviewReply("", rounds);
  }

  static PreviewReply nothing(String sentence) {
    return new PreviewReply(sentence, List.of());
  }

  private Optional<FrozenSlot> numbers(ActiveStudy study, String slot) {
    return study
        .passed(slot)
        .or(
            () ->
                hold.of(study.run.digest())
                    .filter(held -> held.slot().equals(slot))
                    .map(ReleaseHold.Held::numbers));
  }

  private byte @Nullable [] masked(Sha256Digest study, String slot) {
    return state.shelf().sessions().stream()
        .filter(s -> s.study().equals(study) && s.slot().equals(slot) && s.hasMasked())
        .map(SecAggSession::maskedVector)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }
}
