package org.fedval.agent.config;

import java.nio.file.Path;
import org.fedval.agent.dicom.StudyFilter;
import org.fedval.agent.dicomweb.DicomWebSettings;
import org.fedval.agent.dimse.DimseSettings;
import org.jspecify.annotations.Nullable;

/**
 * The keys under {@code source}: an archive, by exactly one of its protocols.
 *
 * @param dicomweb over QIDO-RS and WADO-RS
 * @param dimse over C-FIND and C-GET or C-MOVE; needs a build with the profile {@code dcm4che}
 */
public record SourceConfig(@Nullable DicomWebSettings dicomweb, @Nullable DimseSettings dimse) {
  public SourceConfig {
    if ((dicomweb == null) == (dimse == null)) {
      throw new IllegalArgumentException("source needs exactly one of dicomweb and dimse.");
    }
  }

  /** Which studies of the archive. */
  public StudyFilter filter() {
    if (dicomweb != null) {
      return dicomweb.filter();
    }
    return dimse == null ? StudyFilter.ALL : dimse.filter();
  }

  /** Reads a file that has the keys of {@code source} at its top. */
  public static SourceConfig read(Path file) throws ConfigException {
    return SiteYaml.read(file, SourceConfig.class);
  }
}
