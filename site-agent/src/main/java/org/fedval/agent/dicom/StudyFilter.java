package org.fedval.agent.dicom;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of an archive's studies are asked for; every part that is present must hold.
 *
 * @param modalities such as {@code DX}: studies with a series of one of them, and of those studies
 *     these series; any when absent
 * @param from first study date, {@code YYYY-MM-DD}
 * @param to last study date, included
 * @param labelColumn {@code study_instance_uid} or {@code accession_number}: only the studies that
 *     this column of the labels file names
 */
public record StudyFilter(
    @Nullable List<String> modalities,
    @Nullable String from,
    @Nullable String to,
    @Nullable String labelColumn) {
  /** Column of Study Instance UIDs (0020,000D). */
  public static final String BY_STUDY = "study_instance_uid";

  /** Column of accession numbers (0008,0050). */
  public static final String BY_ACCESSION = "accession_number";

  /** Everything that the archive lets the agent see. */
  public static final StudyFilter ALL = new StudyFilter(null, null, null, null);

  public StudyFilter {
    modalities = modalities == null ? null : List.copyOf(modalities);
    require(
        modalities == null
            || (!modalities.isEmpty()
                && modalities.size() <= 16
                && modalities.stream().allMatch(m -> m.matches("[A-Z0-9 _]{1,16}"))),
        "modalities must be 1 to 16 codes such as DX.");
    LocalDate first = date(from, "from");
    LocalDate last = date(to, "to");
    require(
        first == null || last == null || !last.isBefore(first),
        "the study date 'to' must not be before 'from'.");
    require(
        labelColumn == null || labelColumn.equals(BY_STUDY) || labelColumn.equals(BY_ACCESSION),
        "label_column must be " + BY_STUDY + " or " + BY_ACCESSION + ".");
  }

  /** The range as QIDO-RS and C-FIND write it (PS3.4 section C.2.2.2.5); null for any date. */
  public @Nullable String dateRange() {
    LocalDate first = date(from, "from");
    LocalDate last = date(to, "to");
    return first == null && last == null ? null : day(first) + "-" + day(last);
  }

  /**
   * Whether a study date as DICOM writes it is in the range. True for a text that is no date: it is
   * the archive that knows, and the agent's own rules judge the object itself.
   */
  public boolean admitsDate(@Nullable String dicomDate) {
    if (dicomDate == null || !dicomDate.matches("[0-9]{8}")) {
      return true;
    }
    LocalDate first = date(from, "from");
    LocalDate last = date(to, "to");
    return (first == null || day(first).compareTo(dicomDate) <= 0)
        && (last == null || day(last).compareTo(dicomDate) >= 0);
  }

  /** Whether a series of this modality is asked for; true when the archive does not tell it. */
  public boolean admitsModality(@Nullable String modality) {
    return modalities == null || modality == null || modalities.contains(modality);
  }

  private static String day(@Nullable LocalDate date) {
    return date == null ? "" : date.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static @Nullable LocalDate date(@Nullable String text, String key) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "the study date '" + key + "' must be written as YYYY-MM-DD.");
    }
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
