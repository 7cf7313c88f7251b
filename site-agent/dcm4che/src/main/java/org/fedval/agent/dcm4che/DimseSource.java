package org.fedval.agent.dcm4che;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dcm4che3.data.Tag;
import org.fedval.agent.dicom.ArchivePath;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.PixelDecoder;
import org.fedval.agent.dicom.ReaderLimits;
import org.fedval.agent.dicom.SourceUnavailable;
import org.fedval.agent.dicom.StudyFilter;
import org.fedval.agent.dicom.UnlistedObject;
import org.jspecify.annotations.Nullable;

/**
 * The instances of an archive over DIMSE, in the order of Study, Series and SOP Instance UID as
 * text. In memory are the UIDs of the studies asked for, those of one study's series and one
 * series' instances, and the last files as {@link RecentFiles} says.
 */
final class DimseSource implements DicomSource {
  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

  private final DimseArchive archive;
  private final StudyFilter filter;
  private final @Nullable SortedSet<String> named;
  private final RecentFiles recent = new RecentFiles();
  private final Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
  private final PixelDecoder decoder = PixelDecoder.standard();

  /**
   * @param named the values of the filter's label column; null exactly without that filter
   */
  DimseSource(DimseArchive archive, StudyFilter filter, @Nullable SortedSet<String> named) {
    if ((named == null) != (filter.labelColumn() == null)) {
      throw new IllegalArgumentException("Named studies come with a filter by a label column.");
    }
    this.archive = archive;
    this.filter = filter;
    this.named = named;
  }

  @Override
  public void forEach(Consumer<? super DicomObject> consumer) throws DicomSourceException {
    archive.reset();
    try {
      for (String study : studies().keySet()) {
        eachOf(study, consumer);
      }
    } catch (SourceUnavailable e) {
      throw e.ofSource();
    }
  }

  private SortedMap<String, String> studies() throws DicomSourceException {
    SortedMap<String, String> studies = new TreeMap<>();
    try {
      for (Map<Integer, String> keys : queries()) {
        studies.putAll(
            found("STUDY", keys, Tag.StudyInstanceUID, Tag.StudyDate, filter::admitsDate));
      }
      return studies;
    } catch (Refused e) {
      throw new DicomSourceException("The archive's studies cannot be listed. " + e.sentence());
    }
  }

  /** One query a modality, accession number or study; their union is asked for. */
  private List<Map<Integer, String>> queries() {
    Map<Integer, String> common = new TreeMap<>();
    String range = filter.dateRange();
    if (range != null) {
      common.put(Tag.StudyDate, range);
    }
    int key;
    Iterable<String> values;
    if (named != null) {
      key =
          StudyFilter.BY_STUDY.equals(filter.labelColumn())
              ? Tag.StudyInstanceUID
              : Tag.AccessionNumber;
      values = named;
    } else if (filter.modalities() != null) {
      key = Tag.ModalitiesInStudy;
      values = filter.modalities();
    } else {
      return List.of(common);
    }
    List<Map<Integer, String>> queries = new ArrayList<>();
    for (String value : values) {
      Map<Integer, String> one = new TreeMap<>(common);
      one.put(key, value);
      queries.add(one);
    }
    return queries;
  }

  private void eachOf(String study, Consumer<? super DicomObject> consumer) {
    SortedMap<String, String> series;
    try {
      series =
          found(
              "SERIES",
              Messages.below(study),
              Tag.SeriesInstanceUID,
              Tag.Modality,
              filter::admitsModality);
    } catch (Refused e) {
      consumer.accept(new UnlistedObject("/studies/" + study, e.sentence()));
      return;
    }
    for (String one : series.keySet()) {
      eachOf(study, one, consumer);
    }
  }

  private void eachOf(String study, String series, Consumer<? super DicomObject> consumer) {
    Map<Integer, String> keys = Messages.below(study);
    keys.put(Tag.SeriesInstanceUID, series);
    SortedMap<String, String> instances;
    try {
      instances = found("IMAGE", keys, Tag.SOPInstanceUID, Tag.SOPClassUID, any -> true);
    } catch (Refused e) {
      consumer.accept(new UnlistedObject("/studies/" + study + "/series/" + series, e.sentence()));
      return;
    }
    instances.forEach(
        (instance, sopClass) ->
            consumer.accept(
                new DimseObject(
                    archive,
                    recent,
                    reader,
                    decoder,
                    new ArchivePath(study, series, instance),
                    sopClass)));
  }

  /** UIDs with their detail; an empty one when the archive does not tell. */
  private SortedMap<String, String> found(
      String level,
      Map<Integer, String> keys,
      int uid,
      int detail,
      Predicate<@Nullable String> keep)
      throws Refused {
    return archive.ask(
        messages -> {
          SortedMap<String, String> all = new TreeMap<>();
          boolean[] malformed = new boolean[1];
          messages.find(
              level,
              keys,
              uid,
              detail,
              one -> {
                malformed[0] |= !UID.matcher(one.uid()).matches();
                if (keep.test(one.detail())) {
                  all.put(one.uid(), one.detail() == null ? "" : one.detail());
                }
              });
          if (malformed[0]) {
            throw new Refused("The archive's list has an entry without a usable UID.");
          }
          return all;
        });
  }
}
