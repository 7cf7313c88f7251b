package org.fedval.agent.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The attributes that an inspection shows, by their keywords of PS3.6: who, what, when, and all
 * that decides how pixel data are read and displayed.
 */
final class InspectedAttributes {
  /** Component groups of a name that are empty may be left out with their delimiters. */
  private static final Pattern EMPTY_GROUPS = Pattern.compile("=+$");

  private static final Map<String, Tag> BY_KEYWORD = new LinkedHashMap<>();

  static {
    BY_KEYWORD.put("SpecificCharacterSet", Tag.SPECIFIC_CHARACTER_SET);
    BY_KEYWORD.put("SOPClassUID", Tag.SOP_CLASS_UID);
    BY_KEYWORD.put("SOPInstanceUID", Tag.SOP_INSTANCE_UID);
    BY_KEYWORD.put("StudyDate", Tag.STUDY_DATE);
    BY_KEYWORD.put("Modality", Tag.MODALITY);
    BY_KEYWORD.put("Manufacturer", Tag.MANUFACTURER);
    BY_KEYWORD.put("ManufacturerModelName", Tag.MANUFACTURER_MODEL_NAME);
    BY_KEYWORD.put("PatientName", Tag.PATIENT_NAME);
    BY_KEYWORD.put("PatientID", Tag.PATIENT_ID);
    BY_KEYWORD.put("PatientBirthDate", Tag.PATIENT_BIRTH_DATE);
    BY_KEYWORD.put("PatientSex", Tag.PATIENT_SEX);
    BY_KEYWORD.put("PatientAge", Tag.PATIENT_AGE);
    BY_KEYWORD.put("BodyPartExamined", Tag.BODY_PART_EXAMINED);
    BY_KEYWORD.put("KVP", Tag.KVP);
    BY_KEYWORD.put("ViewPosition", Tag.VIEW_POSITION);
    BY_KEYWORD.put("StudyInstanceUID", Tag.STUDY_INSTANCE_UID);
    BY_KEYWORD.put("SeriesInstanceUID", Tag.SERIES_INSTANCE_UID);
    BY_KEYWORD.put("SamplesPerPixel", Tag.SAMPLES_PER_PIXEL);
    BY_KEYWORD.put("PhotometricInterpretation", Tag.PHOTOMETRIC_INTERPRETATION);
    BY_KEYWORD.put("PlanarConfiguration", Tag.PLANAR_CONFIGURATION);
    BY_KEYWORD.put("NumberOfFrames", Tag.NUMBER_OF_FRAMES);
    BY_KEYWORD.put("Rows", Tag.ROWS);
    BY_KEYWORD.put("Columns", Tag.COLUMNS);
    BY_KEYWORD.put("BitsAllocated", Tag.BITS_ALLOCATED);
    BY_KEYWORD.put("BitsStored", Tag.BITS_STORED);
    BY_KEYWORD.put("HighBit", Tag.HIGH_BIT);
    BY_KEYWORD.put("PixelRepresentation", Tag.PIXEL_REPRESENTATION);
    BY_KEYWORD.put("WindowCenter", Tag.WINDOW_CENTER);
    BY_KEYWORD.put("WindowWidth", Tag.WINDOW_WIDTH);
    BY_KEYWORD.put("RescaleIntercept", Tag.RESCALE_INTERCEPT);
    BY_KEYWORD.put("RescaleSlope", Tag.RESCALE_SLOPE);
    BY_KEYWORD.put("RescaleType", Tag.RESCALE_TYPE);
    BY_KEYWORD.put("PresentationLUTShape", Tag.PRESENTATION_LUT_SHAPE);
  }

  private InspectedAttributes() {}

  /**
   * Those that the outermost level of a data set has, several values parted by a backslash. An
   * empty one is there and empty; one whose bytes its VR cannot hold is left out.
   */
  static Map<String, String> of(DataSet dataSet) {
    Map<String, String> found = new LinkedHashMap<>();
    BY_KEYWORD.forEach(
        (keyword, tag) -> text(dataSet, tag).ifPresent(text -> found.put(keyword, text)));
    return found;
  }

  private static Optional<String> text(DataSet dataSet, Tag tag) {
    if (!(dataSet.element(tag).orElse(null) instanceof Element.Bytes value)) {
      return Optional.empty();
    }
    Vr vr = value.vr() == Vr.UN ? tag.vr() : value.vr();
    if (vr.isText()) {
      String text = String.join("\\", dataSet.texts(tag));
      return Optional.of(vr == Vr.PN ? EMPTY_GROUPS.matcher(text).replaceAll("") : text);
    }
    return numbers(vr, ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static Optional<String> numbers(Vr vr, ByteBuffer bytes) {
    if (bytes.remaining() % vr.wordBytes() != 0) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    while (bytes.hasRemaining()) {
      switch (vr) {
        case US -> texts.add(Integer.toString(bytes.getShort() & 0xFFFF));
        case SS -> texts.add(Short.toString(bytes.getShort()));
        case UL -> texts.add(Integer.toUnsignedString(bytes.getInt()));
        case SL -> texts.add(Integer.toString(bytes.getInt()));
        case FL -> texts.add(Float.toString(bytes.getFloat()));
        case FD -> texts.add(Double.toString(bytes.getDouble()));
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(String.join("\\", texts));
  }
}
