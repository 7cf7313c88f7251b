package org.fedval.agent.dicom;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The attributes, by DICOM keyword, that a site's own mapping may name as the source of a subgroup:
 * how and where an image was made, and nothing that names a person.
 */
public final class TechnicalAttributes {
  private static final Map<String, Tag> TAGS = new LinkedHashMap<>();
  private static final Set<Tag> NUMBERS =
      Set.of(Tag.KVP, Tag.EXPOSURE_TIME, Tag.X_RAY_TUBE_CURRENT, Tag.EXPOSURE);

  static {
    TAGS.put("PatientSex", Tag.PATIENT_SEX);
    TAGS.put("Modality", Tag.MODALITY);
    TAGS.put("SOPClassUID", Tag.SOP_CLASS_UID);
    TAGS.put("Manufacturer", Tag.MANUFACTURER);
    TAGS.put("ManufacturerModelName", Tag.MANUFACTURER_MODEL_NAME);
    TAGS.put("SoftwareVersions", Tag.SOFTWARE_VERSIONS);
    TAGS.put("InstitutionName", Tag.INSTITUTION_NAME);
    TAGS.put("StudyDescription", Tag.STUDY_DESCRIPTION);
    TAGS.put("SeriesDescription", Tag.SERIES_DESCRIPTION);
    TAGS.put("BodyPartExamined", Tag.BODY_PART_EXAMINED);
    TAGS.put("ViewPosition", Tag.VIEW_POSITION);
    TAGS.put("Laterality", Tag.LATERALITY);
    TAGS.put("ImageLaterality", Tag.IMAGE_LATERALITY);
    TAGS.put("PresentationIntentType", Tag.PRESENTATION_INTENT_TYPE);
    TAGS.put("ConversionType", Tag.CONVERSION_TYPE);
    TAGS.put("KVP", Tag.KVP);
    TAGS.put("ExposureTime", Tag.EXPOSURE_TIME);
    TAGS.put("XRayTubeCurrent", Tag.X_RAY_TUBE_CURRENT);
    TAGS.put("Exposure", Tag.EXPOSURE);
    TAGS.put("PhotometricInterpretation", Tag.PHOTOMETRIC_INTERPRETATION);
    TAGS.put("BurnedInAnnotation", Tag.BURNED_IN_ANNOTATION);
    TAGS.put("LossyImageCompression", Tag.LOSSY_IMAGE_COMPRESSION);
  }

  private TechnicalAttributes() {}

  /** The keywords, in the order of their tables. */
  public static Set<String> keywords() {
    return Collections.unmodifiableSet(TAGS.keySet());
  }

  /**
   * Those that an object has, each its first value as text; a number without trailing zeros, since
   * an archive may write it otherwise than the file does.
   */
  static Map<String, String> of(DataSet from) {
    Map<String, String> found = new HashMap<>();
    TAGS.forEach(
        (keyword, tag) ->
            from.text(tag)
                .ifPresent(
                    text -> found.put(keyword, NUMBERS.contains(tag) ? number(text) : text)));
    return found;
  }

  private static String number(String text) {
    return text.matches("[+-]?[0-9]{1,12}(\\.[0-9]{0,12})?")
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }
}
