package org.fedval.agent.run;

import java.util.function.Consumer;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.evaluation.counters.Exclusion;

/**
 * The cases of a site, in a fixed order. The run pulls it on one thread, so a feed may keep state
 * such as the SOP Instance UIDs it has seen; the images that it hands out are decoded on other
 * threads, several at a time.
 *
 * @param <C> what is known about a case
 */
@FunctionalInterface
public interface CaseFeed<C> {
  /**
   * Hands every case over, once. The consumer blocks when the run is busy; what it throws must come
   * out unchanged.
   *
   * @throws DicomSourceException when the source as a whole fails, which ends the run; trouble with
   *     one case is a {@link Refused}
   */
  void forEach(Consumer<? super Item<C>> consumer) throws DicomSourceException;

  /** A case: to be scored, already excluded, or known from an earlier run. */
  sealed interface Item<C> {
    C subject();
  }

  /** A case whose image is to be decoded and scored. */
  record Admitted<C>(C subject, ImageLoader image) implements Item<C> {}

  /** A case that is excluded before its pixels are read. */
  record Refused<C>(C subject, Exclusion reason) implements Item<C> {}

  /** A case that ended in an earlier run, which this one goes on with. */
  record Ended<C>(CaseOutcome<C> outcome) implements Item<C> {
    @Override
    public C subject() {
      return outcome.subject();
    }
  }

  /** Decodes one image; called at most once, on a reader thread. */
  @FunctionalInterface
  interface ImageLoader {
    GrayscaleImage load() throws DicomFault;
  }
}
