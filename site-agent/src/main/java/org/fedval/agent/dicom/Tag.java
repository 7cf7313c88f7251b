package org.fedval.agent.dicom;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An attribute tag. The constants are the attributes that Fedval reads or writes, with their VR of
 * PS3.6, which implicit VR files do not carry.
 *
 * @param group 0 to 0xFFFF
 * @param element 0 to 0xFFFF
 */
public record Tag(int group, int element) implements Comparable<Tag> {
  private static final Map<Tag, Vr> DICTIONARY = new HashMap<>();

  public static final Tag FILE_META_GROUP_LENGTH = known(0x0002, 0x0000, Vr.UL);
  public static final Tag FILE_META_VERSION = known(0x0002, 0x0001, Vr.OB);
  public static final Tag MEDIA_STORAGE_SOP_CLASS_UID = known(0x0002, 0x0002, Vr.UI);
  public static final Tag MEDIA_STORAGE_SOP_INSTANCE_UID = known(0x0002, 0x0003, Vr.UI);
  public static final Tag TRANSFER_SYNTAX_UID = known(0x0002, 0x0010, Vr.UI);
  public static final Tag IMPLEMENTATION_CLASS_UID = known(0x0002, 0x0012, Vr.UI);
  public static final Tag IMPLEMENTATION_VERSION_NAME = known(0x0002, 0x0013, Vr.SH);
  public static final Tag SPECIFIC_CHARACTER_SET = known(0x0008, 0x0005, Vr.CS);
  public static final Tag IMAGE_TYPE = known(0x0008, 0x0008, Vr.CS);
  public static final Tag SOP_CLASS_UID = known(0x0008, 0x0016, Vr.UI);
  public static final Tag SOP_INSTANCE_UID = known(0x0008, 0x0018, Vr.UI);
  public static final Tag STUDY_DATE = known(0x0008, 0x0020, Vr.DA);
  public static final Tag SERIES_DATE = known(0x0008, 0x0021, Vr.DA);
  public static final Tag ACQUISITION_DATE = known(0x0008, 0x0022, Vr.DA);
  public static final Tag CONTENT_DATE = known(0x0008, 0x0023, Vr.DA);
  public static final Tag STUDY_TIME = known(0x0008, 0x0030, Vr.TM);
  public static final Tag CONTENT_TIME = known(0x0008, 0x0033, Vr.TM);
  public static final Tag ACCESSION_NUMBER = known(0x0008, 0x0050, Vr.SH);
  public static final Tag MODALITY = known(0x0008, 0x0060, Vr.CS);
  public static final Tag CONVERSION_TYPE = known(0x0008, 0x0064, Vr.CS);
  public static final Tag PRESENTATION_INTENT_TYPE = known(0x0008, 0x0068, Vr.CS);
  public static final Tag MANUFACTURER = known(0x0008, 0x0070, Vr.LO);
  public static final Tag INSTITUTION_NAME = known(0x0008, 0x0080, Vr.LO);
  public static final Tag REFERRING_PHYSICIAN_NAME = known(0x0008, 0x0090, Vr.PN);
  public static final Tag STUDY_DESCRIPTION = known(0x0008, 0x1030, Vr.LO);
  public static final Tag SERIES_DESCRIPTION = known(0x0008, 0x103E, Vr.LO);
  public static final Tag MANUFACTURER_MODEL_NAME = known(0x0008, 0x1090, Vr.LO);
  public static final Tag PATIENT_NAME = known(0x0010, 0x0010, Vr.PN);
  public static final Tag PATIENT_ID = known(0x0010, 0x0020, Vr.LO);
  public static final Tag PATIENT_BIRTH_DATE = known(0x0010, 0x0030, Vr.DA);
  public static final Tag PATIENT_SEX = known(0x0010, 0x0040, Vr.CS);
  public static final Tag PATIENT_AGE = known(0x0010, 0x1010, Vr.AS);
  public static final Tag BODY_PART_EXAMINED = known(0x0018, 0x0015, Vr.CS);
  public static final Tag KVP = known(0x0018, 0x0060, Vr.DS);
  public static final Tag SOFTWARE_VERSIONS = known(0x0018, 0x1020, Vr.LO);
  public static final Tag EXPOSURE_TIME = known(0x0018, 0x1150, Vr.IS);
  public static final Tag X_RAY_TUBE_CURRENT = known(0x0018, 0x1151, Vr.IS);
  public static final Tag EXPOSURE = known(0x0018, 0x1152, Vr.IS);
  public static final Tag IMAGER_PIXEL_SPACING = known(0x0018, 0x1164, Vr.DS);
  public static final Tag VIEW_POSITION = known(0x0018, 0x5101, Vr.CS);
  public static final Tag STUDY_INSTANCE_UID = known(0x0020, 0x000D, Vr.UI);
  public static final Tag SERIES_INSTANCE_UID = known(0x0020, 0x000E, Vr.UI);
  public static final Tag STUDY_ID = known(0x0020, 0x0010, Vr.SH);
  public static final Tag SERIES_NUMBER = known(0x0020, 0x0011, Vr.IS);
  public static final Tag INSTANCE_NUMBER = known(0x0020, 0x0013, Vr.IS);
  public static final Tag PATIENT_ORIENTATION = known(0x0020, 0x0020, Vr.CS);
  public static final Tag LATERALITY = known(0x0020, 0x0060, Vr.CS);
  public static final Tag IMAGE_LATERALITY = known(0x0020, 0x0062, Vr.CS);
  public static final Tag IMAGE_COMMENTS = known(0x0020, 0x4000, Vr.LT);
  public static final Tag SAMPLES_PER_PIXEL = known(0x0028, 0x0002, Vr.US);
  public static final Tag PHOTOMETRIC_INTERPRETATION = known(0x0028, 0x0004, Vr.CS);
  public static final Tag NUMBER_OF_FRAMES = known(0x0028, 0x0008, Vr.IS);
  public static final Tag PLANAR_CONFIGURATION = known(0x0028, 0x0006, Vr.US);
  public static final Tag ROWS = known(0x0028, 0x0010, Vr.US);
  public static final Tag COLUMNS = known(0x0028, 0x0011, Vr.US);
  public static final Tag PIXEL_SPACING = known(0x0028, 0x0030, Vr.DS);
  public static final Tag BITS_ALLOCATED = known(0x0028, 0x0100, Vr.US);
  public static final Tag BITS_STORED = known(0x0028, 0x0101, Vr.US);
  public static final Tag HIGH_BIT = known(0x0028, 0x0102, Vr.US);
  public static final Tag PIXEL_REPRESENTATION = known(0x0028, 0x0103, Vr.US);
  public static final Tag BURNED_IN_ANNOTATION = known(0x0028, 0x0301, Vr.CS);
  public static final Tag PIXEL_INTENSITY_RELATIONSHIP = known(0x0028, 0x1040, Vr.CS);
  public static final Tag PIXEL_INTENSITY_RELATIONSHIP_SIGN = known(0x0028, 0x1041, Vr.SS);
  public static final Tag WINDOW_CENTER = known(0x0028, 0x1050, Vr.DS);
  public static final Tag WINDOW_WIDTH = known(0x0028, 0x1051, Vr.DS);
  public static final Tag RESCALE_INTERCEPT = known(0x0028, 0x1052, Vr.DS);
  public static final Tag RESCALE_SLOPE = known(0x0028, 0x1053, Vr.DS);
  public static final Tag RESCALE_TYPE = known(0x0028, 0x1054, Vr.LO);
  public static final Tag VOI_LUT_FUNCTION = known(0x0028, 0x1056, Vr.CS);
  public static final Tag RED_PALETTE_DESCRIPTOR = known(0x0028, 0x1101, Vr.US);
  public static final Tag GREEN_PALETTE_DESCRIPTOR = known(0x0028, 0x1102, Vr.US);
  public static final Tag BLUE_PALETTE_DESCRIPTOR = known(0x0028, 0x1103, Vr.US);
  public static final Tag LOSSY_IMAGE_COMPRESSION = known(0x0028, 0x2110, Vr.CS);
  public static final Tag MODALITY_LUT_SEQUENCE = known(0x0028, 0x3000, Vr.SQ);
  public static final Tag LUT_DESCRIPTOR = known(0x0028, 0x3002, Vr.US);
  public static final Tag LUT_DATA = known(0x0028, 0x3006, Vr.OW);
  public static final Tag VOI_LUT_SEQUENCE = known(0x0028, 0x3010, Vr.SQ);
  public static final Tag ANATOMIC_REGION_SEQUENCE = known(0x0008, 0x2218, Vr.SQ);
  public static final Tag CODE_VALUE = known(0x0008, 0x0100, Vr.SH);
  public static final Tag CODING_SCHEME_DESIGNATOR = known(0x0008, 0x0102, Vr.SH);
  public static final Tag CODE_MEANING = known(0x0008, 0x0104, Vr.LO);
  public static final Tag PRESENTATION_LUT_SHAPE = known(0x2050, 0x0020, Vr.CS);
  public static final Tag SHARED_FUNCTIONAL_GROUPS = known(0x5200, 0x9229, Vr.SQ);
  public static final Tag PER_FRAME_FUNCTIONAL_GROUPS = known(0x5200, 0x9230, Vr.SQ);
  public static final Tag PIXEL_VALUE_TRANSFORMATION = known(0x0028, 0x9145, Vr.SQ);
  public static final Tag FRAME_VOI_LUT = known(0x0028, 0x9132, Vr.SQ);
  public static final Tag EXTENDED_OFFSET_TABLE = known(0x7FE0, 0x0001, Vr.OV);
  public static final Tag EXTENDED_OFFSET_TABLE_LENGTHS = known(0x7FE0, 0x0002, Vr.OV);
  public static final Tag FLOAT_PIXEL_DATA = known(0x7FE0, 0x0008, Vr.OF);
  public static final Tag DOUBLE_FLOAT_PIXEL_DATA = known(0x7FE0, 0x0009, Vr.OD);
  public static final Tag PIXEL_DATA = known(0x7FE0, 0x0010, Vr.OW);

