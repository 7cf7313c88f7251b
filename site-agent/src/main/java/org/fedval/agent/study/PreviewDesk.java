package org.fedval.agent.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.preview.Contribution;
import org.fedval.agent.preview.LeavingBytes;
import org.fedval.agent.preview.PreviewReply;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.study.LockedStudy;

/** Shows the frozen numbers of a study to the site's own people. On the thread of the steps. */
final class PreviewDesk {
  private static final String PIECE = "PUT_CHUNK";

  private final ActiveStudies studies;
  private final ReleaseHold hold;
  private final SiteState state;
  private final Path receipts;

  PreviewDesk(ActiveStudies studies, ReleaseHold hold, SiteState state, Path receipts) {
    this.studies = studies;
    this.hold = hold;
    this.state = state;
    this.receipts = receipts;
  }

  /**
   * Every counted round of a study that takes part now.
   *
   * @param all whether every number is wanted
   */
  PreviewReply of(Sha256Digest study, boolean all) throws IOException {
    Optional<ActiveStudy> active = studies.find(study);
    if (active.isEmpty()) {
      return nothing("The study does not run here now, so there is nothing to show.");
    }
    StudyRun run = active.get().run;
    List<Contribution> rounds = new ArrayList<>();
    for (int slot = 0; slot < run.locked().slots(); slot++) {
      int number = slot;
      String name = LockedStudy.slotName(slot);
      Optional<LeavingBytes> leaving = leaving(study, name);
      numbers(active.get(), name)
          .map(frozen -> Contribution.of(run.locked(), run.roster(), number, frozen, leaving, all))
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

  private Optional<LeavingBytes> leaving(Sha256Digest study, String slot) throws IOException {
    Optional<LeavingBytes> open =
        state.shelf().sessions().stream()
            .filter(s -> s.study().equals(study) && s.slot().equals(slot) && s.hasMasked())
            .map(s -> LeavingBytes.of(s.maskedVector()))
            .reduce((earlier, later) -> later);
    return open.isPresent() ? open : left(study, slot);
  }

  /** The pieces of the last session of a slot that is over. */
  private Optional<LeavingBytes> left(Sha256Digest study, String slot) throws IOException {
    List<EgressReceipt> pieces =
        ReceiptLog.check(receipts).entries().stream()
            .filter(r -> r.type().equals(PIECE))
            .filter(r -> r.about().study().equals(study) && r.about().slot().equals(slot))
            .toList();
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    Sha256Digest session = pieces.get(pieces.size() - 1).about().session();
    return Optional.of(
        LeavingBytes.left(
            pieces.stream().filter(r -> r.about().session().equals(session)).distinct().toList()));
  }
}
