package org.fedval.agent.dicom;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Fedval wants to know of one DICOM object. An attribute that is absent, empty or malformed is
 * null. Patient data: it stays in the hospital, and its text form is empty of it.
 *
 * @param sopInstanceUid (0008,0018), else the file meta information's
 * @param patientId (0010,0020)
 * @param sex (0010,0040), such as {@code F}
 * @param ageYears completed years, 0 to 150: (0010,1010), else study date minus birth date
 * @param viewPosition (0018,5101)
 * @param manufacturer (0008,0070)
 * @param modality (0008,0060)
 * @param sopClassUid (0008,0016)
 * @param transferSyntaxUid (0002,0010)
 * @param studyDate (0008,0020), a local day without zone
 * @param kvp (0018,0060), peak kilovolts
 * @param birthDate (0010,0030), a local day without zone
 * @param studyTime (0008,0030), local time without zone
 * @param contentTime (0008,0033), local time without zone
 * @param technical those of {@link TechnicalAttributes} that are there, by DICOM keyword
 */
public record SopInstance(
    String sopInstanceUid,
    @Nullable String patientId,
    @Nullable String sex,
    @Nullable Integer ageYears,
    @Nullable String viewPosition,
    @Nullable String manufacturer,
    @Nullable String modality,
    @Nullable String sopClassUid,
    String transferSyntaxUid,
    @Nullable LocalDate studyDate,
    @Nullable Double kvp,
    @Nullable LocalDate birthDate,
    @Nullable LocalTime studyTime,
    @Nullable LocalTime contentTime,
    Map<String, String> technical) {
  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

  public SopInstance {
    technical = Map.copyOf(technical);
  }

  /** Without birth date, times and technical attributes. */
  public SopInstance(
      String sopInstanceUid,
      @Nullable String patientId,
      @Nullable String sex,
      @Nullable Integer ageYears,
      @Nullable String viewPosition,
      @Nullable String manufacturer,
      @Nullable String modality,
      @Nullable String sopClassUid,
      String transferSyntaxUid,
      @Nullable LocalDate studyDate,
      @Nullable Double kvp) {
    this(
        sopInstanceUid,
        patientId,
        sex,
        ageYears,
        viewPosition,
        manufacturer,
        modality,
        sopClassUid,
        transferSyntaxUid,
        studyDate,
        kvp,
        null,
        null,
        null,
        Map.of());
  }

  /**
   * Picks the attributes of a parsed file.
   *
   * @throws DicomFault UNREADABLE when the object has no SOP Instance UID of at most 64 digits and
   *     dots
   */
  public static SopInstance of(Part10Object object) throws DicomFault {
    DataSet from = object.dataSet();
    String uid =
        from.text(Tag.SOP_INSTANCE_UID)
            .or(() -> object.meta().text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID))
            .filter(text -> UID.matcher(text).matches())
            .orElseThrow(
                () ->
                    DicomFault.unreadable("The object has no SOP Instance UID.")
                        .at(Tag.SOP_INSTANCE_UID));
    OptionalInt age = PatientAge.inYears(from);
    return new SopInstance(
        uid,
        from.text(Tag.PATIENT_ID).orElse(null),
        from.text(Tag.PATIENT_SEX).orElse(null),
        age.isPresent() ? age.getAsInt() : null,
        from.text(Tag.VIEW_POSITION).orElse(null),
        from.text(Tag.MANUFACTURER).orElse(null),
        from.text(Tag.MODALITY).orElse(null),
        from.text(Tag.SOP_CLASS_UID).orElse(null),
        object.transferSyntaxUid(),
        PatientAge.date(from, Tag.STUDY_DATE).orElse(null),
        from.decimal(Tag.KVP).isPresent() ? from.decimal(Tag.KVP).getAsDouble() : null,
        PatientAge.date(from, Tag.PATIENT_BIRTH_DATE).orElse(null),
        PatientAge.time(from, Tag.STUDY_TIME).orElse(null),
        PatientAge.time(from, Tag.CONTENT_TIME).orElse(null),
        TechnicalAttributes.of(from));
  }

  @Override
  public String toString() {
    return "SopInstance";
  }
}
