package org.fedval.agent.cases;

import java.util.Optional;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.dicom.ContentDigest;
import org.fedval.agent.run.CaseFeed;
import org.fedval.agent.run.CohortFeed;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * A case on its way through a run that is journaled.
 *
 * @param mark of the object and its admission as they are now; zero when that cannot be told
 * @param picture what decodes it; null when it is not decoded in this run
 * @param before whether it ended in an earlier run
 */
public record JournaledCase(
    CohortEntry entry, Sha256Digest mark, CohortFeed.@Nullable Picture picture, boolean before) {

  static JournaledCase of(CaseFeed.Item<CohortEntry> item) {
    CohortFeed.Picture picture =
        item instanceof CaseFeed.Admitted<CohortEntry> admitted
                && admitted.image() instanceof CohortFeed.Picture decoded
            ? decoded
            : null;
    return new JournaledCase(item.subject(), mark(item), picture, false);
  }

  private static Sha256Digest mark(CaseFeed.Item<CohortEntry> item) {
    String admission =
        item instanceof CaseFeed.Refused<CohortEntry> refused ? refused.reason().name() : "";
    return item.subject()
        .object()
        .version()
        .map(
            version ->
                FvcWriter.labelled("case-mark")
                    .vec(CaseBinding.utf8(item.subject().object().id()))
                    .vec(CaseBinding.utf8(item.subject().object().place()))
                    .vec(CaseBinding.utf8(version))
                    .vec(CaseBinding.utf8(admission))
                    .hash())
        .orElse(Sha256Digest.ZERO);
  }

  /** Whether what was kept is of this object as it is now. */
  boolean isSameAs(KeptCase kept) {
    return !mark.equals(Sha256Digest.ZERO) && mark.equals(kept.mark());
  }

  JournaledCase ofEarlierRun() {
    return new JournaledCase(entry, mark, null, true);
  }

  @Nullable ContentDigest pictureDigest() {
    CohortFeed.Picture decoded = picture;
    Optional<ContentDigest> digest = decoded == null ? Optional.empty() : decoded.digest();
    return digest.orElse(null);
  }

  @Override
  public String toString() {
    return "JournaledCase";
  }
}
