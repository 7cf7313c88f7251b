package org.fedval.agent.dicom;

import java.util.function.Consumer;

/** Where a hospital's DICOM objects come from: a folder, or an archive that is asked for them. */
public interface DicomSource {
  /**
   * Hands every candidate over, one after the other in an order that is the same in every pass, on
   * the calling thread; a consumer that blocks holds the source back. Memory does not grow with the
   * number of objects. What the consumer throws ends the pass and comes out unchanged, save for a
   * {@link SourceUnavailable} of one of the objects.
   *
   * @throws DicomSourceException when the source itself cannot be listed or is gone
   */
  void forEach(Consumer<? super DicomObject> consumer) throws DicomSourceException;
}
