package org.fedval.agent.dicomweb;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.fedval.agent.dicom.ArchivePath;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.PixelDecoder;
import org.fedval.agent.dicom.ReaderLimits;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.SourceUnavailable;
import org.fedval.agent.dicom.StudyFilter;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.UnlistedObject;
import org.jspecify.annotations.Nullable;

/**
 * The instances of an archive over DICOMweb, in the order of Study, Series and SOP Instance UID as
 * text. In memory are the UIDs of the studies asked for, about 150 bytes each, and those of one
 * study's series and one series' instances.
 */
public final class DicomWebSource implements DicomSource {
  private static final String STUDY_UID = "[0-9.]{1,64}";

  private final Archive archive;
  private final QidoListing listing;
  private final StudyFilter filter;
  private final @Nullable SortedSet<String> named;
  private final int instanceBytes;
  private final Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
  private final PixelDecoder decoder = PixelDecoder.standard();

  private DicomWebSource(
      DicomWebSettings settings, @Nullable SortedSet<String> named, Archive archive) {
    this.archive = archive;
    this.filter = settings.filter();
    this.named = named;
    this.instanceBytes = settings.instanceBytes();
    this.listing = new QidoListing(archive, settings.page());
  }

  /**
   * Opens an archive; nothing is asked of it yet.
   *
   * @param settings with absolute paths
   * @param named the values of the filter's label column; null exactly without that filter
   * @param notices takes sentences about the archive for the site's people
   * @throws DicomSourceException when a credential file cannot be used
   */
  public static DicomWebSource open(
      DicomWebSettings settings, @Nullable SortedSet<String> named, Consumer<String> notices)
      throws DicomSourceException {
    return open(settings, named, notices, settings.retries());
  }

  static DicomWebSource open(
      DicomWebSettings settings,
      @Nullable SortedSet<String> named,
      Consumer<String> notices,
      RetryRule retries)
      throws DicomSourceException {
    if ((named == null) != (settings.filter().labelColumn() == null)) {
      throw new IllegalArgumentException("Named studies come with a filter by a label column.");
    }
    try {
      return new DicomWebSource(
          settings,
          named,
          new Archive(new ArchiveHttp(settings), retries, notices, Clock.systemUTC()));
    } catch (IOException e) {
      throw new DicomSourceException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void forEach(Consumer<? super DicomObject> consumer) throws DicomSourceException {
    archive.reset();
    try {
      for (String study : studies()) {
        eachOf(study, consumer);
      }
    } catch (SourceUnavailable e) {
      throw e.ofSource();
    }
  }

  private SortedSet<String> studies() throws DicomSourceException {
    try {
      if (named != null && StudyFilter.BY_STUDY.equals(filter.labelColumn())) {
        return wellFormed(named);
      }
      SortedSet<String> studies = new TreeSet<>();
      for (Map<String, String> query : queries()) {
        studies.addAll(
            listing.uids(
                "/studies",
                query,
                Tag.STUDY_INSTANCE_UID,
                row ->
                    filter.admitsDate(DicomJson.text(row, Tag.STUDY_DATE).orElse(null))
                        && hasAccession(query, DicomJson.text(row, Tag.ACCESSION_NUMBER))));
      }
      return studies;
    } catch (ArchiveRefusal e) {
      throw new DicomSourceException(
          "The archive's studies cannot be listed; check url. " + e.sentence());
    }
  }

  /** An archive that ignores the key would else give all of its studies. */
  private static boolean hasAccession(Map<String, String> query, Optional<String> own) {
    String wanted = query.get("AccessionNumber");
    return wanted == null || own.isEmpty() || own.get().equals(wanted);
  }

  private static SortedSet<String> wellFormed(SortedSet<String> uids) throws DicomSourceException {
    if (!uids.stream().allMatch(uid -> uid.matches(STUDY_UID))) {
      throw new DicomSourceException(
          "The column study_instance_uid of the labels file has a value that is no UID; correct"
              + " it.");
    }
    return uids;
  }

  /** One query a modality and accession number; their union is asked for. */
  private List<Map<String, String>> queries() {
    Map<String, String> common = new TreeMap<>();
    String range = filter.dateRange();
    if (range != null) {
      common.put("StudyDate", range);
    }
    if (named != null) {
      return named.stream().map(number -> with(common, "AccessionNumber", number)).toList();
    }
    List<String> modalities = filter.modalities();
    return modalities == null
        ? List.of(common)
        : modalities.stream().map(code -> with(common, "ModalitiesInStudy", code)).toList();
  }

  private static Map<String, String> with(Map<String, String> common, String key, String value) {
    Map<String, String> all = new TreeMap<>(common);
    all.put(key, value);
    return all;
  }

  private void eachOf(String study, Consumer<? super DicomObject> consumer) {
    String path = "/studies/" + study + "/series";
    SortedSet<String> series;
    try {
      series =
          listing.uids(
              path,
              Map.of(),
              Tag.SERIES_INSTANCE_UID,
              row -> filter.admitsModality(DicomJson.text(row, Tag.MODALITY).orElse(null)));
    } catch (ArchiveRefusal e) {
      consumer.accept(new UnlistedObject("/studies/" + study, e.sentence()));
      return;
    }
    for (String one : series) {
      eachOf(study, one, consumer);
    }
  }

  private void eachOf(String study, String series, Consumer<? super DicomObject> consumer) {
    String path = "/studies/" + study + "/series/" + series;
    SortedSet<String> instances;
    try {
      instances = listing.uids(path + "/instances", Map.of(), Tag.SOP_INSTANCE_UID, row -> true);
    } catch (ArchiveRefusal e) {
      consumer.accept(new UnlistedObject(path, e.sentence()));
      return;
    }
    for (String instance : instances) {
      consumer.accept(
          new DicomWebObject(
              archive, new ArchivePath(study, series, instance), instanceBytes, reader, decoder));
    }
  }
}
