package org.fedval.agent.run;

import java.util.function.Consumer;
import org.fedval.agent.cohort.SeenInstances;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;

/**
 * Every image of a source, without labels or a cohort rule; of two with one UID the first counts.
 */
public final class UnlabelledFeed implements CaseFeed<UnlabelledFeed.Image> {
  private final DicomSource source;

  public UnlabelledFeed(DicomSource source) {
    this.source = source;
  }

  /**
   * @param place where the hospital's own people find it
   * @param attributes null when the file could not be read that far
   */
  public record Image(String place, @Nullable SopInstance attributes) {
    /** Null when the file could not be read that far. */
    public @Nullable String sopInstanceUid() {
      return attributes == null ? null : attributes.sopInstanceUid();
    }

    @Override
    public String toString() {
      return "Image";
    }
  }

  @Override
  public void forEach(Consumer<? super Item<Image>> consumer) throws DicomSourceException {
    SeenInstances seen = new SeenInstances();
    source.forEach(object -> consumer.accept(item(object, seen)));
  }

  private static Item<Image> item(DicomObject object, SeenInstances seen) {
    SopInstance instance;
    try {
      instance = object.read();
    } catch (DicomFault fault) {
      return new Refused<>(new Image(object.place(), null), fault.reason());
    }
    Image image = new Image(object.place(), instance);
    if (!seen.first(instance.sopInstanceUid())) {
      return new Refused<>(image, Exclusion.DUPLICATE_INSTANCE);
    }
    return new Admitted<>(image, object::pixels);
  }
}
