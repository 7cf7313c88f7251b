package org.fedval.agent.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.ContentCensus;
import org.fedval.agent.cohort.DataQuality;
import org.fedval.agent.dicom.ContentDigest;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.GrayscaleImage;

/**
 * The labelled cases of a study at this site. One pass: a second {@link #forEach} starts the counts
 * again. The counts are complete when the run that pulled this feed has returned.
 */
public final class CohortFeed implements CaseFeed<CohortEntry> {
  private final CohortReader cohort;
  private ContentCensus census = new ContentCensus();
  private Optional<DataQuality> quality = Optional.empty();

  public CohortFeed(CohortReader cohort) {
    this.cohort = cohort;
  }

  @Override
  public void forEach(Consumer<? super Item<CohortEntry>> consumer) throws DicomSourceException {
    ContentCensus counted = new ContentCensus();
    synchronized (this) {
      census = counted;
      quality = Optional.empty();
    }
    DataQuality found = cohort.read(entry -> consumer.accept(item(entry, counted)));
    synchronized (this) {
      quality = Optional.of(found);
    }
  }

  /** What the site's own people should know of their data; empty until a pass is complete. */
  public synchronized Optional<DataQuality> quality() {
    return quality;
  }

  /** Pictures that came under more than one SOP Instance UID; they stay in the analysis. */
  public long repeatedPictures() {
    ContentCensus counted;
    synchronized (this) {
      counted = census;
    }
    synchronized (counted) {
      return counted.repeats();
    }
  }

  private static Item<CohortEntry> item(CohortEntry entry, ContentCensus census) {
    return entry.match(
        included -> new Admitted<>(entry, () -> decode(included.object(), census)),
        excluded -> new Refused<>(entry, excluded.reason()));
  }

  private static GrayscaleImage decode(DicomObject object, ContentCensus census) throws DicomFault {
    GrayscaleImage image = object.pixels();
    ContentDigest digest = ContentDigest.of(image);
    synchronized (census) {
      census.add(digest);
    }
    return image;
  }
}
