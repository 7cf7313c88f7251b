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
import org.jspecify.annotations.Nullable;

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
        included -> new Admitted<>(entry, new Picture(included.object(), census)),
        excluded -> new Refused<>(entry, excluded.reason()));
  }

  /** Counts a picture of this pass that was decoded in an earlier run. */
  public void decodedBefore(ContentDigest picture) {
    ContentCensus counted;
    synchronized (this) {
      counted = census;
    }
    synchronized (counted) {
      counted.add(picture);
    }
  }

  /** Decodes a case's pixels and keeps their digest. */
  public static final class Picture implements ImageLoader {
    private final DicomObject object;
    private final ContentCensus census;
    private volatile @Nullable ContentDigest digest;

    Picture(DicomObject object, ContentCensus census) {
      this.object = object;
      this.census = census;
    }

    @Override
    public GrayscaleImage load() throws DicomFault {
      GrayscaleImage image = object.pixels();
      ContentDigest found = ContentDigest.of(image);
      synchronized (census) {
        census.add(found);
      }
      digest = found;
      return image;
    }

    /** Of the decoded pixels; empty until they are. */
    public Optional<ContentDigest> digest() {
      return Optional.ofNullable(digest);
    }
  }
}