  static final Tag ITEM = new Tag(0xFFFE, 0xE000);
  static final Tag ITEM_DELIMITATION = new Tag(0xFFFE, 0xE00D);
  static final Tag SEQUENCE_DELIMITATION = new Tag(0xFFFE, 0xE0DD);

  public Tag {
    if ((group & 0xFFFF) != group || (element & 0xFFFF) != element) {
      throw new IllegalArgumentException("A tag's group and element have 16 bits each.");
    }
  }

  private static Tag known(int group, int element, Vr vr) {
    Tag tag = new Tag(group, element);
    DICTIONARY.put(tag, vr);
    return tag;
  }

  /** The VR of PS3.6 for the constants of this class, UL for group lengths, else UN. */
  public Vr vr() {
    return element == 0 ? Vr.UL : DICTIONARY.getOrDefault(this, Vr.UN);
  }

  /** Whether this is pixel data of one of the three kinds (PS3.3 section C.7.6.3, C.7.6.24). */
  boolean isPixelData() {
    return group == PIXEL_DATA.group
        && (equals(PIXEL_DATA) || equals(FLOAT_PIXEL_DATA) || equals(DOUBLE_FLOAT_PIXEL_DATA));
  }

  /** Whether this is a (retired) group length, which no reader needs. */
  boolean isGroupLength() {
    return element == 0;
  }

  @Override
  public int compareTo(Tag other) {
    return group != other.group ? group - other.group : element - other.element;
  }

  /** The standard's text form, such as {@code (0010,0040)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "(%04X,%04X)", group, element);
  }
}
