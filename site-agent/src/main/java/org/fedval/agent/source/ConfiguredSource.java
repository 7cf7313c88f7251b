package org.fedval.agent.source;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.fedval.agent.cohort.LabelColumn;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.SourceConfig;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicomweb.DicomWebSource;
import org.fedval.agent.dimse.DimseProvider;
import org.jspecify.annotations.Nullable;

/** Where a site's images and labels are, as {@code agent.yaml} says. */
public final class ConfiguredSource {
  private final AgentConfig config;
  private final AgentHome home;

  public ConfiguredSource(AgentConfig config, AgentHome home) {
    this.config = config;
    this.home = home;
  }

  /** Where the images are, for the site's own people. */
  public String place() {
    return config.source() == null ? folder().toString() : "the archive";
  }

  /**
   * Opens the folder or the archive; nothing is read yet save files of the home.
   *
   * @param notices takes sentences about the source for the site's people
   * @throws LabelsException when studies are chosen by the labels file and it cannot be used
   * @throws DicomSourceException when a credential file cannot be used, or this build lacks the
   *     protocol
   */
  public DicomSource open(Consumer<String> notices) throws LabelsException, DicomSourceException {
    SourceConfig source = config.source();
    return source == null
        ? new FolderSource(folder())
        : open(source, home.root(), config.labelsFile(home), notices);
  }

  /**
   * Opens an archive.
   *
   * @param home where relative paths start
   * @param labels the labels file; null when there is none, and then no filter may need it
   */
  public static DicomSource open(
      SourceConfig source, Path home, @Nullable Path labels, Consumer<String> notices)
      throws LabelsException, DicomSourceException {
    String column = source.filter().labelColumn();
    if (column != null && labels == null) {
      throw new DicomSourceException("A filter by label_column needs a labels file.");
    }
    SortedSet<String> named =
        column == null || labels == null ? null : LabelColumn.distinct(labels, column);
    if (source.dicomweb() != null) {
      return DicomWebSource.open(source.dicomweb().under(home), named, notices);
    }
    if (source.dimse() != null) {
      return DimseProvider.ofThisBuild().open(source.dimse().under(home), named, notices);
    }
    throw new AssertionError("A source has one protocol.");
  }

  private Path folder() {
    Path data = config.data();
    if (data == null) {
      throw new AssertionError("Without an archive there is a folder.");
    }
    return home.root().resolve(data);
  }
}
