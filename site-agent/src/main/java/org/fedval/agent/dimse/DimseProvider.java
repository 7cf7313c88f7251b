package org.fedval.agent.dimse;

import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.jspecify.annotations.Nullable;

/** Opens an archive over DIMSE; found by {@link ServiceLoader}, at most one in a build. */
public interface DimseProvider {
  /**
   * Opens an archive; nothing is asked of it yet.
   *
   * @param settings with absolute paths
   * @param named the values of the filter's label column; null exactly without that filter
   * @param notices takes sentences about the archive for the site's people
   * @throws DicomSourceException when a key file cannot be used
   */
  DicomSource open(
      DimseSettings settings, @Nullable SortedSet<String> named, Consumer<String> notices)
      throws DicomSourceException;

  /**
   * The provider of this build.
   *
   * @throws DicomSourceException when it has none
   */
  static DimseProvider ofThisBuild() throws DicomSourceException {
    return ServiceLoader.load(DimseProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new DicomSourceException(
                    "This build has no DIMSE; use dicomweb, or build with the Maven profile"
                        + " dcm4che (docs/site-it.md)."));
  }
}
